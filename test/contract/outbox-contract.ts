import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewOutboxRow } from '../../src/delivery/outbox.ts';
import type { Conversation } from '../../src/desk/conversation.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import { type DeliverySteps, deliverySteps, followDelivery } from './delivery-model.ts';
import { deskSays, newConversation } from './samples.ts';

/** What every `OutboxStore` does. */
export function describeOutboxContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`outbox in ${name}`, () => {
    test('a row comes back as it was written', async () => {
      const { stores } = await openDatabase();
      const row = await enqueued(stores, await newConversation(stores), 'Ja.');
      expect(await stores.outbox.dueRows(['web'], 1_000, 10)).toEqual([
        { ...row, action: 'send', seq: expect.any(Number), attempts: 0 },
      ]);
    });

    test('a row that is undone was never there', async () => {
      const database = await openDatabase();
      const conversation = await newConversation(database.stores);
      const undone = database.transaction(async (stores) => {
        await enqueued(stores, conversation, 'Nee.');
        throw new Error('undo');
      });
      await expect(undone).rejects.toThrow('undo');
      expect(await database.stores.outbox.dueRows(['web'], 1_000, 10)).toEqual([]);
    });

    test('only rows of the channels asked for are due', async () => {
      const { stores } = await openDatabase();
      await enqueued(stores, await newConversation(stores), 'Ja.');
      await enqueued(stores, await newConversation(stores, 'terminal'), 'Ja.');
      const due = async (...channels: string[]) =>
        (await stores.outbox.dueRows(channels, 1_000, 10)).map(({ channel }) => channel);

      expect(await due('terminal')).toEqual(['terminal']);
      expect(await due('terminal', 'web')).toEqual(['web', 'terminal']);
      expect(await due()).toEqual([]);
      expect(await stores.outbox.nextRowDueAt([])).toBeNull();
    });

    test.each([
      ['delivered', (stores: DeskStores, seq: number) => stores.outbox.markDelivered(seq, 2_000)],
      ['undeliverable', (stores: DeskStores, seq: number) => stores.outbox.markUndeliverable(seq, 'blocked', 2_000)],
    ] as const)('a row that is %s makes way for the next of its conversation, and stays ended', async (_, end) => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      const first = await enqueued(stores, conversation, 'een');
      const second = await enqueued(stores, conversation, 'twee');
      const [row] = await stores.outbox.dueRows(['web'], 1_000, 10);
      expect(row?.messageId).toBe(first.messageId);

      await end(stores, row?.seq ?? 0);
      await end(stores, row?.seq ?? 0);
      await stores.outbox.deferRow(row?.seq ?? 0, 5_000, 'late');

      expect(await stores.outbox.nextRowDueAt(['web'])).toBeNull();
      expect(await stores.outbox.dueRows(['web'], 9_000, 10)).toMatchObject([
        { messageId: second.messageId, attempts: 0 },
      ]);
    });

    test('a row that was put off holds up its conversation, and no other', async () => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      await enqueued(stores, conversation, 'een');
      await enqueued(stores, conversation, 'twee');
      const [row] = await stores.outbox.dueRows(['web'], 1_000, 10);
      const other = await enqueued(stores, await newConversation(stores), 'ander');

      await stores.outbox.deferRow(row?.seq ?? 0, 5_000, 'flood');

      expect(await stores.outbox.dueRows(['web'], 4_999, 10)).toMatchObject([{ messageId: other.messageId }]);
      expect(await stores.outbox.nextRowDueAt(['web'])).toBe(5_000);
      expect(await stores.outbox.dueRows(['web'], 5_000, 1)).toMatchObject([{ seq: row?.seq, attempts: 1 }]);
    });

    test('the backlogs count what waits of each channel, what failed before, and say since when', async () => {
      const { stores } = await openDatabase();
      expect(await stores.outbox.backlogs()).toEqual([]);
      const conversation = await newConversation(stores);
      await enqueued(stores, conversation, 'een', 7_000);
      await enqueued(stores, conversation, 'twee', 6_000);
      await enqueued(stores, await newConversation(stores, 'terminal'), 'drie', 8_000);
      const [row] = await stores.outbox.dueRows(['web'], 9_000, 10);
      await stores.outbox.deferRow(row?.seq ?? 0, 50_000, 'flood');
      expect(await stores.outbox.backlogs()).toEqual([
        { channel: 'terminal', waiting: 1, failedBefore: 0, oldestAt: 8_000 },
        { channel: 'web', waiting: 2, failedBefore: 1, oldestAt: 6_000 },
      ]);
      await stores.outbox.markDelivered(row?.seq ?? 0, 9_000);
      const [next] = await stores.outbox.dueRows(['web'], 9_000, 10);
      await stores.outbox.markUndeliverable(next?.seq ?? 0, 'gone', 9_000);
      expect((await stores.outbox.backlogs()).map(({ channel }) => channel)).toEqual(['terminal']);
    });

    test('whatever happens, each conversation keeps its order and nothing written is lost', async () => {
      const database = await openDatabase();
      await fc.assert(
        fc.asyncProperty(deliverySteps, (steps) => staysInOrder(database, steps)),
        { numRuns: 40 },
      );
    });

    test('what is to be done with a message comes back with its row', async () => {
      const { stores } = await openDatabase();
      for (const action of ['change', 'receipt'] as const) {
        await enqueued(stores, await newConversation(stores), 'Ja.', 1_000, { action });
      }
      const rows = await stores.outbox.dueRows(['web'], 1_000, 10);
      expect(rows.map(({ action }) => action)).toEqual(['change', 'receipt']);
    });

    test('a row that has ended is not attempted or ended again', async () => {
      const { stores } = await openDatabase();
      const { messageId } = await enqueued(stores, await newConversation(stores), 'Ja.');
      const seq = await firstDue(stores);

      expect(await stores.outbox.beginAttempt(seq, 2_000)).toBe(true);
      expect(await stores.outbox.markDelivered(seq, 3_000)).toBe(true);

      expect(await stores.outbox.beginAttempt(seq, 4_000)).toBe(false);
      expect(await stores.outbox.markDelivered(seq, 4_000)).toBe(false);
      expect(await stores.outbox.markUndeliverable(seq, 'gone', 4_000)).toBe(false);
      const endings = await stores.outbox.endingsOf([messageId]);
      expect([...endings]).toEqual([[messageId, { ending: 'delivered', reason: null }]]);
    });

    test('withholding ends the waiting answers of the desk in that conversation, and nothing else', async () => {
      const { stores } = await openDatabase();
      const [mine, theirs] = [await newConversation(stores), await newConversation(stores)];
      const answer = { withholdable: true };
      const sent = await enqueued(stores, mine, 'al weg', 1_000, answer);
      await stores.outbox.markDelivered(await firstDue(stores), 1_500);
      const [first, word, second] = [
        await enqueued(stores, mine, 'antwoord', 1_000, answer),
        await enqueued(stores, mine, 'van een adviseur'),
        await enqueued(stores, mine, 'nog een antwoord', 1_000, answer),
      ];
      const other = await enqueued(stores, theirs, 'antwoord', 1_000, answer);

      expect(await stores.outbox.withhold(mine.id, 2_000)).toEqual({ withheld: 2, underWay: 0 });
      expect(await stores.outbox.withhold(mine.id, 2_000)).toEqual({ withheld: 0, underWay: 0 });

      const messageIds = [sent, first, word, second, other].map(({ messageId }) => messageId);
      const endings = await stores.outbox.endingsOf(messageIds);
      const expected = ['delivered', 'withheld', null, 'withheld', null];
      expect(messageIds.map((id) => endings.get(id)?.ending)).toEqual(expected);
      expect((await stores.outbox.dueRows(['web'], 9_000, 10)).map(({ messageId }) => messageId)).toEqual([
        word.messageId,
        other.messageId,
      ]);
    });

    test('an attempt under way is counted and goes on; once it failed, its row can be withheld', async () => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      await enqueued(stores, conversation, 'antwoord', 1_000, { withholdable: true });
      const seq = await firstDue(stores);
      await stores.outbox.beginAttempt(seq, 2_000);
      expect(await stores.outbox.withhold(conversation.id, 2_000)).toEqual({ withheld: 0, underWay: 1 });

      await stores.outbox.deferRow(seq, 5_000, 'flood');

      expect(await stores.outbox.withhold(conversation.id, 3_000)).toEqual({ withheld: 1, underWay: 0 });
      expect(await stores.outbox.beginAttempt(seq, 5_000)).toBe(false);
      expect(await stores.outbox.nextRowDueAt(['web'])).toBeNull();
    });

    test('how a message ended is said of its sending only, with the reason', async () => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      const { messageId } = await enqueued(stores, conversation, 'Ja.');
      const { messageId: changedOnly } = await enqueued(stores, conversation, 'Nee.', 1_000, { action: 'change' });
      const endings = async () => [...(await stores.outbox.endingsOf([messageId, changedOnly, newId()]))];
      expect(await endings()).toEqual([[messageId, { ending: null, reason: null }]]);

      await stores.outbox.markUndeliverable(await firstDue(stores), 'blocked', 2_000);
      await stores.outbox.markDelivered(await firstDue(stores), 2_000);

      expect(await endings()).toEqual([[messageId, { ending: 'undeliverable', reason: 'blocked' }]]);
      expect(await stores.outbox.endingsOf([])).toEqual(new Map());
    });
  });
}

