import type { Logger } from '../../src/kernel/logger.ts';
import type { DiscordApi } from './api.ts';
import { askDiscord } from './ask-discord.ts';
import { withFiles } from './download.ts';
import { codeOf } from './failures.ts';
import type { Forums } from './forums.ts';
import type { HandedOver, HandOver } from './hand-over.ts';
import type { DiscordMessage } from './payload.ts';
import type { PrivateChannels } from './private-channels.ts';
import { type Surroundings, translate, translateEdit } from './translate.ts';

/** What reading messages works with. */
export interface ReaderParts {
  api: DiscordApi;
  privateChannels: PrivateChannels;
  handOver: HandOver;
  /** Id of the bot. */
  me: string;
  forums: Forums;
  /** Messages that came in and are not stored yet, with the keys of their conversations; also from before a stop. */
  unstored: Map<string, string>;
  logger: Logger;
  signal: AbortSignal;
}

/** Hands one message after another over to the desk: with its files, and with what has to be asked of Discord about it. */
export class MessageReader {
  private readonly parts: ReaderParts;

  constructor(parts: ReaderParts) {
    this.parts = parts;
  }

  /** @param inGroup whether others read along where it was written */
  async take(message: DiscordMessage, inGroup: boolean): Promise<HandedOver> {
    const { api, handOver, unstored } = this.parts;
    const translated = translate(message, await this.surroundings(message, inGroup));
    if (!translated) {
      unstored.delete(message.id);
      return null;
    }
    const { event, files } = translated;
    const handed = await handOver.event(await withFiles(event, files, api));
    if (handed) unstored.delete(message.id);
    if (handed?.kind === 'refused') await this.say(message, handed.error.message);
    return handed;
  }

  /** The same for its last edit; nothing when it was not edited. */
  async takeEdit(message: DiscordMessage, inGroup: boolean): Promise<void> {
    const event = translateEdit(message, await this.surroundings(message, inGroup));
    if (event) await this.parts.handOver.event(event);
  }

  /** That a message was taken back. */
  async takeDeletion(conversationKey: string, ref: string, inGroup: boolean): Promise<void> {
    await this.parts.handOver.event({
      ...{ eventId: `m${ref}:d`, conversationKey, audience: inGroup ? 'group' : 'private' },
      action: { kind: 'deleted', ref },
    });
  }

  /** From now on the private conversation with its author is where they wrote this. What cannot be noted is asked of Discord again. */
  async follow({ author, channel_id }: DiscordMessage): Promise<void> {
    if (author) await this.quietly(this.parts.privateChannels.remember(author.id, channel_id));
  }

  private async surroundings(message: DiscordMessage, inGroup: boolean): Promise<Surroundings> {
    const { me, forums } = this.parts;
    const mayOpen = inGroup && !forums.isEmpty && message.id === message.channel_id;
    const opensPost = mayOpen && (await askDiscord(() => forums.holds(message.channel_id), this.parts)) === true;
    return { me, inGroup, opensPost };
  }

  private async say({ channel_id, id }: DiscordMessage, content: string): Promise<void> {
    await this.quietly(this.parts.api.createMessage(channel_id, { content, rows: [], replyTo: id }));
  }

  private async quietly(done: Promise<unknown>): Promise<void> {
    await done.catch((error: unknown) => this.parts.logger.debug({ code: codeOf(error) }, 'discord refused'));
  }
}
