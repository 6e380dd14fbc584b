import type { Backlog } from './backlog.ts';
import type { Claim } from './claim.ts';

/** An event of a platform, before it is stored. */
export interface NewInboxEvent {
  channel: string;
  /** The platform's own id of the event; the same id a second time changes nothing. */
  eventId: string;
  conversationId: string;
  /** What happened, as JSON. */
  payload: string;
  receivedAt: number;
}

/** An event that is to be handled once. */
export interface InboxEvent extends NewInboxEvent {
  /** Ascending: the order of arrival. */
  seq: number;
  attempts: number;
}

/** A conversation, by the channel's own key, and when the last event came in there. */
export interface HeardFrom {
  key: string;
  heardAt: number;
}

/** Port: what came in and is not lost any more. */
export interface InboxStore {
  /** Stores an event. False when it had been stored before. */
  acceptEvent(event: NewInboxEvent): Promise<boolean>;
  /**
   * Events of these channels that wait to be handled and whose time has come: of each conversation the oldest unhandled one
   * only, so that a conversation keeps its order. At most `limit`, in order of arrival. With a claim, only what nobody else
   * holds, and from then on its holder does.
   */
  dueEvents(channels: readonly string[], now: number, limit: number, claim?: Claim): Promise<InboxEvent[]>;
  /** When the next event that was put off is due; null when there is none. */
  nextEventDueAt(channels: readonly string[]): Promise<number | null>;
  /** What waits to be handled, of each channel that has something waiting. */
  backlogs(): Promise<Backlog[]>;
  /** Conversations of a channel in which something came in since then, the most recent first, at most `limit`. */
  heardFrom(channel: string, since: number, limit: number): Promise<HeardFrom[]>;
  /** Ends an event as handled. False when it had ended before: then its effects must not be stored again. */
  endEvent(seq: number, now: number): Promise<boolean>;
  /** Puts an event off after a failed attempt; then nobody holds it. */
  deferEvent(seq: number, dueAt: number, errorCode: string): Promise<void>;
}
