import type { Logger } from '../../src/kernel/logger.ts';
import { persist } from '../../src/kernel/persist.ts';
import { type Address, addressOf, idBefore, keyOf, timeOf } from './address.ts';
import type { DiscordApi } from './api.ts';
import { fetchFile } from './download.ts';
import { codeOf, isRefusal, pauseAsked } from './failures.ts';
import type { Forums } from './forums.ts';
import type { HandedOver, HandOver } from './hand-over.ts';
import { Lanes } from './lanes.ts';
import { type DiscordMessage, deletionSchema, messageSchema } from './payload.ts';
import type { PrivateChannels } from './private-channels.ts';
import { isSaidTo, type Surroundings, translate, translateEdit } from './translate.ts';

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
const lookedThroughAtOnce = 4;

/** Messages that are fetched at once. */
const pageSize = 100;

/** What reading messages works with. */
export interface MessagesParts {
  api: DiscordApi;
  privateChannels: PrivateChannels;
  handOver: HandOver;
  /** Id of the bot. */
  me: string;
  forums: Forums;
  /** Messages that came in and are not stored yet, with the keys of their conversations; also from before it was stopped. */
  unstored: Map<string, string>;
  /** Conversations in which something may have been missed. */
  watched(): Promise<readonly Watched[]>;
  logger: Logger;
  signal: AbortSignal;
}

/** Takes what people write, change and take back, of each conversation in order, and looks up what was missed. */
export class Messages {
  private readonly parts: MessagesParts;
  private readonly lanes = new Lanes();
  /** Looking things up goes before whatever comes in, and only so many conversations at once. */
  private readonly lookups = Array.from({ length: lookedThroughAtOnce }, () => new Lanes());
  private planned: Promise<void> = Promise.resolve();
  /** Channels among others in which the desk was spoken to: what is taken back elsewhere is none of its business. */
  private readonly known = new Set<string>();

  constructor(parts: MessagesParts) {
    this.parts = parts;
  }

  /** Looks up what was missed in the conversations that are watched. What comes in meanwhile waits for that. */
  lookUp(): void {
    this.planned = this.plan();
  }

  /** Fulfilled when all that came in was handed over, or could not be. */
  async idle(): Promise<void> {
    await this.planned;
    await this.lanes.idle();
  }

  created(payload: unknown): void {
    const message = this.messageOf(payload);
    if (!message || !this.mayConcern(message)) return;
    const inGroup = typeof message.guild_id === 'string';
    const key = this.keyOf(message, inGroup);
    if (key === undefined) return;
    this.parts.unstored.set(message.id, key);
    this.enqueue(key, async () => {
      await this.take(message, inGroup);
    });
  }

  edited(payload: unknown): void {
    const message = this.messageOf(payload);
    if (!message || typeof message.edited_timestamp !== 'string' || !this.mayConcern(message)) return;
    const inGroup = typeof message.guild_id === 'string';
    const key = this.keyOf(message, inGroup);
    if (key !== undefined) this.enqueue(key, () => this.takeEdit(message, inGroup));
  }

  deleted(payload: unknown): void {
    const parsed = deletionSchema.safeParse(payload);
    if (!parsed.success) return;
    const { id, ids = [], channel_id, guild_id } = parsed.data;
    const key = typeof guild_id === 'string' ? keyOf({ kind: 'channel', id: channel_id }) : undefined;
    if (key !== undefined && !this.known.has(key)) return;
    for (const ref of id === undefined ? ids : [id]) {
      if (key !== undefined) this.enqueue(key, () => this.takeDeletion(key, ref));
      else void this.withUser(channel_id, (user) => this.enqueue(user, () => this.takeDeletion(user, ref)));
    }
  }

  private messageOf(payload: unknown): DiscordMessage | undefined {
    const parsed = messageSchema.safeParse(payload);
    if (!parsed.success) this.parts.logger.warn({ code: 'message_not_understood' }, 'discord message passed over');
    return parsed.data;
  }

  /** Before anything is asked of Discord: of what strangers say to each other nothing is looked at. */
  private mayConcern(message: DiscordMessage): boolean {
    const { author, guild_id, id, channel_id } = message;
    if (!author || author.id === this.parts.me || author.bot === true) return false;
    if (typeof guild_id !== 'string') return true;
    return (!this.parts.forums.isEmpty && id === channel_id) || isSaidTo(this.parts.me, message);
  }

  private keyOf({ channel_id, author }: DiscordMessage, inGroup: boolean): string | undefined {
    if (inGroup) return keyOf({ kind: 'channel', id: channel_id });
    return author ? keyOf({ kind: 'user', id: author.id }) : undefined;
  }

  private enqueue(key: string, work: () => Promise<void>): void {
    void this.planned.then(() =>
      this.lanes.run(key, work).catch((error: unknown) => {
        this.parts.logger.error({ code: codeOf(error) }, 'discord message not taken');
      }),
    );
  }

