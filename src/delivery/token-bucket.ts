/** How often something may be done. */
export interface Rate {
  perSecond: number;
  /** How many at once after a rest; at least 1. */
  burst: number;
}

/** A token bucket: a token is taken for each thing done, and they grow back at the rate. */
export interface Bucket {
  readonly tokens: number;
  /** When that many were there, in milliseconds. */
  readonly at: number;
}

/** Rounding must not make a token that grew back a hair too small. */
const hair = 1e-6;

export function fullBucket(rate: Rate, now: number): Bucket {
  return { tokens: rate.burst, at: now };
}

/** The bucket as it is now. A clock that was set back lets nothing grow, and takes nothing away. */
function grown(bucket: Bucket, rate: Rate, now: number): Bucket {
  const passedMs = Math.max(0, now - bucket.at);
  return { tokens: Math.min(rate.burst, bucket.tokens + (passedMs * rate.perSecond) / 1_000), at: now };
}

/** How many whole tokens there are. */
export function tokensIn(bucket: Bucket, rate: Rate, now: number): number {
  return Math.max(0, Math.floor(grown(bucket, rate, now).tokens + hair));
}

/** Takes one. The caller has looked whether it is there; otherwise the next ones take longer. */
export function takeToken(bucket: Bucket, rate: Rate, now: number): Bucket {
  const { tokens, at } = grown(bucket, rate, now);
  return { tokens: tokens - 1, at };
}

/** When the next token is there; `now` when one is there already. */
export function nextTokenAt(bucket: Bucket, rate: Rate, now: number): number {
  const { tokens } = grown(bucket, rate, now);
  return tokens + hair >= 1 ? now : now + Math.ceil(((1 - tokens) * 1_000) / rate.perSecond);
}
