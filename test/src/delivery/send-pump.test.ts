import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../adapters/database/database.ts';
import { type AttemptEnd, SendGate, type SendRate } from '../../../src/delivery/send-gate.ts';
import { createSendPump } from '../../../src/delivery/send-pump.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { deskSays } from '../../contract/samples.ts';
import { until } from '../../support/until.ts';

const channel = 'proef';

/** A real outbox in memory with the pump of one channel on it, and a platform that ends each attempt as a test says. */
async function outboxWith(attempt: (key: string, nth: number) => AttemptEnd, rate?: SendRate) {
  const database = await openDatabase({ kind: 'sqlite-memory' });
  const { outbox, conversations } = database.stores;
  const gate = new SendGate(rate);
  const tried: { key: string; at: number }[] = [];
  let holder: string | null = 'alleen';
  const pump = createSendPump({
    channel,
    gate,
    outbox,
    holder: () => holder,
    async send(row) {
      const conversation = await conversations.findConversation(row.conversationId);
      tried.push({ key: conversation?.key ?? '', at: Date.now() });
      const end = attempt(conversation?.key ?? '', tried.length);
      if (end?.kind === 'retry') await outbox.deferRow(row.seq, Date.now() + end.afterMs, 'test');
      else await outbox.markDelivered(row.seq, Date.now());
      return end;
    },
    clock: systemClock,
    logger: silentLogger,
  });
  onTestFinished(async () => {
    await pump.stop();
    await database.close();
  });
  return {
    pump,
    gate,
    tried,
    outbox,
    hold(name: string | null) {
      holder = name;
    },
    async say(key: string): Promise<void> {
      const { id: conversationId } = await conversations.openConversation(channel, key, 0);
      const { id: messageId } = await conversations.appendMessage(deskSays(conversationId, 'Ja.'));
      await outbox.enqueue({ channel, conversationId, messageId, createdAt: 0 });
    },
  };
}

describe('the pump of a channel', () => {
  test('spaces what it sends: over all, and to each conversation', async () => {
    const rate = { overall: { perSecond: 40, burst: 2 }, perConversation: { perSecond: 10, burst: 1 } };
    const parts = await outboxWith(() => ({ kind: 'delivered' }), rate);
    for (let i = 0; i < 3; i++) for (const key of ['a', 'b', 'c']) await parts.say(key);
    parts.pump.wake();
    await until('everything to be sent', () => (parts.tried.length === 9 ? true : undefined), 5_000);
    const times = parts.tried.map(({ at }) => at);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(7 * 25 - 5);
    for (const key of ['a', 'b', 'c']) {
      const own = parts.tried.filter((one) => one.key === key).map(({ at }) => at);
      expect((own[2] ?? 0) - (own[0] ?? 0)).toBeGreaterThanOrEqual(195);
    }
    expect(parts.gate.figures).toEqual({ delivered: 9, undeliverable: 0, failed: 0, refusing: false });
  });

  test('stops trying when the platform refuses everything, loses nothing, and goes on by itself', async () => {
    let refuses = true;
    const retry: AttemptEnd = { kind: 'retry', afterMs: 10 };
    const parts = await outboxWith(() => (refuses ? retry : { kind: 'delivered' }));
    for (let i = 0; i < 10; i++) await parts.say(`lid ${i}`);
    parts.pump.wake();
    await until('the breaker to open', () => (parts.gate.figures.refusing ? true : undefined), 5_000);
    await parts.pump.idle();
    const before = parts.tried.length;
    // All that began together failed; after that nothing is tried, however often somebody looks.
    for (let i = 0; i < 20; i++) parts.pump.wake();
    await parts.pump.idle();
    expect(parts.tried).toHaveLength(before);
    expect(await parts.outbox.backlogs()).toMatchObject([{ waiting: 10 }]);

    refuses = false;
    await until('everything to be sent', async () => ((await parts.outbox.backlogs()).length === 0 ? true : undefined));
    expect(parts.gate.figures).toMatchObject({ delivered: 10, refusing: false });
    const probe = parts.tried[before];
    expect((probe?.at ?? 0) - (parts.tried[before - 1]?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
  });

  test('sends nothing while it cannot be sure to hold what it sends', async () => {
    const parts = await outboxWith(() => ({ kind: 'delivered' }));
    parts.hold(null);
    await parts.say('a');
    parts.pump.wake();
    await parts.pump.idle();
    expect(parts.tried).toEqual([]);
    parts.hold('weer zeker');
    parts.pump.wake();
    await until('the message', () => parts.tried[0]);
  });
});
