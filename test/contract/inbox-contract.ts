import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewInboxEvent } from '../../src/delivery/inbox.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import { type DeliverySteps, deliverySteps, followDelivery } from './delivery-model.ts';
import { newConversation } from './samples.ts';

/** What every `InboxStore` does. */
export function describeInboxContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`inbox in ${name}`, () => {
    test('an event is stored once, and comes back as it came in', async () => {
      const { stores } = await openDatabase();
      const event = arrived(await newConversation(stores), { payload: '{"text":"a\\u0000b\\ud800 🏡"}' });

      expect(await stores.inbox.acceptEvent(event)).toBe(true);
      expect(await stores.inbox.acceptEvent({ ...event, payload: '{}', receivedAt: 9_000 })).toBe(false);

      expect(await stores.inbox.dueEvents(['web'], 1_000, 10)).toEqual([
        { ...event, seq: expect.any(Number), attempts: 0 },
      ]);
    });

    test('an event that was handled is still known', async () => {
      const { stores } = await openDatabase();
      const event = arrived(await newConversation(stores));
      await stores.inbox.acceptEvent(event);
      const [due] = await stores.inbox.dueEvents(['web'], 1_000, 10);
      await stores.inbox.endEvent(due?.seq ?? 0, 2_000);

      expect(await stores.inbox.acceptEvent(event)).toBe(false);
      expect(await stores.inbox.dueEvents(['web'], 3_000, 10)).toEqual([]);
    });

    test('the backlogs count what waits of each channel, what failed before, and say since when', async () => {
      const { stores } = await openDatabase();
      expect(await stores.inbox.backlogs()).toEqual([]);
      await stores.inbox.acceptEvent(arrived(await newConversation(stores), { receivedAt: 700 }));
      await stores.inbox.acceptEvent(arrived(await newConversation(stores), { receivedAt: 900 }));
      await stores.inbox.acceptEvent(arrived(await newConversation(stores, 'terminal'), { receivedAt: 100 }));
      const [due] = await stores.inbox.dueEvents(['web'], 1_000, 10);
      await stores.inbox.deferEvent(due?.seq ?? 0, 5_000, 'test');
      expect(await stores.inbox.backlogs()).toEqual([
        { channel: 'terminal', waiting: 1, failedBefore: 0, oldestAt: 100 },
        { channel: 'web', waiting: 2, failedBefore: 1, oldestAt: 700 },
      ]);
      await stores.inbox.endEvent(due?.seq ?? 0, 2_000);
      const [, web] = await stores.inbox.backlogs();
      expect(web).toEqual({ channel: 'web', waiting: 1, failedBefore: 0, oldestAt: 900 });
    });

    test('tells in which conversations of a channel something came in, and when the last', async () => {
      const { stores } = await openDatabase();
      const [one, other, old] = [
        await newConversation(stores),
        await newConversation(stores),
        await newConversation(stores),
      ];
      const elsewhere = await newConversation(stores, 'terminal');
      const times = [
        [one, 700],
        [one, 900],
        [other, 800],
        [old, 100],
        [elsewhere, 950],
      ] as const;
      for (const [conversation, receivedAt] of times)
        await stores.inbox.acceptEvent(arrived(conversation, { receivedAt }));
      const [due] = await stores.inbox.dueEvents(['web'], 1_000, 10);
      await stores.inbox.endEvent(due?.seq ?? 0, 2_000);
      const heard = [one, other].map(({ key }, i) => ({ key, heardAt: [900, 800][i] }));
      expect(await stores.inbox.heardFrom('web', 500, 10)).toEqual(heard);
      expect(await stores.inbox.heardFrom('web', 500, 1)).toEqual(heard.slice(0, 1));
    });

    test('the same id in another channel is another event', async () => {
      const { stores } = await openDatabase();
      const event = arrived(await newConversation(stores), { eventId: 'een' });
      const other = arrived(await newConversation(stores, 'terminal'), { eventId: 'een' });
      expect(await stores.inbox.acceptEvent(event)).toBe(true);
      expect(await stores.inbox.acceptEvent(other)).toBe(true);
    });

    test('only events of the channels asked for are due', async () => {
      const { stores } = await openDatabase();
      await stores.inbox.acceptEvent(arrived(await newConversation(stores)));
      await stores.inbox.acceptEvent(arrived(await newConversation(stores, 'terminal')));
      const due = async (...channels: string[]) =>
        (await stores.inbox.dueEvents(channels, 1_000, 10)).map(({ channel }) => channel);

      expect(await due('web')).toEqual(['web']);
      expect(await due('terminal', 'web')).toEqual(['web', 'terminal']);
      expect(await due()).toEqual([]);
      expect(await due('onbekend')).toEqual([]);
      expect(await stores.inbox.nextEventDueAt([])).toBeNull();
    });

    test('of a conversation only the oldest event is due, of several in order of arrival, up to the limit', async () => {
      const { stores } = await openDatabase();
      const [first, second] = [await newConversation(stores), await newConversation(stores)];
      for (const [conversation, eventId] of [
        [first, 'a1'],
        [first, 'a2'],
        [second, 'b1'],
        [first, 'a3'],
      ] as const) {
        await stores.inbox.acceptEvent(arrived(conversation, { eventId }));
      }
      const due = async (limit: number) => (await stores.inbox.dueEvents(['web'], 1_000, limit)).map((e) => e.eventId);

      expect(await due(10)).toEqual(['a1', 'b1']);
      expect(await due(1)).toEqual(['a1']);
      const [oldest] = await stores.inbox.dueEvents(['web'], 1_000, 1);
      await stores.inbox.endEvent(oldest?.seq ?? 0, 2_000);
      expect(await due(10)).toEqual(['a2', 'b1']);
    });

    test('an event that was put off holds up its conversation until its time has come', async () => {
      const { stores } = await openDatabase();
      const conversation = await newConversation(stores);
      await stores.inbox.acceptEvent(arrived(conversation, { eventId: 'a1' }));
      await stores.inbox.acceptEvent(arrived(conversation, { eventId: 'a2' }));
      expect(await stores.inbox.nextEventDueAt(['web'])).toBeNull();
      const [event] = await stores.inbox.dueEvents(['web'], 1_000, 10);

      await stores.inbox.deferEvent(event?.seq ?? 0, 5_000, 'timeout');

      expect(await stores.inbox.dueEvents(['web'], 4_999, 10)).toEqual([]);
      expect(await stores.inbox.nextEventDueAt(['web'])).toBe(5_000);
      expect(await stores.inbox.nextEventDueAt(['terminal'])).toBeNull();
      expect(await stores.inbox.dueEvents(['web'], 5_000, 10)).toMatchObject([{ eventId: 'a1', attempts: 1 }]);
    });

    test('an event ends once; what has ended is not put off any more', async () => {
      const { stores } = await openDatabase();
      await stores.inbox.acceptEvent(arrived(await newConversation(stores)));
      const [event] = await stores.inbox.dueEvents(['web'], 1_000, 10);
      const seq = event?.seq ?? 0;

      expect(await stores.inbox.endEvent(seq, 2_000)).toBe(true);
      expect(await stores.inbox.endEvent(seq, 3_000)).toBe(false);
      await stores.inbox.deferEvent(seq, 5_000, 'late');
      expect(await stores.inbox.nextEventDueAt(['web'])).toBeNull();
      expect(await stores.inbox.dueEvents(['web'], 9_000, 10)).toEqual([]);
      expect(await stores.inbox.endEvent(seq + 1_000, 3_000)).toBe(false);
    });

    test('whatever happens, each conversation keeps its order and nothing accepted is lost', async () => {
      const database = await openDatabase();
      await fc.assert(
        fc.asyncProperty(deliverySteps, (steps) => staysInOrder(database, steps)),
        { numRuns: 40 },
      );
    });
  });
}

