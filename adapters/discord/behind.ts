import type { Watched } from './look-up.ts';
import type { Notes } from './private-channels.ts';

const topic = 'behind';

/**
 * Since when something may have been missed. Noted before anything comes in, and until all was looked through: a look-up that is
 * cut off half way has heard the first of what was missed, which says nothing of the rest.
 */
export class Behind {
  private readonly notes: Notes;
  private readonly watched: () => Promise<readonly Watched[]>;

  constructor(notes: Notes, watched: () => Promise<readonly Watched[]>) {
    this.notes = notes;
    this.watched = watched;
  }

  /** The conversations to look through, and from when on, in milliseconds since 1970. */
  async conversations(): Promise<ReadonlyMap<string, number>> {
    const watched = await this.watched();
    const since = await this.since(watched);
    return new Map(watched.map(({ key, heardAt }) => [key, Math.min(heardAt, since)]));
  }

  /** Notes it, unless that was done and it was not caught up since. */
  async begin(): Promise<void> {
    await this.since(await this.watched());
  }

  /** All was looked through. */
  async caughtUp(): Promise<void> {
    await this.notes.write(topic, null);
  }

  private async since(watched: readonly Watched[]): Promise<number> {
    const noted = (await this.notes.read()).get(topic);
    if (noted !== undefined) return Number(noted);
    const since = watched.length === 0 ? Date.now() : Math.max(...watched.map(({ heardAt }) => heardAt));
    await this.notes.write(topic, String(since));
    return since;
  }
}
