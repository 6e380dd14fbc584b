import type { Logger } from '../../src/kernel/logger.ts';
import { persist } from '../../src/kernel/persist.ts';
import { codeOf, isRefusal, pauseAsked } from './failures.ts';

/** Asks something of Discord until it answers, or all is stopped. Undefined when it refuses, or it was stopped. */
export async function askDiscord<T>(
  ask: () => Promise<T>,
  { signal, logger }: { signal: AbortSignal; logger: Logger },
): Promise<T | undefined> {
  let answer: T | undefined;
  const attempt = async () => {
    try {
      answer = await ask();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      logger.debug({ code: codeOf(error) }, 'discord refused');
    }
  };
  await persist(attempt, signal, {
    pauseAsked,
    report: (error, pauseMs) => logger.warn({ code: codeOf(error), pauseMs }, 'discord will be asked again'),
  });
  return answer;
}
