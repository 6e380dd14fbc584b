import { setTimeout as delay } from 'node:timers/promises';
import { DeskError } from '../../src/kernel/errors.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { Backoff } from './backoff.ts';
import { codeOf, pauseAsked } from './failures.ts';

/** First and longest pause after a failure, in milliseconds. */
const pauses = [500, 60_000] as const;

/** Does something until it succeeds, however long that takes, or until it is stopped; says each time what went wrong. */
export async function persist(work: () => Promise<void>, signal: AbortSignal, logger: Logger): Promise<void> {
  const backoff = new Backoff(...pauses);
  while (!signal.aborted) {
    try {
      await work();
      return;
    } catch (error) {
      if (signal.aborted) return;
      const pauseMs = pauseAsked(error) ?? backoff.next();
      report(error, pauseMs, logger);
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}

function report(error: unknown, pauseMs: number, logger: Logger): void {
  const code = error instanceof DeskError ? error.code : codeOf(error);
  const fields = { code, pauseMs: Math.round(pauseMs) };
  if (code === 'telegram_401' || code === 'telegram_404') logger.error(fields, 'telegram refuses the token');
  else if (code === 'telegram_409') logger.error(fields, 'another program polls with the same token');
  else logger.warn(fields, 'telegram will be tried again');
}
