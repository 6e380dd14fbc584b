import type { Language } from '../knowledge/document.ts';
import type { Expertise } from '../people/person.ts';

/** Why a question came to the queue. */
export type EscalationReason =
  /** Nothing in the archive comes near. */
  | 'nothing_found'
  /** Something comes near, but it does not answer the question. */
  | 'not_answered'
  /** The member asked for a human. */
  | 'human_requested'
  /** The member said that the answer did not help. */
  | 'not_helpful'
  /** Our own fault: the question could not be handled. */
  | 'failure';

/**
 * Where a ticket stands. `open` waits for an advisor, `claimed` for the advisor's next word, `waiting` for the member's;
 * `resolved` for the member to confirm. `closed` and `withdrawn` are ends, from which only the member's reply reopens.
 */
export const ticketStates = ['open', 'claimed', 'waiting', 'resolved', 'closed', 'withdrawn'] as const;
export type TicketState = (typeof ticketStates)[number];

/** A passage that the desk looked at, kept as it was then. */
export interface ConsultedPassage {
  passageId: number;
  source: string;
  title: string;
  section: string | null;
  page: number | null;
  text: string;
}

/** What the member told besides the question; each may be skipped. */
export interface Intake {
  /** Municipality, village or region, as the member wrote it. */
  place: string | null;
  /** What they have tried already. */
  tried: string | null;
  /** By when they need an answer, in their own words. */
  neededBy: string | null;
}

/** A question that waits for an advisor, or has been with one. */
export interface Ticket {
  id: string;
  /** What people call it by: 1, 2, 3, … */
  number: number;
  conversationId: string;
  /** The member's message that it is about. */
  messageId: string;
  /** As the member last worded it; empty when they took it back. */
  question: string;
  language: Language;
  reason: EscalationReason;
  passages: readonly ConsultedPassage[];
  createdAt: number;
  state: TicketState;
  /** Goes up by one with each change of what follows: a change says which revision it starts from. */
  revision: number;
  intake: Intake;
  /** What routing takes it to be about. */
  expertises: readonly Expertise[];
  /** The advisor who has it; kept when it is resolved, so that a reopened ticket goes back to them. */
  assigneeId: string | null;
  /** Until when the claim holds without a word of the advisor; null when nobody has it. */
  leaseUntil: number | null;
  /** How far routing has widened: 0 before the first offers. */
  offerStep: number;
  /** What the member said when it was resolved: 1 to 5; null when nothing. */
  rating: number | null;
  /** When the state last changed, or somebody's turn began anew: what is due in time counts from here. */
  changedAt: number;
  /** The room in which its advisor works on it; null for their private conversation. */
  workplaceId: string | null;
}

export type NewTicket = Pick<
  Ticket,
  'id' | 'conversationId' | 'messageId' | 'question' | 'language' | 'reason' | 'passages' | 'createdAt'
> &
  Partial<Pick<Ticket, 'intake' | 'expertises'>>;

/** What can change of a ticket. */
export type TicketPatch = Partial<
  Pick<
    Ticket,
    | 'question'
    | 'state'
    | 'intake'
    | 'expertises'
    | 'assigneeId'
    | 'leaseUntil'
    | 'offerStep'
    | 'rating'
    | 'changedAt'
    | 'workplaceId'
  >
>;

/** Everything that can happen to a ticket. */
export const ticketEventKinds = [
  ...(['opened', 'asked_again', 'told_more', 'edited', 'intake', 'offered', 'widened'] as const),
  ...([
    'claimed',
    'answered',
    'replied',
    'nudged',
    'lease_ended',
    'given_back',
    'handed_over',
    'moved',
    'companion_added',
  ] as const),
  ...([
    'noted',
    'reminded',
    'stale_warned',
    'resolved',
    'confirmed',
    'rated',
    'reopened',
    'closed',
    'withdrawn',
  ] as const),
  ...(['undeliverable', 'archive_proposed', 'archive_approved', 'archive_refused'] as const),
] as const;
export type TicketEventKind = (typeof ticketEventKinds)[number];

/** Something that happened to a ticket. */
export interface TicketEvent {
  seq: number;
  ticketId: string;
  kind: TicketEventKind;
  /** As what somebody did it; `desk` for the program itself. */
  actor: 'member' | 'desk' | 'advisor' | 'board';
  /** Who did it, for advisors and board members; null otherwise. */
  personId: string | null;
  /** What was said with it: a reason, an internal note, the name of a colleague; null when nothing. */
  text: string | null;
  at: number;
}

