import { setTimeout as delay } from 'node:timers/promises';
import { Backoff } from './backoff.ts';

/** First and longest pause after a failure, in milliseconds. */
const pauses = [500, 60_000] as const;

/** What is done with a failure. */
export interface OnFailure {
  /** How long to wait, in milliseconds, where the failure says so itself. */
  pauseAsked?(error: unknown): number | undefined;
  /** Says what went wrong, and how long is waited. May throw: then it is given up. */
  report(error: unknown, pauseMs: number): void;
}

/** Does something until it succeeds, however long that takes, or until it is stopped; says each time what went wrong. */
export async function persist(work: () => Promise<void>, signal: AbortSignal, onFailure: OnFailure): Promise<void> {
  const backoff = new Backoff(...pauses);
  while (!signal.aborted) {
    try {
      await work();
      return;
    } catch (error) {
      if (signal.aborted) return;
      const pauseMs = onFailure.pauseAsked?.(error) ?? backoff.next();
      onFailure.report(error, pauseMs);
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}