  /** Hands a message over. */
  private async take(message: DiscordMessage, inGroup: boolean): Promise<HandedOver> {
    const { handOver, unstored, api } = this.parts;
    const translated = translate(message, await this.surroundings(message, inGroup));
    if (!translated) {
      unstored.delete(message.id);
      return null;
    }
    const { event, files } = translated;
    if (!inGroup && message.author) await this.remember(message.author.id, message.channel_id);
    const fetched = await Promise.all(files.map(fetchFile));
    const { action } = event;
    const whole = action.kind === 'text' && fetched.length > 0 ? { ...action, files: fetched } : action;
    const handed = await handOver.event({ ...event, action: whole });
    if (handed) {
      unstored.delete(message.id);
      if (inGroup) this.known.add(event.conversationKey);
    }
    if (handed?.kind === 'refused') {
      const said = { content: handed.error.message, rows: [], replyTo: message.id };
      await api.createMessage(message.channel_id, said).catch((error: unknown) => this.note(error));
    }
    return handed;
  }

  /** What could not be noted is asked again of Discord. */
  private async remember(userId: string, channelId: string): Promise<void> {
    await this.parts.privateChannels.remember(userId, channelId).catch((error: unknown) => this.note(error));
  }

  private async takeEdit(message: DiscordMessage, inGroup: boolean): Promise<void> {
    const event = translateEdit(message, await this.surroundings(message, inGroup));
    if (event) await this.parts.handOver.event(event);
  }

  private async takeDeletion(conversationKey: string, ref: string): Promise<void> {
    const audience = conversationKey.startsWith('c') ? 'group' : 'private';
    await this.parts.handOver.event({
      ...{ eventId: `m${ref}:d`, conversationKey, audience, action: { kind: 'deleted', ref } },
    });
  }

  private async surroundings(message: DiscordMessage, inGroup: boolean): Promise<Surroundings> {
    const opensPost = inGroup && message.id === message.channel_id && (await this.isInForum(message));
    return { me: this.parts.me, inGroup, opensPost };
  }

  private async isInForum({ channel_id }: DiscordMessage): Promise<boolean> {
    let found = false;
    await this.persisting(async () => {
      found = await this.parts.forums.holds(channel_id);
    });
    return found;
  }

  /** Of a message that was taken back Discord tells only the channel. */
  private async withUser(channelId: string, then: (key: string) => void): Promise<void> {
    const { api, privateChannels } = this.parts;
    let id: string | undefined;
    await this.persisting(async () => {
      id = (await privateChannels.userOf(channelId)) ?? (await api.channel(channelId)).recipients?.at(0)?.id;
    });
    if (id !== undefined) then(keyOf({ kind: 'user', id }));
  }

  private async plan(): Promise<void> {
    const { watched, unstored, logger, signal } = this.parts;
    let found: readonly Watched[] = [];
    await persist(
      async () => {
        found = await watched();
      },
      signal,
      { report: (_error, pauseMs) => logger.warn({ pauseMs }, 'conversations to look up not known yet') },
    );
    const since = new Map(found.map(({ key, heardAt }) => [key, heardAt]));
    for (const [id, key] of unstored) since.set(key, Math.min(timeOf(id), since.get(key) ?? timeOf(id)));
    for (const post of await this.newPosts()) {
      const key = keyOf({ kind: 'channel', id: post });
      since.set(key, since.get(key) ?? timeOf(post));
    }
    let place = 0;
    for (const [key, heardAt] of since) {
      const address = addressOf(key);
      if (!address) continue;
      if (address.kind === 'channel') this.known.add(key);
      const lookup = this.lookups[place++ % lookedThroughAtOnce];
      void this.lanes
        .run(key, async () => lookup?.run('', () => this.lookThrough(address, heardAt - marginMs)))
        .catch((error: unknown) => this.note(error));
    }
  }

  /** Posts in which nothing was said to the desk yet, of the last days. */
  private async newPosts(): Promise<string[]> {
    let posts: string[] = [];
    await this.persisting(async () => {
      posts = await this.parts.forums.openPosts();
    });
    return posts.filter((id) => timeOf(id) > Date.now() - newPostMs);
  }

  /** Hands over what was said in a conversation since; what is known already changes nothing. */
  private async lookThrough(address: Address, since: number): Promise<void> {
    const { api, me, signal, privateChannels } = this.parts;
    const inGroup = address.kind === 'channel';
    let after = idBefore(since);
    let page: DiscordMessage[] = [];
    do {
      page = [];
      await this.persisting(async () => {
        const channel = address.kind === 'user' ? await privateChannels.of(address.id) : address.id;
        page = await api.messagesAfter(channel, after);
      });
      for (const message of page) {
        if (signal.aborted) return;
        if (message.author?.id === me || message.author?.bot === true) continue;
        const handed = await this.take(message, inGroup);
        if (handed?.kind === 'stored' && handed.duplicate) await this.takeEdit(message, inGroup);
      }
      after = page.at(-1)?.id ?? after;
    } while (page.length === pageSize && !signal.aborted);
  }

  /** Asks something of Discord until it answers; what it refuses is let be. */
  private async persisting(work: () => Promise<void>): Promise<void> {
    const { signal, logger } = this.parts;
    const settled = async () => {
      try {
        await work();
      } catch (error) {
        if (!isRefusal(error)) throw error;
        this.note(error);
      }
    };
    await persist(settled, signal, {
      pauseAsked,
      report: (error, pauseMs) => logger.warn({ code: codeOf(error), pauseMs }, 'discord will be asked again'),
    });
  }

  private note(error: unknown): void {
    this.parts.logger.debug({ code: codeOf(error) }, 'discord refused');
  }
}