export type NewTicketEvent = Omit<TicketEvent, 'seq' | 'personId' | 'text'> &
  Partial<Pick<TicketEvent, 'personId' | 'text'>>;

/** That a ticket was offered to somebody, and why. */
export interface Offer {
  ticketId: string;
  personId: string;
  /** Which widening it belongs to, from 1. */
  step: number;
  /** Why this person, one short Dutch phrase each. */
  reasons: readonly string[];
  at: number;
}

/** How long a ticket waited for an advisor. */
export interface AnswerTime {
  openedAt: number;
  /** When an advisor first wrote to the member; null when nobody did yet. */
  answeredAt: number | null;
}

/** A proposal to add what an advisor answered to the archive. */
export interface ArchiveProposal {
  id: string;
  ticketId: string;
  question: string;
  answer: string;
  /** Where the answer comes from, in the advisor's words; null when they named nothing. */
  source: string | null;
  /** A `draft` is still in the hands of the advisor; `proposed` waits for the board. */
  state: 'draft' | 'proposed' | 'approved' | 'refused';
  proposedBy: string;
  proposedAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
}

/** Which tickets a list holds; what is not named does not count. */
export interface TicketFilter {
  states?: readonly TicketState[];
  assigneeId?: string;
  conversationId?: string;
}

/** Port: the tickets and what happened to them. */
export interface TicketStore {
  /** Opens a ticket under the next number, with its first event. */
  openTicket(ticket: NewTicket): Promise<Ticket>;
  findTicket(number: number): Promise<Ticket | undefined>;
  findTicketById(id: string): Promise<Ticket | undefined>;
  /** Newest first, at most `limit`. */
  listTickets(limit: number, filter?: TicketFilter): Promise<Ticket[]>;
  /** Tickets of one conversation that have not ended (open, claimed, waiting, resolved), oldest first. */
  activeTicketsOf(conversationId: string): Promise<Ticket[]>;
  /** Tickets about this message, whatever became of them, oldest first. */
  ticketsAbout(messageId: string): Promise<Ticket[]>;
  /**
   * Changes a ticket from the revision that the caller saw, with the event that says so: one atomic statement, so that of
   * two who start from the same revision exactly one succeeds. Undefined when somebody else was first; nothing happened then.
   */
  changeTicket(seen: Ticket, patch: TicketPatch, event: Omit<NewTicketEvent, 'ticketId'>): Promise<Ticket | undefined>;
  appendEvent(event: NewTicketEvent): Promise<void>;
  listEvents(ticketId: string): Promise<TicketEvent[]>;
  /** How many tickets (claimed or waiting) each of these people has; who has none is left out. */
  loads(): Promise<ReadonlyMap<string, number>>;
  /** Of the newest `limit` tickets that were answered or still wait for it, newest first, when they were opened and answered. */
  answerTimes(limit: number): Promise<AnswerTime[]>;
  /** Who last had a ticket of this conversation and resolved it; undefined when nobody. */
  previousAssignee(conversationId: string): Promise<string | undefined>;
  /**
   * Notes an offer. One of the same ticket to the same person from before `freeSince`, when the ticket came free, gives way;
   * beside a later one a second changes nothing and gives false.
   */
  addOffer(offer: Offer, freeSince: number): Promise<boolean>;
  offersOf(ticketId: string): Promise<Offer[]>;
  /** Colleagues who were asked along, in the order of asking. */
  companionsOf(ticketId: string): Promise<string[]>;
  addCompanion(ticketId: string, personId: string, now: number): Promise<void>;
  /** Tickets that were resolved or closed with an answer of an advisor, newest first: to find similar ones among. */
  answeredTickets(limit: number): Promise<Ticket[]>;
  /** A ticket has one proposal at most that was not refused; a second one is an error. */
  addProposal(proposal: ArchiveProposal): Promise<void>;
  /** The proposal of a ticket that was not refused. */
  proposalOf(ticketId: string): Promise<ArchiveProposal | undefined>;
  /** Changes a draft, also into a proposal; false when it is none any more. */
  changeDraftProposal(
    id: string,
    change: Partial<Pick<ArchiveProposal, 'question' | 'answer' | 'source' | 'proposedAt'>> & { state?: 'proposed' },
  ): Promise<boolean>;
  listProposals(state: ArchiveProposal['state']): Promise<ArchiveProposal[]>;
  /** Decides on a proposal; false when that had been done. */
  decideProposal(id: string, state: 'approved' | 'refused', decidedBy: string, now: number): Promise<boolean>;
}
