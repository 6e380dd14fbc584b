import type { Language } from '../knowledge/document.ts';

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

export type TicketState = 'open';

/** A passage that the desk looked at, kept as it was then. */
export interface ConsultedPassage {
  passageId: number;
  source: string;
  title: string;
  section: string | null;
  page: number | null;
  text: string;
}

/** A question that waits for an advisor. */
export interface Ticket {
  id: string;
  /** What people call it by: 1, 2, 3, … */
  number: number;
  conversationId: string;
  /** The member's message that it is about. */
  messageId: string;
  question: string;
  language: Language;
  reason: EscalationReason;
  state: TicketState;
  passages: readonly ConsultedPassage[];
  createdAt: number;
}

export type NewTicket = Omit<Ticket, 'number' | 'state'>;

/** Something that happened to a ticket. */
export interface TicketEvent {
  seq: number;
  ticketId: string;
  kind: 'opened' | 'asked_again' | 'told_more';
  /** Who did it. */
  actor: 'member' | 'desk';
  at: number;
}

/** Port: the tickets and what happened to them. */
export interface TicketStore {
  /** Opens a ticket under the next number, with its first event. */
  openTicket(ticket: NewTicket): Promise<Ticket>;
  findTicket(number: number): Promise<Ticket | undefined>;
  /** Newest first, at most `limit`. */
  listTickets(limit: number): Promise<Ticket[]>;
  /** Open tickets of one conversation, oldest first. */
  openTicketsOf(conversationId: string): Promise<Ticket[]>;
  appendEvent(event: Omit<TicketEvent, 'seq'>): Promise<void>;
  listEvents(ticketId: string): Promise<TicketEvent[]>;
}
