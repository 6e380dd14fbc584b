import type { Request, RequestHandler } from 'express';
import { type ClientRateLimitInfo, ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import type { Clock } from '../../src/kernel/clock.ts';
import { isMultipart } from './form-body.ts';
import { Refusal } from './refusal.ts';
import { readSession } from './session.ts';

/** Bytes that the body of a request may have. */
export const maxBodySize = '32kb';

/** How much one person, or one address, may ask of the server. */
export interface WebLimits {
  /** Messages and ratings a minute from one browser. */
  postsPerSessionPerMinute: number;
  /** Messages, ratings and new conversations a minute from one address; a village hall shares one. */
  postsPerAddressPerMinute: number;
  /** Messages with files a minute from one browser. */
  uploadsPerSessionPerMinute: number;
  /** Pages and transcripts a minute from one address. */
  readsPerAddressPerMinute: number;
  /** Open event streams of one browser; a tab beyond these asks now and then instead. */
  streamsPerSession: number;
  /** Open event streams in all. */
  streams: number;
}

export const defaultLimits: WebLimits = {
  postsPerSessionPerMinute: 20,
  postsPerAddressPerMinute: 120,
  uploadsPerSessionPerMinute: 6,
  readsPerAddressPerMinute: 600,
  streamsPerSession: 4,
  streams: 1_000,
};

const windowMs = 60_000;

/** Counts requests in memory by the given clock; counters that have run out are forgotten once a minute. */
class ClockStore implements Store {
  readonly localKeys = true;
  readonly #clock: Clock;
  readonly #counters = new Map<string, { hits: number; resetAt: number }>();
  #sweepAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  increment(key: string): ClientRateLimitInfo {
    const now = this.#clock.now();
    this.#sweep(now);
    let counter = this.#counters.get(key);
    if (counter === undefined || counter.resetAt <= now) counter = { hits: 0, resetAt: now + windowMs };
    counter.hits += 1;
    this.#counters.set(key, counter);
    return { totalHits: counter.hits, resetTime: new Date(counter.resetAt) };
  }

  decrement(key: string): void {
    const counter = this.#counters.get(key);
    if (counter !== undefined) counter.hits -= 1;
  }

  resetKey(key: string): void {
    this.#counters.delete(key);
  }

  secondsLeft(key: string): number {
    const resetAt = this.#counters.get(key)?.resetAt ?? 0;
    return Math.max(1, Math.ceil((resetAt - this.#clock.now()) / 1000));
  }

  #sweep(now: number): void {
    if (now < this.#sweepAt) return;
    this.#sweepAt = now + windowMs;
    for (const [key, counter] of this.#counters) if (counter.resetAt <= now) this.#counters.delete(key);
  }
}

function limiter(
  limit: number,
  clock: Clock,
  keyOf: (request: Request) => string,
  skip: (request: Request) => boolean = () => false,
): RequestHandler {
  const store = new ClockStore(clock);
  return rateLimit({
    windowMs,
    limit,
    store,
    keyGenerator: keyOf,
    skip,
    legacyHeaders: false,
    standardHeaders: false,
    // Without a trusted proxy anyone can write X-Forwarded-For; we ignore the header, so it is no mistake of ours.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (request, _response, next) => {
      next(new Refusal('rate_limited', { retryAfterSeconds: store.secondsLeft(keyOf(request)) }));
    },
  });
}

/** A form that can hold files, and is larger than words alone. */
const holdsNoFiles = (request: Request): boolean =>
  !isMultipart(request) || Number(request.get('Content-Length')) < 100_000;

const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? '0.0.0.0');

const browserOf = (request: Request): string =>
  readSession(request)?.conversationKey ?? `address:${addressOf(request)}`;

/** What stands before the routes: one set for what is written, one for what is read. */
export interface Limiters {
  posts: RequestHandler[];
  reads: RequestHandler;
}

/** Handlers that refuse a request beyond the limits with `rate_limited`. */
export function createLimiters(limits: WebLimits, clock: Clock): Limiters {
  return {
    posts: [
      limiter(limits.postsPerAddressPerMinute, clock, addressOf),
      limiter(limits.postsPerSessionPerMinute, clock, browserOf),
      limiter(limits.uploadsPerSessionPerMinute, clock, browserOf, holdsNoFiles),
    ],
    reads: limiter(limits.readsPerAddressPerMinute, clock, addressOf),
  };
}
