/**
 * A circuit breaker for a platform that refuses everything (M. Nygard, Release It!): after some failures in a row it opens, and
 * nothing is tried; after a pause one attempt at a time is let through as a probe; the first that succeeds closes it, and each
 * that fails doubles the pause. Pure: the caller keeps the state.
 */
export type Breaker =
  | { readonly state: 'closed'; readonly failures: number; readonly failedFor: readonly string[] }
  /** Nothing is tried before `until`; from then on one probe: `probing` is the receiver of the one that is under way. */
  | { readonly state: 'open'; readonly until: number; readonly pauseMs: number; readonly probing: string | null };

/** Failures in a row that open it, and for how many receivers at least: one whom nothing reaches is no platform. */
const failuresToOpen = 5;
const receiversToOpen = 2;

const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

export const closedBreaker: Breaker = { state: 'closed', failures: 0, failedFor: [] };

/** How many attempts may begin now. A pause that seems longer than any is one whose clock was set back: it is over. */
export function attemptsAllowed(breaker: Breaker, now: number): number {
  if (breaker.state === 'closed') return Number.POSITIVE_INFINITY;
  const pausing = now < breaker.until && breaker.until - now <= longestPauseMs;
  return breaker.probing !== null || pausing ? 0 : 1;
}

/** An attempt begins; on an open breaker it is the probe. Of each receiver one is under way at most. */
export function afterBeginning(breaker: Breaker, receiver: string): Breaker {
  return breaker.state === 'open' ? { ...breaker, probing: receiver } : breaker;
}

/** The platform took an attempt, or refused it for a reason of its receiver: either way it works. */
export function afterAnswer(): Breaker {
  return closedBreaker;
}

/** An attempt ended without being one: it says nothing of the platform. */
export function afterNothing(breaker: Breaker, receiver: string): Breaker {
  return breaker.state === 'open' && breaker.probing === receiver ? { ...breaker, probing: null } : breaker;
}

/**
 * An attempt failed for a reason of the platform, which asks not to be tried again for `afterMs`.
 *
 * Attempts that were under way when it opened fail after it, some during a probe: they make the pause no longer.
 */
export function afterFailure(breaker: Breaker, receiver: string, now: number, afterMs: number): Breaker {
  if (breaker.state === 'closed') {
    const failures = breaker.failures + 1;
    const failedFor = [...new Set([...breaker.failedFor, receiver])].slice(0, receiversToOpen);
    if (failures < failuresToOpen || failedFor.length < receiversToOpen)
      return { state: 'closed', failures, failedFor };
    return open(firstPauseMs, now, afterMs);
  }
  return breaker.probing === receiver ? open(Math.min(breaker.pauseMs * 2, longestPauseMs), now, afterMs) : breaker;
}

function open(pauseMs: number, now: number, afterMs: number): Breaker {
  return { state: 'open', until: now + Math.max(pauseMs, Math.min(afterMs, longestPauseMs)), pauseMs, probing: null };
}
