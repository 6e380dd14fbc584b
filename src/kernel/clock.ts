/** Port: the time. Tests move it by hand, so that nothing in the suite waits for a real clock. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** The computer's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
