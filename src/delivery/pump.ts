import type { Clock } from '../kernel/clock.ts';
import { toDeskError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';

/** Where a pump gets its work and what it does with it. */
export interface PumpParts<Row extends { seq: number }> {
  /** For the log. */
  name: string;
  /** Work whose time has come: of each conversation one piece at the most, and none with these numbers. */
  due(now: number, limit: number, underWay: readonly number[]): Promise<Row[]>;
  /** When the next piece that was put off is due; null when there is none. */
  nextDueAt(): Promise<number | null>;
  /** Does one piece and notes in the store how it ended; must not throw. */
  work(row: Row): Promise<void>;
  clock: Clock;
  logger: Logger;
}

/** Pieces of work under way at once. */
const atOnce = 16;

/** How long to wait when the store itself fails, in milliseconds. */
const retryAfterMs = 1_000;

/** Shortest pause before looking again, in milliseconds. */
const shortestPauseMs = 50;

/**
 * Takes rows that wait in the database and does them: rows of one conversation one after another, of different conversations
 * side by side, so that a slow one holds up nobody else. It keeps no list of what is to be done, only of what is under way, so
 * a crash loses nothing: what was not ended is due again.
 */
export class Pump<Row extends { seq: number }> {
  private readonly parts: PumpParts<Row>;
  private readonly underWay = new Map<number, Promise<void>>();
  private looking: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  /** When the timer goes off, by the process's own clock. */
  private wakesAt = Number.POSITIVE_INFINITY;

  constructor(parts: PumpParts<Row>) {
    this.parts = parts;
  }

  /** Looks for work now. Costs little when there is none. */
  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
      if (this.again) this.wake();
    });
  }

  /** Resolves when nothing is under way and nothing was due. */
  async idle(): Promise<void> {
    while (this.looking || this.underWay.size > 0) await Promise.all([this.looking, ...this.underWay.values()]);
  }

  /** Takes no more work, and resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.again = false;
    this.sleepNoMore();
    await this.idle();
  }

  private async look(): Promise<void> {
    const { due, nextDueAt, clock, logger, name } = this.parts;
    this.sleepNoMore();
    try {
      while (this.again && !this.stopped && this.underWay.size < atOnce) {
        this.again = false;
        const rows = await due(clock.now(), atOnce - this.underWay.size, [...this.underWay.keys()]);
        for (const row of rows) this.begin(row);
      }
      // All hands full: whoever is done first looks again.
      if (this.underWay.size >= atOnce) this.again = false;
      const next = this.stopped ? null : await nextDueAt();
      if (next !== null) this.sleep(next - clock.now());
    } catch (thrown) {
      const error = toDeskError(thrown);
      logger.error({ pump: name, code: error.code, error }, 'delivery waits for the database');
      this.again = false;
      this.sleep(retryAfterMs);
    }
  }

  private begin(row: Row): void {
    if (this.stopped || this.underWay.has(row.seq) || this.underWay.size >= atOnce) return;
    const work = this.parts
      .work(row)
      .catch((thrown: unknown) => {
        const error = toDeskError(thrown);
        this.parts.logger.error({ pump: this.parts.name, seq: row.seq, code: error.code, error }, 'work not noted');
        this.sleep(retryAfterMs);
        return true;
      })
      .then((failed) => {
        this.underWay.delete(row.seq);
        // Work that could not even be noted waits for the pause; anything else may have made the next row due.
        if (failed !== true) this.wake();
      });
    this.underWay.set(row.seq, work);
  }

  /** Looks again after this time, or before when there is a reason for that already. */
  private sleep(ms: number): void {
    const pauseMs = Math.min(Math.max(ms, shortestPauseMs), 2 ** 31 - 1);
    const wakesAt = performance.now() + pauseMs;
    if (this.stopped || wakesAt >= this.wakesAt) return;
    this.sleepNoMore();
    this.wakesAt = wakesAt;
    this.timer = setTimeout(() => {
      this.sleepNoMore();
      this.wake();
    }, pauseMs);
  }

  private sleepNoMore(): void {
    clearTimeout(this.timer);
    this.wakesAt = Number.POSITIVE_INFINITY;
  }
}