function arrived(
  conversation: { id: string; channel: string },
  change: Partial<Pick<NewInboxEvent, 'eventId' | 'payload' | 'receivedAt'>> = {},
): NewInboxEvent {
  const { id: conversationId, channel } = conversation;
  return { channel, eventId: newId(), conversationId, payload: '{}', receivedAt: 1_000, ...change };
}

async function staysInOrder({ stores }: Transactor<DeskStores>, steps: DeliverySteps): Promise<void> {
  const channel = newId();
  const conversations = await Promise.all([1, 2, 3].map(() => newConversation(stores, channel)));
  await followDelivery(steps, conversations, {
    add: async (conversation, label) => {
      expect(await stores.inbox.acceptEvent(arrived(conversation, { eventId: label }))).toBe(true);
      expect(await stores.inbox.acceptEvent(arrived(conversation, { eventId: label }))).toBe(false);
    },
    due: async (now) =>
      (await stores.inbox.dueEvents([channel], now, 100)).map((event) => ({ ...event, label: event.eventId })),
    nextDueAt: () => stores.inbox.nextEventDueAt([channel]),
    defer: (seq, dueAt) => stores.inbox.deferEvent(seq, dueAt, 'test'),
    end: async (seq, now) => {
      expect(await stores.inbox.endEvent(seq, now)).toBe(true);
    },
  });
}
