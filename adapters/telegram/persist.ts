import { DeskError } from '../../src/kernel/errors.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import * as kernel from '../../src/kernel/persist.ts';
import { codeOf, pauseAsked } from './failures.ts';

/** Does something until it succeeds, however long that takes, or until it is stopped; says each time what went wrong. */
export function persist(work: () => Promise<void>, signal: AbortSignal, logger: Logger): Promise<void> {
  return kernel.persist(work, signal, {
    pauseAsked,
    report: (error, pauseMs) => report(error, pauseMs, logger),
  });
}

function report(error: unknown, pauseMs: number, logger: Logger): void {
  const code = error instanceof DeskError ? error.code : codeOf(error);
  const fields = { code, pauseMs: Math.round(pauseMs) };
  if (code === 'telegram_401' || code === 'telegram_404') logger.error(fields, 'telegram refuses the token');
  else if (code === 'telegram_409') logger.error(fields, 'another program polls with the same token');
  else logger.warn(fields, 'telegram will be tried again');
}
