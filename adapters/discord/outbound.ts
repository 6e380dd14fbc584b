import { createHash } from 'node:crypto';
import type { RawFile } from 'discord.js';
import type { Posting, SendResult } from '../../src/desk/channel.ts';
import type { Attachment } from '../../src/desk/conversation.ts';
import { SentParts } from '../../src/desk/sent-parts.ts';
import { isMessageRef } from './address.ts';
import type { DiscordApi } from './api.ts';
import type { Row } from './components.ts';
import type { Draft } from './draft.ts';
import type { Echoes } from './echoes.ts';
import { isRefusal, isReplyOver, nothingToChange } from './failures.ts';
import { under } from './format.ts';
import { planOf } from './plan.ts';
import type { PendingReply } from './replies.ts';

/** What shows the writer of a relayed message that it arrived. */
const arrived = '👌';

/** Sends messages to Discord. What Discord refuses is thrown as discord.js throws it. */
export class Outbound {
  private readonly api: DiscordApi;
  private readonly echoes: Echoes;
  private readonly sent = new SentParts();

  constructor(api: DiscordApi, echoes: Echoes) {
    this.api = api;
    this.echoes = echoes;
  }

  /**
   * Sends a message for the first time, in as many parts as it takes.
   *
   * @param reply that waits to be filled in with it
   */
  async send(
    channelOf: () => Promise<string>,
    posting: Posting,
    rows: readonly Row[],
    reply: PendingReply | undefined,
  ): Promise<SendResult> {
    const { message, language, key, open } = posting;
    const replyTo = await this.messageOf(posting.replyToRef);
    const parts = planOf(message, language);
    const begun = this.sent.of(key).length;
    const lastWithWords = parts.findLastIndex(({ content }) => content !== '');
    const buttonsUnder = lastWithWords < 0 ? parts.length - 1 : lastWithWords;
    for (const [i, { content, files }] of parts.entries()) {
      if (i < begun) continue;
      const draft: Draft = { content, rows: i === buttonsUnder ? rows : [], files: await opened(files, open) };
      // Its files were taken back meanwhile, and there was nothing else.
      if (content === '' && draft.files?.length === 0) continue;
      const inReply = reply && (i === 0 || reply.alone) ? await this.fill(reply, draft, i === 0) : undefined;
      const id =
        inReply ??
        (await this.api.createMessage(await channelOf(), {
          ...draft,
          nonce: nonceOf(posting, i),
          ...(i === 0 && replyTo !== undefined && { replyTo }),
        }));
      this.sent.add(key, [id]);
    }
    return { kind: 'delivered', refs: this.sent.finish(key) };
  }

  /** Shows that a message that was sent was edited or taken back. */
  async change(channelId: string, posting: Posting, rows: readonly Row[]): Promise<SendResult> {
    const { message, language, refs } = posting;
    if (refs.length === 0) return { kind: 'delivered' };
    if (message.deletedAt !== null) {
      for (const ref of refs) await this.ifThere(this.api.deleteMessage(channelId, ref));
      return { kind: 'delivered' };
    }
    const plan = planOf(message, language);
    const words = plan.flatMap(({ content }) => (content === '' ? [] : [content]));
    const filesAlone = plan.length - words.length;
    const shown = words.length === 0 ? refs.slice(0, 1) : refs.slice(0, Math.max(1, refs.length - filesAlone));
    const added: string[] = [];
    for (let i = 0; i < Math.max(shown.length, words.length); i++) {
      const ref = shown[i];
      const content = words[i];
      const draft = { content: content ?? '', rows: i === Math.max(words.length - 1, 0) ? rows : [] };
      if (ref === undefined) {
        added.push(
          await this.api.createMessage(channelId, { ...draft, nonce: nonceOf(posting, i), replyTo: refs[0] ?? '' }),
        );
      } else if (content !== undefined || i === 0) await this.ifThere(this.api.editMessage(channelId, ref, draft));
      else await this.ifThere(this.api.deleteMessage(channelId, ref));
    }
    return { kind: 'delivered', refs: added };
  }

  /** Shows other buttons under a message that was sent; that it is gone is no trouble. */
  async setButtons(channelId: string, messageId: string, rows: readonly Row[]): Promise<void> {
    await this.ifThere(this.api.setButtons(channelId, messageId, rows));
  }

  /** Shows the writer of a message that it arrived where it was relayed to. */
  async receipt(channelId: string, { refs, ending }: Posting): Promise<SendResult> {
    const ref = await this.messageOf(refs[0] ?? null);
    if (ref === undefined || ending !== 'delivered') return { kind: 'delivered' };
    try {
      await this.api.react(channelId, ref, arrived);
    } catch (error) {
      // The message is gone, or nobody may react here: nobody misses more than a sign.
      if (!isRefusal(error)) throw error;
    }
    return { kind: 'delivered' };
  }

  /** Undefined when Discord does not know the reply any more: then an ordinary message is sent. */
  private async fill(reply: PendingReply, draft: Draft, first: boolean): Promise<string | undefined> {
    try {
      if (!first) return await this.api.addToReply(reply, draft);
      const id = await this.api.editReply(reply, { ...draft, content: under(reply.asked, draft.content) });
      reply.begun = true;
      return id;
    } catch (error) {
      if (!isReplyOver(error)) throw error;
      return undefined;
    }
  }

  /** The message that is meant by a ref, or that shows what is. */
  private async messageOf(ref: string | null): Promise<string | undefined> {
    if (ref === null) return undefined;
    return isMessageRef(ref) ? ref : this.echoes.messageOf(ref);
  }

  private async ifThere(change: Promise<void>): Promise<void> {
    try {
      await change;
    } catch (error) {
      if (!nothingToChange(error)) throw error;
    }
  }
}

/** The same for the same part of the same posting, and of the length that Discord takes. */
function nonceOf({ key, message }: Posting, part: number): string {
  return createHash('sha256').update(`${message.id}:${key}:${part}`).digest('base64url').slice(0, 25);
}

async function opened(files: readonly Attachment[], open: Posting['open']): Promise<RawFile[]> {
  const found: RawFile[] = [];
  for (const { id, name, mediaType } of files) {
    const content = await open(id);
    if (content !== undefined) found.push({ name, data: Buffer.from(content), contentType: mediaType });
  }
  return found;
}
