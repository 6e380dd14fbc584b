import { setTimeout as delay } from 'node:timers/promises';
import { SimpleIdentifyThrottler } from 'discord.js';

/** How many sessions may begin in so many milliseconds, besides one for each connection: Discord allows a thousand a day. */
const more = 5;
const periodMs = 10 * 60_000;

/**
 * Holds back the beginning of sessions when they follow each other fast: whoever begins too many loses the token. Lives as long
 * as the channel, since a new client does not know what the one before did.
 */
export class IdentifyBudget {
  private begun: number[] = [];

  /** What discord.js asks before each session. */
  throttler(shards: number, atOnce: number): { waitForIdentify(shardId: number, signal: AbortSignal): Promise<void> } {
    const spacing = new SimpleIdentifyThrottler(atOnce);
    return {
      waitForIdentify: async (shardId, signal) => {
        await delay(this.wait(shards + more, Date.now()), undefined, { signal });
        await spacing.waitForIdentify(shardId, signal);
        this.begun.push(Date.now());
      },
    };
  }

  /** How long the next has to wait, in milliseconds. */
  private wait(most: number, now: number): number {
    this.begun = this.begun.filter((at) => at > now - periodMs);
    const blocking = this.begun.at(-most);
    return blocking === undefined ? 0 : blocking + periodMs - now;
  }
}
