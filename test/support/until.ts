import { setTimeout as delay } from 'node:timers/promises';

/**
 * Looks again and again until there is something, and gives it.
 *
 * @throws Error that names what was waited for, when it is not there in time
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  withinMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await delay(20);
  }
}
