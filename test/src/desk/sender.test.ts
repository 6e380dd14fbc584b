import { describe, expect, test } from 'vitest';
import type { SendResult } from '../../../src/desk/channel.ts';
import { Sender } from '../../../src/desk/sender.ts';
import type { DeskStores } from '../../../src/desk/stores.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import type { Transactor } from '../../../src/kernel/transaction.ts';
import { engines, newPostgresPlace } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';

const retry = (afterMs: number): SendResult => ({ kind: 'retry', afterMs, code: 'too_many' });

describe.each(engines)('sending on $engine', ({ newPlace }) => {
  const build = async () => SteppedDesk.build((await newPlace()).config);
  const backlog = async (desk: SteppedDesk) => (await desk.database.stores.outbox.backlogs())[0]?.waiting ?? 0;
  const nextDueIn = async (desk: SteppedDesk) => {
    const dueAt = await desk.database.stores.outbox.nextRowDueAt([desk.channel.name]);
    return dueAt === null ? null : dueAt - desk.clock.time;
  };

  test('delivers in order and once', async () => {
    const desk = await build();
    for (const text of ['Hallo', 'Bedankt', 'Tot ziens']) await desk.say('a', text);
    expect(await backlog(desk)).toBe(3);
    await desk.sendDue();
    const said = (await desk.transcript('a')).filter(({ author }) => author === 'desk').map(({ text }) => text);
    expect(desk.channel.textsTo('a')).toEqual(said);
    expect(await backlog(desk)).toBe(0);
    await desk.sendDue();
    expect(desk.channel.sent).toHaveLength(3);
  });

  test('waits as long as the platform says, and lets what comes later wait behind it', async () => {
    const desk = await build();
    await desk.say('a', 'Hallo');
    await desk.say('a', 'Bedankt');
    await desk.say('b', 'Hallo');
    desk.channel.outcome = (key) => (key === 'a' ? retry(30_000) : { kind: 'delivered' });
    await desk.sendDue();
    expect(desk.channel.sent.map(({ key }) => key)).toEqual(['b']);
    expect(await nextDueIn(desk)).toBe(30_000);
    desk.channel.outcome = () => ({ kind: 'delivered' });
    desk.clock.time += 29_999;
    await desk.sendDue();
    expect(desk.channel.textsTo('a')).toEqual([]);
    desk.clock.time += 1;
    await desk.sendDue();
    const said = (await desk.transcript('a')).filter(({ author }) => author === 'desk').map(({ text }) => text);
    expect(desk.channel.textsTo('a')).toEqual(said);
  });

  test('ends a message that can never arrive, and goes on with the next', async () => {
    const desk = await build();
    await desk.say('a', 'Hallo');
    await desk.say('a', 'Bedankt');
    let first = true;
    desk.channel.outcome = () => {
      const result: SendResult = first ? { kind: 'undeliverable', reason: 'blocked' } : { kind: 'delivered' };
      first = false;
      return result;
    };
    await desk.sendDue();
    expect(desk.channel.sent).toHaveLength(1);
    expect(await backlog(desk)).toBe(0);
  });

  test('tries again after ever longer pauses when an attempt breaks off, and never gives up', async () => {
    const desk = await build();
    await desk.say('a', 'Hallo');
    desk.channel.outcome = () => {
      throw new Error('the connection broke');
    };
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      await desk.sendDue();
      const pause = (await nextDueIn(desk)) ?? 0;
      pauses.push(pause);
      desk.clock.time += Math.ceil(pause);
    }
    for (const [attempt, pause] of pauses.entries()) {
      const longest = Math.min(500 * 4 ** attempt, 3_600_000);
      expect(pause).toBeGreaterThanOrEqual(0);
      expect(pause).toBeLessThanOrEqual(Math.ceil(longest));
    }
    expect(Math.max(...pauses)).toBeGreaterThan(60_000);
    desk.channel.outcome = () => ({ kind: 'delivered' });
    await desk.sendDue();
    expect(desk.channel.sent).toHaveLength(1);
    expect(await backlog(desk)).toBe(0);
  });

  test('sends once what the platform took while the database failed, and notes it when it can', async () => {
    const desk = await build();
    const said = await desk.say('a', 'Hallo');
    let fails = true;
    const { database, channel, clock } = desk;
    const failing: Transactor<DeskStores> = {
      stores: database.stores,
      transaction: (work) =>
        database.transaction(async (stores) => {
          const done = await work(stores);
          if (fails) throw new Error('the database went in the middle');
          return done;
        }),
    };
    const sender = new Sender(failing, [channel], clock, silentLogger, () => null);
    const due = async () => (await database.stores.outbox.dueRows([channel.name], clock.now(), 1))[0];
    const row = (await due()) ?? expect.fail('nothing to send');
    await expect(sender.send(row)).rejects.toThrow('in the middle');
    expect(await due()).toEqual(row);
    fails = false;
    expect(await sender.send(row)).toEqual({ kind: 'delivered' });
    expect(channel.textsTo('a')).toEqual([said.text]);
    expect(await backlog(desk)).toBe(0);
  });

  test('says nothing of the platform when a message was taken back before it was sent', async () => {
    const desk = await build();
    const { id } = await desk.say('a', 'Hallo');
    const { outbox, conversations } = desk.database.stores;
    await conversations.deleteMessage(id, desk.clock.now());
    const [row] = await outbox.dueRows([desk.channel.name], desk.clock.now(), 1);
    expect(await desk.sender.send(row ?? expect.fail('nothing to send'))).toBeNull();
    expect(desk.channel.sent).toEqual([]);
    expect(await backlog(desk)).toBe(0);
  });
});

test('sends nothing of what it cannot be sure to hold, though nobody has taken it over yet', async () => {
  const desk = await SteppedDesk.build((await newPostgresPlace()).config);
  const { database, channel, clock } = desk;
  await desk.say('a', 'Hallo');
  const name = newId();
  await database.instances.join(name, 60_000);
  let holder: string | null = null;
  const sender = new Sender(database, [channel], clock, silentLogger, () => holder);
  const claim = { holder: name, except: [] };
  const due = await database.stores.outbox.dueRows([channel.name], clock.now(), 1, claim);
  const row = due[0] ?? expect.fail('nothing to send');
  expect(await sender.send(row)).toBeNull();
  expect(channel.sent).toEqual([]);
  holder = name;
  expect(await sender.send(row)).toEqual({ kind: 'delivered' });
});
