import { describe, expect, test } from 'vitest';
import type { Database } from '../../adapters/database/database.ts';
import type { Claim } from '../../src/delivery/claim.ts';
import { newId } from '../../src/kernel/ids.ts';
import { newGate } from '../support/gate.ts';
import { until } from '../support/until.ts';
import { deskSays, newConversation } from './samples.ts';

const long = 60_000;
/** A life that is over before it begins. */
const over = -1;

/** The inbox and the outbox promise the same of a claim; these are the two as one thing. */
const boxes = [
  {
    box: 'inbox',
    async add({ stores }: Database): Promise<void> {
      const { id: conversationId } = await newConversation(stores);
      const event = { channel: 'web', eventId: newId(), conversationId, payload: '{}', receivedAt: 1_000 };
      await stores.inbox.acceptEvent(event);
    },
    due: ({ stores }: Database, limit: number, claim?: Claim) => stores.inbox.dueEvents(['web'], 2_000, limit, claim),
    defer: ({ stores }: Database, seq: number) => stores.inbox.deferEvent(seq, 2_000, 'test'),
    end: ({ stores }: Database, seq: number) => stores.inbox.endEvent(seq, 2_000),
  },
  {
    box: 'outbox',
    async add({ stores }: Database): Promise<void> {
      const { id: conversationId } = await newConversation(stores);
      const { id: messageId } = await stores.conversations.appendMessage(deskSays(conversationId, 'Ja.'));
      await stores.outbox.enqueue({ channel: 'web', conversationId, messageId, createdAt: 1_000 });
    },
    due: ({ stores }: Database, limit: number, claim?: Claim) => stores.outbox.dueRows(['web'], 2_000, limit, claim),
    defer: ({ stores }: Database, seq: number) => stores.outbox.deferRow(seq, 2_000, 'test'),
    end: ({ stores }: Database, seq: number) => stores.outbox.markDelivered(seq, 2_000),
  },
] as const;

/** A database, and an instance that lives long and holds nothing. */
async function withInstance(open: () => Promise<Database>): Promise<{ database: Database; holder: string }> {
  const database = await open();
  const holder = newId();
  await database.instances.join(holder, long);
  return { database, holder };
}

/** What an instance finds on every engine, alone or with others. */
export function describeSharingContract(name: string, open: () => Promise<Database>): void {
  describe(`an instance on ${name}`, () => {
    test('lives as long as it gives signs of life, and has what nobody else has', async () => {
      const { database, holder } = await withInstance(open);
      expect(await database.instances.renew(holder, long)).toBe(true);
      expect(await database.instances.bury()).toBe(0);
      expect(await database.instances.takeDuty('receive', holder)).toBe(true);
      expect(await database.instances.takeDuty('receive', holder)).toBe(true);
      await database.instances.leave(holder);
    });

    describe.each(boxes)('$box', ({ add, due, end }) => {
      test('a claim gives what is due, in order, up to the limit, and not what is under way', async () => {
        const { database, holder } = await withInstance(open);
        for (let count = 0; count < 5; count++) await add(database);
        const all = (await due(database, 10)).map(({ seq }) => seq);
        const first = (await due(database, 2, { holder, except: [] })).map(({ seq }) => seq);
        expect(first).toEqual(all.slice(0, 2));
        const rest = (await due(database, 10, { holder, except: first })).map(({ seq }) => seq);
        expect(rest).toEqual(all.slice(2));
        await end(database, first[0] ?? 0);
        const again = (await due(database, 10, { holder, except: rest })).map(({ seq }) => seq);
        expect(again).toEqual(first.slice(1));
        expect(await due(database, 0, { holder, except: [] })).toEqual([]);
      });

      test('a claim leaves out the conversations that have to wait', async () => {
        const { database, holder } = await withInstance(open);
        for (let count = 0; count < 3; count++) await add(database);
        const [first, second, third] = await due(database, 3);
        const exceptConversations = [first?.conversationId ?? '', third?.conversationId ?? ''];
        const claimed = await due(database, 3, { holder, except: [], exceptConversations });
        expect(claimed.map(({ seq }) => seq)).toEqual([second?.seq]);
      });
    });
  });
}

