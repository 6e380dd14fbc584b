import { describe, expect, test } from 'vitest';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import type { Ticket, TicketPatch, TicketStore } from '../../src/queue/ticket.ts';
import { newPerson, newQuestion, newTicket, proposalOf, ticketAbout } from './samples.ts';

/** What every `TicketStore` does with tickets that advisors work on. */
export function describeClaimsContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`tickets with advisors in ${name}`, () => {
    test('a change gives the ticket as it is then, one revision on, with the event that says so', async () => {
      const { stores } = await openDatabase();
      const seen = await newTicket(stores);
      const patch: TicketPatch = {
        ...{ state: 'claimed', assigneeId: 'anneke', leaseUntil: 9_000, offerStep: 2, rating: 4, changedAt: 4_000 },
        intake: { place: 'Ulrum', tried: null, neededBy: 'vóór “maandag”' },
        expertises: ['subsidies', 'legal'],
      };
      const event = { kind: 'claimed', actor: 'advisor', personId: 'anneke', text: 'Ik doe het', at: 4_000 } as const;

      const changed = await stores.tickets.changeTicket(seen, patch, event);

      expect(changed).toEqual({ ...seen, ...patch, revision: seen.revision + 1 });
      expect(await stores.tickets.findTicketById(seen.id)).toEqual(changed);
      expect((await stores.tickets.listEvents(seen.id)).at(-1)).toEqual({
        seq: expect.any(Number),
        ticketId: seen.id,
        ...event,
      });
    });

    test('a change from a revision that is past does nothing and writes no event', async () => {
      const { stores } = await openDatabase();
      const seen = await newTicket(stores);
      const claimed = await given(stores.tickets, seen, 'anneke', 'claimed');
      const events = await stores.tickets.listEvents(seen.id);

      const late = await stores.tickets.changeTicket(
        seen,
        { assigneeId: 'bert' },
        { kind: 'claimed', actor: 'advisor', at: 5_000 },
      );

      expect(late).toBeUndefined();
      expect(await stores.tickets.findTicketById(seen.id)).toEqual(claimed);
      expect(await stores.tickets.listEvents(seen.id)).toEqual(events);
    });

    test('a list holds what its filter names', async () => {
      const { stores } = await openDatabase();
      const [open, mine, theirs] = [await newTicket(stores), await newTicket(stores), await newTicket(stores)];
      await given(stores.tickets, mine, 'anneke', 'claimed');
      await given(stores.tickets, theirs, 'bert', 'waiting');
      const numbers = async (...asked: Parameters<TicketStore['listTickets']>) =>
        (await stores.tickets.listTickets(...asked)).map(({ number }) => number);

      expect(await numbers(10, { states: ['open', 'waiting'] })).toEqual([3, 1]);
      expect(await numbers(1, { states: ['open', 'waiting'] })).toEqual([3]);
      expect(await numbers(10, { states: [] })).toEqual([]);
      expect(await numbers(10, { assigneeId: 'anneke' })).toEqual([2]);
      expect(await numbers(10, { states: ['waiting'], assigneeId: 'anneke' })).toEqual([]);
      expect(await numbers(10, { conversationId: open.conversationId })).toEqual([1]);
    });

    test('a ticket that has ended is not active any more', async () => {
      const { stores } = await openDatabase();
      const { conversation, message } = await newQuestion(stores);
      for (const state of ['open', 'claimed', 'waiting', 'resolved', 'closed', 'withdrawn'] as const) {
        await given(stores.tickets, await stores.tickets.openTicket(ticketAbout(message)), 'anneke', state);
      }
      const active = await stores.tickets.activeTicketsOf(conversation.id);
      expect(active.map(({ state }) => state)).toEqual(['open', 'claimed', 'waiting', 'resolved']);
    });

    test('a load is what somebody works on: claimed and waiting', async () => {
      const { stores } = await openDatabase();
      for (const [assignee, state] of [
        ['anneke', 'claimed'],
        ['anneke', 'waiting'],
        ['anneke', 'resolved'],
        ['bert', 'waiting'],
        ['carla', 'closed'],
      ] as const) {
        await given(stores.tickets, await newTicket(stores), assignee, state);
      }
      await newTicket(stores);
      const loads = await stores.tickets.loads();
      expect([...loads].sort()).toEqual([
        ['anneke', 2],
        ['bert', 1],
      ]);
    });

    test('who resolved the newest ticket of a conversation had it before', async () => {
      const { stores } = await openDatabase();
      const { conversation, message } = await newQuestion(stores);
      const next = () => stores.tickets.openTicket(ticketAbout(message));
      expect(await stores.tickets.previousAssignee(conversation.id)).toBeUndefined();

      await given(stores.tickets, await next(), 'anneke', 'closed');
      await given(stores.tickets, await next(), 'bert', 'resolved');
      await given(stores.tickets, await next(), 'carla', 'claimed');
      await given(stores.tickets, await newTicket(stores), 'dirk', 'resolved');
      await given(stores.tickets, await next(), null, 'closed');

      expect(await stores.tickets.previousAssignee(conversation.id)).toBe('bert');
    });

    test('tickets that an advisor answered come newest first', async () => {
      const { stores } = await openDatabase();
      for (const [assignee, state] of [
        ['anneke', 'closed'],
        ['anneke', 'claimed'],
        ['bert', 'resolved'],
        [null, 'closed'],
      ] as const) {
        await given(stores.tickets, await newTicket(stores), assignee, state);
      }
      const numbers = async (limit: number) =>
        (await stores.tickets.answeredTickets(limit)).map(({ number }) => number);
      expect(await numbers(10)).toEqual([3, 1]);
      expect(await numbers(1)).toEqual([3]);
    });

    test('a ticket is offered to a person once, with the first reasons', async () => {
      const { stores } = await openDatabase();
      const { id: ticketId } = await newTicket(stores);
      const { id: personId } = await newPerson(stores.people);
      const offer = { ticketId, personId, step: 1, reasons: ['kent “subsidies”', 'woont in de buurt'], at: 4_000 };

      expect(await stores.tickets.addOffer(offer, 4_000)).toBe(true);
      expect(await stores.tickets.addOffer({ ...offer, step: 2, reasons: [], at: 5_000 }, 4_000)).toBe(false);

      expect(await stores.tickets.offersOf(ticketId)).toEqual([offer]);
      expect(await stores.tickets.offersOf(newId())).toEqual([]);
    });

    test('an offer from before the ticket came free gives way to a new one, once', async () => {
      const { stores } = await openDatabase();
      const { id: ticketId } = await newTicket(stores);
      const { id: personId } = await newPerson(stores.people);
      const offer = { ticketId, personId, step: 3, reasons: ['weet van subsidies'], at: 4_000 };
      await stores.tickets.addOffer(offer, 1_000);
      const again = { ...offer, step: 1, reasons: ['werkt in Strijen'], at: 6_000 };
      expect(await stores.tickets.addOffer(again, 5_000)).toBe(true);
      expect(await stores.tickets.addOffer({ ...again, at: 7_000 }, 5_000)).toBe(false);
      expect(await stores.tickets.offersOf(ticketId)).toEqual([again]);
    });

    test('answer times are of tickets that were answered or still wait, with the first answer, newest first', async () => {
      const { stores } = await openDatabase();
      const [answered, waits, gone] = [await newTicket(stores), await newTicket(stores), await newTicket(stores)];
      for (const at of [9_000, 7_000]) {
        await stores.tickets.appendEvent({ ticketId: answered.id, kind: 'answered', actor: 'advisor', at });
      }
      await stores.tickets.appendEvent({ ticketId: waits.id, kind: 'claimed', actor: 'advisor', at: 5_000 });
      await given(stores.tickets, answered, 'anneke', 'closed');
      await given(stores.tickets, gone, null, 'withdrawn');
      const [first, second] = [
        { openedAt: waits.createdAt, answeredAt: null },
        { openedAt: answered.createdAt, answeredAt: 7_000 },
      ];
      expect(await stores.tickets.answerTimes(10)).toEqual([first, second]);
      expect(await stores.tickets.answerTimes(1)).toEqual([first]);
    });

    test('colleagues are asked along once each, in order', async () => {
      const { stores } = await openDatabase();
      const { id: ticketId } = await newTicket(stores);
      const [first, second] = [await newPerson(stores.people), await newPerson(stores.people)];
      await stores.tickets.addCompanion(ticketId, second.id, 4_000);
      await stores.tickets.addCompanion(ticketId, first.id, 5_000);
      await stores.tickets.addCompanion(ticketId, second.id, 6_000);
      expect(await stores.tickets.companionsOf(ticketId)).toEqual([second.id, first.id]);
      const atOnce = [await newPerson(stores.people), await newPerson(stores.people)].map(({ id }) => id).sort();
      for (const id of atOnce.toReversed()) await stores.tickets.addCompanion(ticketId, id, 7_000);
      expect(await stores.tickets.companionsOf(ticketId)).toEqual([second.id, first.id, ...atOnce]);
      expect(await stores.tickets.companionsOf(newId())).toEqual([]);
    });

    test('a proposal for the archive is decided once', async () => {
      const { tickets, ...stores } = (await openDatabase()).stores;
      const { id: ticketId } = await newTicket({ tickets, ...stores });
      const { id: otherId } = await newTicket({ tickets, ...stores });
      const second = proposalOf(otherId, { proposedAt: 5_000, source: 'de gemeente' });
      const first = proposalOf(ticketId, { proposedAt: 4_000 });
      for (const proposal of [second, first]) await tickets.addProposal(proposal);
      expect(await tickets.listProposals('proposed')).toEqual([first, second]);

      expect(await tickets.decideProposal(first.id, 'refused', 'bestuur', 6_000)).toBe(true);
      expect(await tickets.decideProposal(first.id, 'approved', 'ander', 7_000)).toBe(false);
      expect(await tickets.decideProposal(newId(), 'approved', 'ander', 7_000)).toBe(false);

      expect(await tickets.listProposals('proposed')).toEqual([second]);
      const refused = { ...first, state: 'refused', decidedBy: 'bestuur', decidedAt: 6_000 };
      expect(await tickets.listProposals('refused')).toEqual([refused]);
      expect(await tickets.listProposals('approved')).toEqual([]);
    });

    test('a draft of a proposal changes until it is handed in, and a ticket has one that was not refused', async () => {
      const { tickets, ...stores } = (await openDatabase()).stores;
      const { id: ticketId } = await newTicket({ tickets, ...stores });
      const draft = proposalOf(ticketId, { state: 'draft' });
      expect(await tickets.proposalOf(ticketId)).toBeUndefined();
      await tickets.addProposal(draft);
      await expect(tickets.addProposal(proposalOf(ticketId))).rejects.toThrow();
      expect(await tickets.decideProposal(draft.id, 'approved', 'bestuur', 5_000)).toBe(false);

      expect(await tickets.changeDraftProposal(draft.id, { answer: 'Nee.', source: 'de wet' })).toBe(true);
      expect(await tickets.changeDraftProposal(draft.id, { state: 'proposed', proposedAt: 6_000 })).toBe(true);
      const proposed = { ...draft, answer: 'Nee.', source: 'de wet', state: 'proposed', proposedAt: 6_000 };
      expect(await tickets.proposalOf(ticketId)).toEqual(proposed);
      expect(await tickets.changeDraftProposal(draft.id, { answer: 'Ja.' })).toBe(false);

      await tickets.decideProposal(draft.id, 'refused', 'bestuur', 7_000);
      expect(await tickets.proposalOf(ticketId)).toBeUndefined();
      const next = proposalOf(ticketId);
      await tickets.addProposal(next);
      expect(await tickets.proposalOf(ticketId)).toEqual(next);
    });
  });
}

/** The ticket in somebody's hands, or nobody's. */
async function given(
  tickets: TicketStore,
  ticket: Ticket,
  assigneeId: string | null,
  state: Ticket['state'],
): Promise<Ticket | undefined> {
  const event = { kind: 'handed_over', actor: 'board', at: 4_000 } as const;
  return tickets.changeTicket(ticket, { assigneeId, state }, event);
}
