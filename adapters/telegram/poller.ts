import { setTimeout as delay } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { toDeskError } from '../../src/kernel/errors.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { codeOf } from './failures.ts';
import { persist } from './persist.ts';
import { forGrammy } from './signal.ts';
import { updateKinds } from './update.ts';

/** What polling works with. */
export interface PollerParts {
  api: Api;
  logger: Logger;
  /** Stores the updates. Only when it is fulfilled are they confirmed. */
  handOver(updates: readonly Update[]): Promise<void>;
  /** How long Telegram may keep a poll open when there is nothing new, in seconds. */
  pollSeconds?: number;
}

/** The rest of an album is waited for this long, in milliseconds, and so many times. */
const albumPauseMs = 400;
const albumLooks = 3;

/** An update that fails this often by a fault of ours is passed over, so that those behind it are not kept waiting. */
const attemptsAtMost = 5;

/**
 * Asks Telegram for updates, without end. At least once: the next poll confirms updates, and it begins when those are stored.
 * grammY's own polling confirms what it has tried, and its runner loses what is under way when the process is killed.
 */
export class Poller {
  private readonly parts: PollerParts;
  private offset = 0;
  private failed = { offset: -1, times: 0 };

  constructor(parts: PollerParts) {
    this.parts = parts;
  }

  /** Polls until it is stopped; ends when the updates under way are stored, and confirmed if Telegram can be reached. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await persist(() => this.poll(signal), signal, this.parts.logger);
  }

  private async poll(signal: AbortSignal): Promise<void> {
    const updates = await this.whole(await this.fetch(this.parts.pollSeconds ?? 25, signal), signal);
    const last = updates.at(-1)?.update_id;
    // After an empty answer everything is confirmed. Telegram may then begin to count anew, so the old place is forgotten.
    if (last === undefined) this.offset = 0;
    else {
      await this.take(updates);
      this.offset = last + 1;
      if (signal.aborted) await this.confirm();
    }
  }

  private fetch(seconds: number, signal: AbortSignal): Promise<Update[]> {
    const asked = { offset: this.offset, limit: 100, timeout: seconds, allowed_updates: updateKinds };
    return this.parts.api.getUpdates(asked, forGrammy(signal));
  }

  /** With the rest of an album that the answer ends in: its files come as updates of their own, a moment apart. */
  private async whole(updates: Update[], signal: AbortSignal): Promise<Update[]> {
    let found = updates;
    for (let look = 0; look < albumLooks; look++) {
      const album = found.at(-1)?.message?.media_group_id;
      if (album === undefined || found.length >= 100) return found;
      await delay(albumPauseMs, undefined, { signal });
      const again = await this.fetch(0, signal);
      if (again.length <= found.length) return found;
      found = again;
    }
    return found;
  }

  private async take(updates: readonly Update[]): Promise<void> {
    try {
      await this.parts.handOver(updates);
      this.failed = { offset: -1, times: 0 };
    } catch (thrown) {
      const error = toDeskError(thrown);
      // What only has to wait, such as a database that is away, is waited for.
      if (error.code !== 'internal') throw error;
      const first = updates[0]?.update_id ?? 0;
      this.failed = { offset: first, times: this.failed.offset === first ? this.failed.times + 1 : 1 };
      if (this.failed.times < attemptsAtMost) throw error;
      await this.oneByOne(updates);
    }
  }

  /** Takes of a batch what can be taken. */
  private async oneByOne(updates: readonly Update[]): Promise<void> {
    for (const update of updates) {
      await this.parts.handOver([update]).catch((thrown: unknown) => {
        const { code } = toDeskError(thrown);
        if (code !== 'internal') throw thrown;
        this.parts.logger.error({ code, update: update.update_id }, 'telegram update given up');
      });
    }
  }

  private async confirm(): Promise<void> {
    await this.parts.api
      .getUpdates({ offset: this.offset, limit: 1, timeout: 0 })
      .catch((error: unknown) => this.parts.logger.debug({ code: codeOf(error) }, 'telegram updates not confirmed'));
  }
}
