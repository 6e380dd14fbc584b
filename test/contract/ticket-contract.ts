import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import type { EscalationReason } from '../../src/queue/ticket.ts';
import { newQuestion, ticketAbout } from './samples.ts';

const untouched = {
  ...{ state: 'open', revision: 0, offerStep: 0, assigneeId: null, leaseUntil: null, rating: null, expertises: [] },
  intake: { place: null, tried: null, neededBy: null },
  workplaceId: null,
};

/** What every `TicketStore` does. */
export function describeTicketContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`tickets in ${name}`, () => {
    test('a ticket is kept whole, with the passages that the desk looked at', async () => {
      const { stores } = await openDatabase();
      const { message } = await newQuestion(stores);
      const asked = ticketAbout(message, {
        language: 'en',
        reason: 'not_answered',
        passages: [
          { passageId: 3, source: 'gids.pdf', title: 'Gids', section: 'Een › Twee', page: 4, text: 'Wat er “stond”' },
          { passageId: 5, source: 'brief.md', title: 'Brief', section: null, page: null, text: 'En dit' },
        ],
      });

      const opened = await stores.tickets.openTicket(asked);

      expect(opened).toEqual({ ...asked, ...untouched, number: 1, changedAt: asked.createdAt });
      expect(await stores.tickets.findTicket(1)).toEqual(opened);
      expect(await stores.tickets.findTicket(2)).toBeUndefined();
    });

    test('tickets are numbered 1, 2, 3', async () => {
      const { stores } = await openDatabase();
      const { message } = await newQuestion(stores);
      const numbers: number[] = [];
      for (let count = 0; count < 3; count++) {
        numbers.push((await stores.tickets.openTicket(ticketAbout(message))).number);
      }
      expect(numbers).toEqual([1, 2, 3]);
    });

    test('a ticket that is undone gives its number back', async () => {
      const database = await openDatabase();
      const { message } = await newQuestion(database.stores);
      const undone = database.transaction(async ({ tickets }) => {
        expect((await tickets.openTicket(ticketAbout(message))).number).toBe(1);
        throw new Error('undo');
      });
      await expect(undone).rejects.toThrow('undo');

      expect(await database.stores.tickets.listTickets(10)).toEqual([]);
      expect((await database.stores.tickets.openTicket(ticketAbout(message))).number).toBe(1);
    });

    test('the list has the newest first, and no more than asked for', async () => {
      const { stores } = await openDatabase();
      const { message } = await newQuestion(stores);
      for (let count = 0; count < 4; count++) await stores.tickets.openTicket(ticketAbout(message));

      const numbers = async (limit: number) => (await stores.tickets.listTickets(limit)).map(({ number }) => number);
      expect(await numbers(10)).toEqual([4, 3, 2, 1]);
      expect(await numbers(2)).toEqual([4, 3]);
    });

    test('the open tickets of a conversation come oldest first, without those of others', async () => {
      const { stores } = await openDatabase();
      const mine = await newQuestion(stores);
      const theirs = await newQuestion(stores);
      for (const { message } of [mine, theirs, mine]) await stores.tickets.openTicket(ticketAbout(message));

      const open = await stores.tickets.activeTicketsOf(mine.conversation.id);
      expect(open.map(({ number }) => number)).toEqual([1, 3]);
      expect(await stores.tickets.activeTicketsOf(newId())).toEqual([]);
    });

    test('tickets about a message are found, also when they have ended', async () => {
      const { stores } = await openDatabase();
      const { message } = await newQuestion(stores);
      const ended = await stores.tickets.openTicket(ticketAbout(message));
      await stores.tickets.changeTicket(
        ended,
        { state: 'withdrawn' },
        { kind: 'withdrawn', actor: 'member', at: message.createdAt },
      );
      await stores.tickets.openTicket(ticketAbout(message));
      await stores.tickets.openTicket(ticketAbout((await newQuestion(stores)).message));
      const about = await stores.tickets.ticketsAbout(message.id);
      expect(about.map(({ number, state }) => [number, state])).toEqual([
        [1, 'withdrawn'],
        [2, 'open'],
      ]);
    });

    test.each<[EscalationReason, 'member' | 'desk']>([
      ['human_requested', 'member'],
      ['not_helpful', 'member'],
      ['nothing_found', 'desk'],
      ['not_answered', 'desk'],
      ['failure', 'desk'],
    ])('with reason %s its first event says that the %s opened it', async (reason, actor) => {
      const { stores } = await openDatabase();
      const { message } = await newQuestion(stores);
      const { id: ticketId } = await stores.tickets.openTicket(ticketAbout(message, { reason, createdAt: 3_500 }));
      expect(await stores.tickets.listEvents(ticketId)).toEqual([
        { seq: expect.any(Number), ticketId, kind: 'opened', actor, personId: null, text: null, at: 3_500 },
      ]);
    });

    test('what happened to a ticket stays in order and apart from other tickets', async () => {
      const { stores } = await openDatabase();
      const { message } = await newQuestion(stores);
      const ticket = await stores.tickets.openTicket(ticketAbout(message));
      const other = await stores.tickets.openTicket(ticketAbout(message));

      await stores.tickets.appendEvent({ ticketId: ticket.id, kind: 'asked_again', actor: 'member', at: 9_000 });
      await stores.tickets.appendEvent({ ticketId: other.id, kind: 'asked_again', actor: 'member', at: 8_000 });
      await stores.tickets.appendEvent({ ticketId: ticket.id, kind: 'asked_again', actor: 'desk', at: 7_000 });

      const events = await stores.tickets.listEvents(ticket.id);
      expect(events.map(({ kind, at }) => [kind, at])).toEqual([
        ['opened', 3_000],
        ['asked_again', 9_000],
        ['asked_again', 7_000],
      ]);
      expect(await stores.tickets.listEvents(newId())).toEqual([]);
    });

    test('a ticket about a message that does not exist is refused, and takes no number', async () => {
      const { stores } = await openDatabase();
      const { message } = await newQuestion(stores);
      await expect(stores.tickets.openTicket(ticketAbout(message, { messageId: newId() }))).rejects.toThrow();
      expect((await stores.tickets.openTicket(ticketAbout(message))).number).toBe(1);
    });
  });
}
