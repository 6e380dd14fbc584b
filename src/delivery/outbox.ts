/** Something to be sent, written in the transaction of its cause. */
export interface NewOutboxRow {
  channel: string;
  conversationId: string;
  /** The message of the transcript that is to be sent. */
  messageId: string;
  createdAt: number;
}

export interface OutboxRow extends NewOutboxRow {
  /** Ascending: the order of sending within a conversation. */
  seq: number;
  attempts: number;
}

/** Port: what is to be sent and is not lost any more. */
export interface OutboxStore {
  enqueue(row: NewOutboxRow): Promise<void>;
  /** Rows of these channels whose time has come, of each conversation the oldest unsent one only. At most `limit`. */
  dueRows(channels: readonly string[], now: number, limit: number): Promise<OutboxRow[]>;
  /** When the next row that was put off is due; null when there is none. */
  nextRowDueAt(channels: readonly string[]): Promise<number | null>;
  markDelivered(seq: number, now: number): Promise<void>;
  /** Ends a row that can never arrive, with the reason (`blocked`, `gone`, …). */
  markUndeliverable(seq: number, reason: string, now: number): Promise<void>;
  /** Puts a row off after a failed attempt. */
  deferRow(seq: number, dueAt: number, errorCode: string): Promise<void>;
  /** How many rows wait, and since when the oldest; for the health address. */
  backlog(): Promise<{ waiting: number; oldestCreatedAt: number | null }>;
}
