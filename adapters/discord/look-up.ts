import { persist } from '../../src/kernel/persist.ts';
import { type Address, addressOf, idBefore, keyOf, timeOf } from './address.ts';
import { askDiscord } from './ask-discord.ts';
import type { Behind } from './behind.ts';
import { Lanes } from './lanes.ts';
import type { MessageReader, ReaderParts } from './message-reader.ts';
import type { DiscordMessage } from './payload.ts';

/** A conversation of which messages may have been missed, and when the last was heard there, in milliseconds since 1970. */
export interface Watched {
  key: string;
  heardAt: number;
}

/** How far before the last message is looked, in milliseconds: clocks differ, and what is known already changes nothing. */
const marginMs = 10 * 60_000;

/** Of how old posts in a forum is looked whether the desk missed them, in milliseconds. */
const newPostMs = 7 * 24 * 60 * 60_000;

/** How many conversations are looked through at once. */
const atOnce = 4;

/** How often messages are fetched in one channel: a busy one is not read to its end. */
const pagesAtMost = 50;

/** What looking up works with. */
export interface LookUpParts extends ReaderParts {
  behind: Behind;
}

/** Finds what was said while nobody listened. */
export class LookUp {
  private readonly parts: LookUpParts;
  private readonly reader: MessageReader;
  private readonly lanes = new Lanes();
  private started = 0;
  /** Messages that were not stored when the plan was made. */
  private tried: string[] = [];

  constructor(parts: LookUpParts, reader: MessageReader) {
    this.parts = parts;
    this.reader = reader;
  }

  /** The conversations to look through, by their keys, and from when on. */
  async plan(): Promise<ReadonlyMap<string, number>> {
    const { behind, unstored, privateChannels, logger, signal } = this.parts;
    const since = new Map<string, number>();
    const read = async () => {
      await privateChannels.load();
      for (const [key, heardAt] of await behind.conversations()) since.set(key, heardAt - marginMs);
    };
    await persist(read, signal, {
      report: (_error, pauseMs) => logger.warn({ pauseMs }, 'conversations to look up not known yet'),
    });
    this.tried = [...unstored.keys()];
    for (const [id, key] of unstored) since.set(key, Math.min(timeOf(id), since.get(key) ?? timeOf(id)));
    for (const post of await this.newPosts()) {
      const key = keyOf({ kind: 'channel', id: post });
      since.set(key, since.get(key) ?? timeOf(post));
    }
    return since;
  }

  /** All conversations of the plan were looked through: what comes in from now on is heard at once. */
  async end(): Promise<void> {
    const { behind, unstored, logger, signal } = this.parts;
    if (signal.aborted) return;
    // Still not stored: taken back meanwhile, or given up once more.
    for (const id of this.tried) unstored.delete(id);
    await persist(() => behind.caughtUp(), signal, {
      report: (_error, pauseMs) => logger.warn({ pauseMs }, 'not noted yet that all was looked up'),
    });
  }

  /** Hands over what was said in a conversation since; what is known already changes nothing. */
  async through(key: string, since: number): Promise<void> {
    const address = addressOf(key);
    if (address) await this.lanes.run(String(this.started++ % atOnce), () => this.lookThrough(address, since));
  }

  private async lookThrough(address: Address, since: number): Promise<void> {
    const { privateChannels } = this.parts;
    const isPrivate = address.kind === 'user';
    const channels = isPrivate ? await askDiscord(() => privateChannels.allOf(address.id), this.parts) : [address.id];
    for (const channel of channels ?? []) await this.lookThroughChannel(channel, isPrivate, since);
  }

  private async lookThroughChannel(channelId: string, isPrivate: boolean, since: number): Promise<void> {
    const { api, signal } = this.parts;
    let after = idBefore(since);
    for (let pages = 0, more = true; more && pages < pagesAtMost && !signal.aborted; pages++) {
      const page = await askDiscord(() => api.messagesAfter(channelId, after), this.parts);
      const messages = page?.messages ?? [];
      for (const message of messages) {
        if (signal.aborted) return;
        if (await this.belongs(message, isPrivate)) await this.take(message, isPrivate);
      }
      after = messages.at(-1)?.id ?? after;
      more = page?.mayBeMore === true;
    }
  }

  /** In the thread of one member others may write too: that is said among others, and what the member says there is not. */
  private async belongs({ author, channel_id }: DiscordMessage, isPrivate: boolean): Promise<boolean> {
    const { me, privateChannels } = this.parts;
    if (!author || author.id === me || author.bot === true) return false;
    return ((await privateChannels.userOf(channel_id)) === author.id) === isPrivate;
  }

  private async take(message: DiscordMessage, isPrivate: boolean): Promise<void> {
    const handed = await this.reader.take(message, !isPrivate);
    if (handed?.kind !== 'stored') return;
    if (handed.duplicate) await this.reader.takeEdit(message, !isPrivate);
    else if (isPrivate) await this.reader.follow(message);
  }

  /** Posts of the last days; what was said there may be known already. */
  private async newPosts(): Promise<string[]> {
    const { forums } = this.parts;
    const posts = forums.isEmpty ? [] : ((await askDiscord(() => forums.openPosts(), this.parts)) ?? []);
    return posts.filter((id) => timeOf(id) > Date.now() - newPostMs);
  }
}