/** What several find that share one database. */
export function describeTogetherContract(name: string, open: () => Promise<Database>): void {
  describe(`instances together on ${name}`, () => {
    test('one has a duty; it goes to another when it is given back or its holder is buried', async () => {
      const { database, holder } = await withInstance(open);
      const { instances } = database;
      const other = newId();
      await instances.join(other, long);
      expect(await instances.takeDuty('receive', holder)).toBe(true);
      expect(await instances.takeDuty('receive', other)).toBe(false);
      await instances.dropDuty('receive', other);
      expect(await instances.takeDuty('receive', other)).toBe(false);
      await instances.dropDuty('receive', holder);
      expect(await instances.takeDuty('receive', other)).toBe(true);
      expect(await instances.takeDuty('receive', holder)).toBe(false);
      await instances.renew(other, over);
      expect(await instances.bury()).toBe(1);
      expect(await instances.takeDuty('receive', holder)).toBe(true);
    });

    test('of many that want a duty at once, one gets it', async () => {
      const { database } = await withInstance(open);
      const ids = Array.from({ length: 20 }, () => newId());
      await Promise.all(ids.map((id) => database.instances.join(id, long)));
      const taken = await Promise.all(ids.map((id) => database.instances.takeDuty('receive', id)));
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    test('who was buried is told so, and gets nothing any more', async () => {
      const { database, holder } = await withInstance(open);
      const { instances } = database;
      await instances.renew(holder, over);
      expect(await instances.bury()).toBe(1);
      expect(await instances.bury()).toBe(0);
      expect(await instances.renew(holder, long)).toBe(false);
      await expect(instances.takeDuty('receive', holder)).rejects.toThrow();
    });

    test('who hangs in the middle of a transaction is buried all the same, and keeps nobody from living', async () => {
      const { database, holder } = await withInstance(open);
      const other = newId();
      await database.instances.join(other, long);
      const [{ add, due }] = boxes;
      await add(database);
      const [event] = await due(database, 1, { holder, except: [] });
      const [begun, frozen] = [newGate(), newGate()];
      const hung = database.transaction(async (stores) => {
        await stores.inbox.endEvent(event?.seq ?? 0, 2_000);
        begun.open();
        await frozen.passed;
      });
      const ended = expect(hung).rejects.toThrow();
      await begun.passed;
      await database.instances.renew(holder, over);
      const since = performance.now();
      expect(await database.instances.bury()).toBe(0);
      expect(await database.instances.renew(other, long)).toBe(true);
      expect(performance.now() - since).toBeLessThan(2_000);
      await until('the burial', async () => ((await database.instances.bury()) > 0 ? true : undefined), 11_000);
      frozen.open();
      await ended;
      expect(await due(database, 1, { holder: other, except: [] })).toHaveLength(1);
    });

    test('who has many transactions that wait for one conversation gives signs of life all the same', async () => {
      const { database, holder } = await withInstance(open);
      const { id } = await newConversation(database.stores);
      const [begun, held] = [newGate(), newGate()];
      const first = database.transaction(async ({ conversations }) => {
        await conversations.lockConversation(id);
        begun.open();
        await held.passed;
      });
      await begun.passed;
      const waiting = Array.from({ length: 20 }, () =>
        database.transaction(({ conversations }) => conversations.lockConversation(id)),
      );
      const since = performance.now();
      const release = setTimeout(() => held.open(), 4_000);
      expect(await database.instances.renew(holder, long)).toBe(true);
      expect(performance.now() - since).toBeLessThan(2_000);
      clearTimeout(release);
      held.open();
      await Promise.all([first, ...waiting]);
    });

    describe.each(boxes)('$box', ({ add, due, defer, end }) => {
      test('what one holds another does not get, until it is put off, or its holder leaves or is buried', async () => {
        const { database, holder } = await withInstance(open);
        const other = newId();
        await database.instances.join(other, long);
        await add(database);
        const claimOf = async (who: string) => (await due(database, 10, { holder: who, except: [] })).length;

        expect(await claimOf(holder)).toBe(1);
        expect(await claimOf(other)).toBe(0);
        await defer(database, (await due(database, 1))[0]?.seq ?? 0);
        expect(await claimOf(other)).toBe(1);
        expect(await claimOf(holder)).toBe(0);
        await database.instances.leave(other);
        expect(await claimOf(holder)).toBe(1);
        await database.instances.renew(holder, over);
        await database.instances.bury();
        await expect(claimOf(holder)).rejects.toThrow();
        const third = newId();
        await database.instances.join(third, long);
        expect(await claimOf(third)).toBe(1);
        await end(database, (await due(database, 1))[0]?.seq ?? 0);
        await database.instances.leave(third);
        expect(await due(database, 1)).toEqual([]);
      });

      test('of what many claim at once, each piece goes to one', async () => {
        const { database } = await withInstance(open);
        const ids = Array.from({ length: 8 }, () => newId());
        await Promise.all(ids.map((id) => database.instances.join(id, long)));
        for (let count = 0; count < 40; count++) await add(database);
        const taken: number[] = [];
        await Promise.all(
          ids.map(async (holder) => {
            const mine: number[] = [];
            for (;;) {
              const rows = await due(database, 3, { holder, except: mine });
              if (rows.length === 0) break;
              mine.push(...rows.map(({ seq }) => seq));
            }
            taken.push(...mine);
          }),
        );
        expect(taken).toHaveLength(40);
        expect(new Set(taken).size).toBe(40);
      });
    });

    test('who lost a row to another begins no attempt and does not put it off', async () => {
      const { database, holder } = await withInstance(open);
      const { outbox } = database.stores;
      const [, { add, due }] = boxes;
      await add(database);
      const [row] = await outbox.dueRows(['web'], 2_000, 1, { holder, except: [] });
      const seq = row?.seq ?? 0;
      expect(row?.holder).toBe(holder);
      expect(await outbox.beginAttempt(seq, 2_000, holder)).toBe(true);

      await database.instances.renew(holder, over);
      await database.instances.bury();
      expect(await outbox.beginAttempt(seq, 2_000, holder)).toBe(false);
      const other = newId();
      await database.instances.join(other, long);
      await due(database, 1, { holder: other, except: [] });
      expect(await outbox.beginAttempt(seq, 2_000, holder)).toBe(false);
      await outbox.deferRow(seq, 9_000, 'late', holder);
      expect(await outbox.beginAttempt(seq, 2_000, other)).toBe(true);
      // What has arrived has arrived, whoever sent it.
      expect(await outbox.markDelivered(seq, 3_000)).toBe(true);
    });
  });
}
