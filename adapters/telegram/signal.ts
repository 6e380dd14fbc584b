import type { Api } from 'grammy';

/** grammY's types name the signal of a polyfill; Node's own does the same. */
export function forGrammy(signal: AbortSignal): NonNullable<Parameters<Api['getMe']>[0]> {
  return signal as never;
}
