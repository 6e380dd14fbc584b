import type { DiscordApi } from './api.ts';

/** What is remembered over restarts. */
export interface Notes {
  /** All of it, by topic. */
  read(): Promise<ReadonlyMap<string, string>>;
  /** Null takes a note away. */
  write(topic: string, value: string | null): Promise<void>;
}

/** The channels that private conversations are in, and were in. */
interface Known {
  /** Of each account, the one that it is in now first. */
  channels: Map<string, readonly string[]>;
  users: Map<string, string>;
}

/** How many channels of one account are remembered. */
const mostChannels = 10;

/**
 * The channels of private conversations: direct messages, or a private thread. Discord does not like a bot that opens many, even
 * those that are open already, and after a start all that are watched are looked through: so each is remembered. Where somebody
 * talked with the desk before stays theirs: what they write or take back there is private too.
 */
export class PrivateChannels {
  private readonly api: DiscordApi;
  private readonly notes: Notes;
  private known: Promise<Known> | undefined;

  constructor(api: DiscordApi, notes: Notes) {
    this.api = api;
    this.notes = notes;
  }

  /** The channel of the private conversation with this account; opened when there is none. */
  async of(userId: string): Promise<string> {
    const found = await this.present(userId);
    if (found !== undefined) return found;
    const opened = await this.api.openPrivateChannel(userId);
    await this.remember(userId, opened);
    return opened;
  }

  /** The same; undefined when there is none. */
  async present(userId: string): Promise<string | undefined> {
    return (await this.loaded()).channels.get(userId)?.[0];
  }

  /** All channels in which this account talked with the desk in private, the one of now last; opened when there is none. */
  async allOf(userId: string): Promise<readonly string[]> {
    await this.of(userId);
    const { channels } = await this.loaded();
    return (channels.get(userId) ?? []).toReversed();
  }

  /** From now on the private conversation with this account is here: they wrote here last, or chose it. */
  async remember(userId: string, channelId: string): Promise<void> {
    const known = await this.loaded();
    const before = known.channels.get(userId) ?? [];
    if (before[0] === channelId) return;
    const now = [channelId, ...before.filter((id) => id !== channelId)].slice(0, mostChannels);
    await this.notes.write(topicOf(userId), now.join(' '));
    note(known, userId, now);
  }

  /** The channel is gone; direct messages are found again by asking Discord. */
  async forget(userId: string): Promise<void> {
    const known = await this.loaded();
    if (!known.channels.has(userId)) return;
    await this.notes.write(topicOf(userId), null);
    note(known, userId, []);
  }

  /** Whose private conversation is or was in this channel; undefined when it is nobody's, or not known. */
  async userOf(channelId: string): Promise<string | undefined> {
    return (await this.loaded()).users.get(channelId);
  }

  /** Asks the notes anew when it is asked something: another process may have written them. */
  refresh(): void {
    this.known = undefined;
  }

  /** Reads what was remembered before; once. */
  async load(): Promise<void> {
    await this.loaded();
  }

  private async loaded(): Promise<Known> {
    this.known ??= this.read().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async read(): Promise<Known> {
    const known: Known = { channels: new Map(), users: new Map() };
    for (const [topic, value] of await this.notes.read()) {
      if (topic.startsWith(prefix)) note(known, topic.slice(prefix.length), value.split(' '));
    }
    return known;
  }
}

function note({ channels, users }: Known, userId: string, now: readonly string[]): void {
  for (const id of channels.get(userId) ?? []) users.delete(id);
  for (const id of now) users.set(id, userId);
  if (now.length === 0) channels.delete(userId);
  else channels.set(userId, now);
}

const prefix = 'private:';

function topicOf(userId: string): string {
  return prefix + userId;
}
