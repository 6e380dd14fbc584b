import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../adapters/database/database.ts';
import { Pump, type PumpParts } from '../../../src/delivery/pump.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { until } from '../../support/until.ts';

const channel = 'proef';

/** A promise that a test fulfils. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A real inbox in memory, with a pump on it. */
async function inboxWith(
  work: (row: { seq: number; conversationId: string }) => Promise<void>,
  change: Partial<PumpParts<{ seq: number; conversationId: string }>> = {},
) {
  const database = await openDatabase({ kind: 'sqlite-memory' });
  const { inbox, conversations } = database.stores;
  const pump = new Pump<{ seq: number; conversationId: string }>({
    name: 'proef',
    due: (now, limit, except) => inbox.dueEvents([channel], now, limit, { holder: 'proef', except }),
    nextDueAt: () => inbox.nextEventDueAt([channel]),
    work,
    clock: systemClock,
    logger: silentLogger,
    ...change,
  });
  let events = 0;
  return {
    inbox,
    pump,
    async arrive(key: string): Promise<void> {
      const { id } = await conversations.openConversation(channel, key, 0);
      await inbox.acceptEvent({
        channel,
        eventId: String(events++),
        conversationId: id,
        payload: '{}',
        receivedAt: 0,
      });
    },
    async close(): Promise<void> {
      await pump.stop();
      await database.close();
    },
  };
}

describe('the pump', () => {
  test('keeps the order of each conversation, whatever the order in which work ends', async () => {
    const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
    console.info(`pump: FC_SEED=${seed}`);
    const arrivals = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(fc.scheduler(), arrivals, async (scheduler, keys) => {
      const underway = new Map<string, number>();
      const started: { seq: number; conversationId: string }[] = [];
      const done = gate();
      let ended = 0;
      let most = 0;
      const parts = await inboxWith(async (row) => {
        expect(underway.has(row.conversationId)).toBe(false);
        underway.set(row.conversationId, row.seq);
        most = Math.max(most, underway.size);
        started.push(row);
        await scheduler.schedule(Promise.resolve());
        await parts.inbox.endEvent(row.seq, 1);
        underway.delete(row.conversationId);
        ended++;
        if (ended === keys.length) done.open();
      });
      for (const key of keys) await parts.arrive(key);
      parts.pump.wake();
      await scheduler.waitFor(done.opened);
      await parts.close();
      for (const conversation of new Set(started.map((row) => row.conversationId))) {
        const order = started.filter((row) => row.conversationId === conversation).map((row) => row.seq);
        expect(order).toEqual([...order].sort((x, y) => x - y));
      }
      expect(started).toHaveLength(keys.length);
      expect(most).toBe(new Set(keys).size);
    });
    await fc.assert(property, { seed, numRuns: 150 });
  });

  test('lets no conversation wait for slow work of another', async () => {
    const slow = gate();
    const ended: string[] = [];
    const first: { conversationId?: string } = {};
    const parts = await inboxWith(async (row) => {
      first.conversationId ??= row.conversationId;
      if (row.conversationId === first.conversationId) await slow.opened;
      await parts.inbox.endEvent(row.seq, 1);
      ended.push(row.conversationId);
    });
    onTestFinished(async () => {
      slow.open();
      await parts.close();
    });
    await parts.arrive('traag');
    parts.pump.wake();
    await until('the slow work to begin', () => first.conversationId);
    for (let i = 0; i < 3; i++) await parts.arrive('vlot');
    parts.pump.wake();
    await until('the other conversation to be handled', () => (ended.length === 3 ? true : undefined), 2_000);
    expect(ended).not.toContain(first.conversationId);
  });

  test('ends what is under way when it stops, and begins nothing more', async () => {
    const slow = gate();
    const begun: number[] = [];
    const parts = await inboxWith(async (row) => {
      begun.push(row.seq);
      await slow.opened;
      await parts.inbox.endEvent(row.seq, 1);
    });
    onTestFinished(() => parts.close());
    await parts.arrive('a');
    await parts.arrive('a');
    parts.pump.wake();
    await until('work to begin', () => begun[0]);
    let stopped = false;
    const stopping = parts.pump.stop().then(() => {
      stopped = true;
    });
    await parts.inbox.nextEventDueAt([channel]);
    expect(stopped).toBe(false);
    slow.open();
    await stopping;
    parts.pump.wake();
    await parts.pump.idle();
    expect(begun).toHaveLength(1);
    expect(await parts.inbox.dueEvents([channel], 1, 10)).toHaveLength(1);
  });

  test('tries again when the store fails, without being woken', async () => {
    let failures = 2;
    const ended: number[] = [];
    const parts = await inboxWith(
      async (row) => {
        await parts.inbox.endEvent(row.seq, 1);
        ended.push(row.seq);
      },
      {
        due: (now, limit, except) => {
          if (failures-- > 0) throw new Error('the store failed');
          return parts.inbox.dueEvents([channel], now, limit, { holder: 'proef', except });
        },
      },
    );
    onTestFinished(() => parts.close());
    await parts.arrive('a');
    parts.pump.wake();
    await until('the work to be done', () => ended[0], 5_000);
    expect(failures).toBeLessThan(0);
  });

  test('goes on with other work when the work itself fails', async () => {
    let failures = 1;
    const ended: number[] = [];
    const parts = await inboxWith(async (row) => {
      if (failures-- > 0) throw new Error('the work failed');
      await parts.inbox.endEvent(row.seq, 1);
      ended.push(row.seq);
    });
    onTestFinished(() => parts.close());
    await parts.arrive('a');
    await parts.arrive('b');
    parts.pump.wake();
    await until('both to be done', () => (ended.length === 2 ? true : undefined), 5_000);
  });

  test('tries failed work soon, though other work was put off until much later', async () => {
    const asking = gate();
    const answering = gate();
    let failures = 1;
    const ended: number[] = [];
    const parts = await inboxWith(
      async (row) => {
        await asking.opened;
        if (failures-- > 0) {
          answering.open();
          throw new Error('the work failed');
        }
        await parts.inbox.endEvent(row.seq, 1);
        ended.push(row.seq);
      },
      {
        nextDueAt: async () => {
          asking.open();
          await answering.opened;
          await parts.inbox.nextEventDueAt([channel]);
          return Date.now() + 3_600_000;
        },
      },
    );
    onTestFinished(() => parts.close());
    await parts.arrive('a');
    parts.pump.wake();
    await until('the second try', () => ended[0], 5_000);
  });

  test('wakes by itself when work that was put off is due', async () => {
    const tried: number[] = [];
    const parts = await inboxWith(async (row) => {
      tried.push(Date.now());
      if (tried.length === 1) await parts.inbox.deferEvent(row.seq, Date.now() + 150, 'internal');
      else await parts.inbox.endEvent(row.seq, Date.now());
    });
    onTestFinished(() => parts.close());
    await parts.arrive('a');
    parts.pump.wake();
    const again = await until('a second try', () => tried[1], 5_000);
    expect(again - (tried[0] ?? 0)).toBeGreaterThanOrEqual(145);
  });
});
