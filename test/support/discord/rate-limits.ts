import { Refusal } from './refusal.ts';

interface Limit {
  most: number;
  withinMs: number;
}

/** What the documentation calls unspecified and asks not to count on; these are near what people measure. */
const roomy: Limit = { most: 1_000, withinMs: 1_000 };

/** Name and topic of a channel: two changes in ten minutes. */
const renaming: Limit = { most: 2, withinMs: 600_000 };

/** All requests of a bot together (documentation: Topics > Rate Limits > Global Rate Limit). */
const global: Limit = { most: 50, withinMs: 1_000 };

/** Counts requests by route and channel (documentation: Topics > Rate Limits). */
export class RateLimits {
  /** Limits of routes that a test wants tight, by `POST /channels/{}/messages`. */
  readonly limits = new Map<string, Limit>();
  /** Of each bucket: when it is full again, and how much was taken since it was. */
  private readonly windows = new Map<string, { until: number; count: number }>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /**
   * Counts one request; gives the headers that tell what is left.
   *
   * @throws Refusal with 429
   */
  count(method: string, path: string): Record<string, string> {
    // Interactions do not count for the global limit.
    if (!/^\/(?:interactions|webhooks)\//.test(path)) this.take('global', global, { global: true });
    const limit = this.limits.get(`${method} ${path.replace(/\d{6,}/g, '{}')}`) ?? roomy;
    return this.take(`${method} ${bucketPath(path)}`, limit, {});
  }

  /** @throws Refusal with 429 from the third change of name or topic in ten minutes on */
  countRenaming(channelId: string): void {
    this.take(`rename ${channelId}`, renaming, {});
  }

  private take(key: string, { most, withinMs }: Limit, { global = false }): Record<string, string> {
    const now = this.now();
    const last = this.windows.get(key);
    const open = last !== undefined && now < last.until ? last : { until: now + withinMs, count: 0 };
    const resetAfter = ((open.until - now) / 1000).toFixed(3);
    const headers = {
      'x-ratelimit-limit': String(most),
      'x-ratelimit-remaining': String(Math.max(0, most - open.count - 1)),
      'x-ratelimit-reset': (open.until / 1000).toFixed(3),
      'x-ratelimit-reset-after': resetAfter,
      'x-ratelimit-bucket': Buffer.from(key.replace(/\d{6,}/g, ''))
        .toString('hex')
        .slice(0, 32),
    };
    if (open.count >= most) throw limited(Number(resetAfter), global, headers);
    open.count++;
    this.windows.set(key, open);
    return headers;
  }
}

/** A 429 as the platform gives it. @param retryAfter seconds */
export function limited(retryAfter: number, global = false, headers: Record<string, string> = {}): Refusal {
  return new Refusal(
    429,
    0,
    'You are being rate limited.',
    { retry_after: retryAfter, global },
    {
      ...headers,
      'retry-after': String(Math.ceil(retryAfter)),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global && { 'x-ratelimit-global': 'true' }),
    },
  );
}

/** A bucket belongs to a route and its first channel, server or webhook; messages in it share one. */
function bucketPath(path: string): string {
  let first = true;
  return path.replace(/\d{6,}/g, (id) => {
    const kept = first ? id : '{}';
    first = false;
    return kept;
  });
}
