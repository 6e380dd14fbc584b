import type { Backlog } from './backlog.ts';
import type { Claim } from './claim.ts';

/**
 * What is to be done with a message: send it, show its change or removal, show its writer how its relay ended, or prepare the
 * place that begins with it: open, rename or close it.
 */
export type OutboxAction = 'send' | 'change' | 'receipt' | 'place';

/** Something to be sent, written in the transaction of its cause. */
export interface NewOutboxRow {
  channel: string;
  conversationId: string;
  /** The message of the transcript that is to be sent. */
  messageId: string;
  /** `send` unless said. */
  action?: OutboxAction;
  /** True for an answer of the desk itself: it is not sent any more once an advisor has taken over. */
  withholdable?: boolean;
  createdAt: number;
}

/** How a row ended: `withheld` when an advisor took over before it was sent. */
export type OutboxEnding = 'delivered' | 'undeliverable' | 'withheld';

export interface OutboxRow extends Required<Omit<NewOutboxRow, 'withholdable'>> {
  /** Ascending: the order of sending within a conversation. */
  seq: number;
  attempts: number;
  /** Who claimed it; left out when nobody did. */
  holder?: string;
}

/** Port: what is to be sent and is not lost any more. */
export interface OutboxStore {
  enqueue(row: NewOutboxRow): Promise<void>;
  /**
   * Rows of these channels whose time has come, of each conversation the oldest unsent one only. At most `limit`. With a
   * claim, only what nobody else holds, and from then on its holder does.
   */
  dueRows(channels: readonly string[], now: number, limit: number, claim?: Claim): Promise<OutboxRow[]>;
  /** When the next row that was put off is due; null when there is none. */
  nextRowDueAt(channels: readonly string[]): Promise<number | null>;
  /** Notes that an attempt begins. False when the row has ended, or is no longer this holder's: it must not be sent. */
  beginAttempt(seq: number, now: number, holder?: string): Promise<boolean>;
  /** Ends a row. False when it had ended. */
  markDelivered(seq: number, now: number): Promise<boolean>;
  /** Ends a row that can never arrive, with the reason (`blocked`, `gone`, …). False when it had ended. */
  markUndeliverable(seq: number, reason: string, now: number): Promise<boolean>;
  /**
   * Ends the waiting answers of the desk in a conversation without sending them. Gives how many attempts are under way: the
   * caller, whose transaction must then be undone, tries again when they have ended.
   */
  withhold(conversationId: string, now: number): Promise<{ withheld: number; underWay: number }>;
  /** How sending each of these messages ended; null while it waits; left out when it was never to be sent. */
  endingsOf(
    messageIds: readonly string[],
  ): Promise<ReadonlyMap<string, { ending: OutboxEnding | null; reason: string | null }>>;
  /** How the relays of each of these messages ended; null while one waits; left out when it was not relayed. */
  relayEndingsOf(messageIds: readonly string[]): Promise<ReadonlyMap<string, OutboxEnding | null>>;
  /** Puts a row off after a failed attempt; then nobody holds it. Does nothing when it is no longer this holder's. */
  deferRow(seq: number, dueAt: number, errorCode: string, holder?: string): Promise<void>;
  /** What waits to be sent, of each channel that has something waiting. */
  backlogs(): Promise<Backlog[]>;
}
