import type { Clock } from '../kernel/clock.ts';
import { toDeskError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';

/** Where a pump gets its work and what it does with it. */
export interface PumpParts<Row> {
  /** For the log. */
  name: string;
  /** Work whose time has come: of each conversation one piece at the most. */
  due(now: number, limit: number): Promise<Row[]>;
  /** When the next piece that was put off is due; null when there is none. */
  nextDueAt(): Promise<number | null>;
  /** Does one piece and notes in the store how it ended. */
  work(row: Row): Promise<void>;
  clock: Clock;
  logger: Logger;
}

/** Pieces of work under way at once. */
const atOnce = 16;

/** How long to wait when the store itself fails, in milliseconds. */
const retryAfterMs = 1_000;

/**
 * Takes rows that wait in the database and does them: rows of one conversation one after another, of different conversations
 * side by side. It keeps no list of its own, so a crash loses nothing: what was not ended is due again.
 */
export class Pump<Row> {
  private readonly parts: PumpParts<Row>;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: PumpParts<Row>) {
    this.parts = parts;
  }

  /** Looks for work now. Costs little when there is none. */
  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      if (this.again) this.wake();
    });
  }

  /** Resolves when nothing is under way and nothing was due. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Takes no more work, and resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.again = false;
    clearTimeout(this.timer);
    await this.idle();
  }

  private async run(): Promise<void> {
    const { due, work, clock, logger, name } = this.parts;
    clearTimeout(this.timer);
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        const rows = await due(clock.now(), atOnce);
        await Promise.all(rows.map((row) => work(row)));
        if (rows.length > 0) this.again = true;
      }
      const next = await this.parts.nextDueAt();
      if (next !== null) this.sleep(Math.max(10, next - clock.now()));
    } catch (thrown) {
      const error = toDeskError(thrown);
      logger.error({ pump: name, code: error.code, error }, 'delivery waits for the database');
      this.again = false;
      this.sleep(retryAfterMs);
    }
  }

  private sleep(ms: number): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), Math.min(ms, 2 ** 31 - 1));
  }
}
