import type { Ticket } from '../../../src/queue/ticket.ts';

/** An open ticket that nobody was asked for yet. */
export function ticketThat(is: Partial<Ticket> = {}): Ticket {
  return {
    id: 'ticket',
    number: 1,
    conversationId: 'gesprek',
    messageId: 'bericht',
    question: 'Hoe vraag ik een drankvergunning aan?',
    language: 'nl',
    reason: 'nothing_found',
    passages: [],
    createdAt: 0,
    state: 'open',
    revision: 0,
    intake: { place: null, tried: null, neededBy: null },
    expertises: [],
    assigneeId: null,
    leaseUntil: null,
    offerStep: 0,
    rating: null,
    changedAt: 0,
    workplaceId: null,
    ...is,
  };
}
