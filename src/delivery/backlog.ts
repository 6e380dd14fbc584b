/** What waits of one channel. */
export interface Backlog {
  channel: string;
  waiting: number;
  /** How many of them have failed before. */
  failedBefore: number;
  /** When the oldest came, in milliseconds since 1970. */
  oldestAt: number;
}