/** Number of the row that is to be sent next. */
async function firstDue(stores: DeskStores): Promise<number> {
  return (await stores.outbox.dueRows(['web'], 1_000, 1))[0]?.seq ?? 0;
}

/** Writes a message and the row that sends it. */
async function enqueued(
  stores: DeskStores,
  conversation: Conversation,
  text: string,
  createdAt = 1_000,
  change: Pick<NewOutboxRow, 'action' | 'withholdable'> = {},
): Promise<NewOutboxRow> {
  const { id: messageId } = await stores.conversations.appendMessage(deskSays(conversation.id, text));
  const row = { channel: conversation.channel, conversationId: conversation.id, messageId, createdAt, ...change };
  await stores.outbox.enqueue(row);
  return row;
}

async function staysInOrder({ stores }: Transactor<DeskStores>, steps: DeliverySteps): Promise<void> {
  const channel = newId();
  const conversations = await Promise.all([1, 2, 3].map(() => newConversation(stores, channel)));
  const labels = new Map<string, string>();
  await followDelivery(steps, conversations, {
    add: async (conversation, label) => {
      labels.set((await enqueued(stores, conversation, label)).messageId, label);
    },
    due: async (now) =>
      (await stores.outbox.dueRows([channel], now, 100)).map((row) => ({
        ...row,
        label: labels.get(row.messageId) ?? 'unknown',
      })),
    nextDueAt: () => stores.outbox.nextRowDueAt([channel]),
    defer: (seq, dueAt) => stores.outbox.deferRow(seq, dueAt, 'test'),
    end: async (seq, now) => {
      if (seq % 2 === 0) await stores.outbox.markDelivered(seq, now);
      else await stores.outbox.markUndeliverable(seq, 'gone', now);
    },
  });
}
