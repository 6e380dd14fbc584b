import type { DiscordApi } from './api.ts';

/** What is remembered over restarts. */
export interface Notes {
  /** All of it, by topic. */
  read(): Promise<ReadonlyMap<string, string>>;
  /** Null takes a note away. */
  write(topic: string, value: string | null): Promise<void>;
}

/**
 * The channels of private conversations: direct messages, or a private thread. Discord does not like a bot that opens many, even those that are open already, and
 * after a start all that are watched are looked through: so each is remembered.
 */
export class PrivateChannels {
  private readonly api: DiscordApi;
  private readonly notes: Notes;
  private known: Promise<Map<string, string>> | undefined;

  constructor(api: DiscordApi, notes: Notes) {
    this.api = api;
    this.notes = notes;
  }

  /** The channel of the private conversation with this account; opened when there is none. */
  async of(userId: string): Promise<string> {
    const known = await this.loaded();
    const found = known.get(userId);
    if (found !== undefined) return found;
    const opened = await this.api.openPrivateChannel(userId);
    await this.remember(userId, opened);
    return opened;
  }

  /** From now on the private conversation with this account is here: they wrote here last, or chose it. */
  async remember(userId: string, channelId: string): Promise<void> {
    const known = await this.loaded();
    if (known.get(userId) === channelId) return;
    known.set(userId, channelId);
    await this.notes.write(topicOf(userId), channelId);
  }

  /** The channel is gone. */
  async forget(userId: string): Promise<void> {
    const known = await this.loaded();
    if (known.delete(userId)) await this.notes.write(topicOf(userId), null);
  }

  /** Whose private conversation this channel is; undefined when it is nobody's, or not known. */
  async userOf(channelId: string): Promise<string | undefined> {
    return [...(await this.loaded())].find(([, channel]) => channel === channelId)?.[0];
  }

  /** Reads what was remembered before; once. */
  async load(): Promise<void> {
    await this.loaded();
  }

  private async loaded(): Promise<Map<string, string>> {
    this.known ??= this.read().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async read(): Promise<Map<string, string>> {
    const notes = [...(await this.notes.read())];
    return new Map(
      notes.flatMap(([topic, value]) => (topic.startsWith(prefix) ? [[topic.slice(prefix.length), value]] : [])),
    );
  }
}

const prefix = 'private:';

function topicOf(userId: string): string {
  return prefix + userId;
}
