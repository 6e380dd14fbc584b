import { type Api, GrammyError, InputFile } from 'grammy';
import type { Posting, SendResult } from '../../src/desk/channel.ts';
import { toldApart } from '../../src/desk/room.ts';
import { SentParts } from '../../src/desk/sent-parts.ts';
import { buttonWordings } from '../../src/desk/wording/button-wording.ts';
import type { Address } from './address.ts';
import { isRefusal, nothingToChange } from './failures.ts';
import { format } from './format.ts';
import { type Formatted, split } from './formatted.ts';
import type { Keyboard } from './keyboard.ts';
import { type Guise, longestCaption, longestText, type Part, planOf } from './plan.ts';

/** What shows the writer of a relayed message that it arrived. */
const arrived = '👌';

/** Telegram's refusals of a picture that it cannot show; as a document it can be sent. */
const refusesPicture = /photo|image|video|wrong file|media_empty/i;

/** What goes with a message of Telegram besides its content. */
interface Frame {
  message_thread_id?: number;
  reply_parameters?: { message_id: number; allow_sending_without_reply: true };
  reply_markup?: { inline_keyboard: Keyboard };
}

/** Sends messages to Telegram. What Telegram refuses is thrown as grammY throws it. */
export class Outbound {
  private readonly api: Api;
  private readonly sent = new SentParts();

  constructor(api: Api) {
    this.api = api;
  }

  /** Sends a message for the first time, in as many parts as it takes. */
  async send(address: Address, posting: Posting, keyboard: Keyboard): Promise<SendResult> {
    const { message, language, key } = posting;
    const { heading, card } = inGroupItself(address, posting);
    const replyToRef = posting.replyToRef ?? card;
    const parts = planOf(message, language, keyboard.length > 0, heading);
    const buttonsUnder = parts.findLastIndex((part) => part.kind === 'text' || part.files.length === 1);
    const begun = this.sent.of(key).length;
    for (const [i, part] of parts.entries()) {
      if (i < begun) continue;
      const frame = {
        ...thread(address),
        ...(i === 0 && replyToRef !== null && replyTo(replyToRef)),
        ...(i === buttonsUnder && keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
      };
      this.sent.add(key, await this.sendPart(address.chat_id, part, frame, posting));
    }
    return { kind: 'delivered', refs: this.sent.finish(key) };
  }

  /** Shows that a message that was sent was edited or taken back. */
  async change(address: Address, posting: Posting, keyboard: Keyboard): Promise<SendResult> {
    const { message, language, refs } = posting;
    if (refs.length === 0) return { kind: 'delivered' };
    if (message.deletedAt !== null) {
      for (const ref of refs) await this.takeBack(address.chat_id, Number(ref), buttonWordings[language].takenBack);
      return { kind: 'delivered' };
    }
    const files = message.attachments.length;
    const captioned = files > 0 && refs.length === files;
    const shown = captioned ? refs.slice(0, 1) : refs.slice(0, refs.length - files);
    const { heading } = inGroupItself(address, posting);
    const words = split(format(message, language, heading), captioned ? longestCaption : longestText);
    const added: string[] = [];
    for (const i of Array.from({ length: Math.max(shown.length, words.length) }).keys()) {
      const ref = shown[i];
      const part = words[i];
      const markup =
        i === words.length - 1 && keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {};
      if (ref !== undefined && (part || captioned)) {
        await this.edit(address.chat_id, Number(ref), part ?? { text: '', entities: [] }, captioned, markup);
      } else if (ref !== undefined)
        await this.takeBack(address.chat_id, Number(ref), buttonWordings[language].takenBack);
      else if (part) {
        const frame = { ...thread(address), ...replyTo(refs[0] ?? ''), ...markup };
        added.push(...(await this.sendPart(address.chat_id, { kind: 'text', words: part }, frame, posting)));
      }
    }
    return { kind: 'delivered', refs: added };
  }

  /** Shows other buttons under a message that was sent; that it is gone, or shows them, is no trouble. */
  async showButtons(chatId: number, refs: readonly string[], keyboard: Keyboard): Promise<void> {
    const ref = refs.at(-1);
    if (ref === undefined) return;
    try {
      await this.api.editMessageReplyMarkup(chatId, Number(ref), { reply_markup: { inline_keyboard: keyboard } });
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }

  /** Shows the writer of a message that it arrived where it was relayed to. */
  async receipt(address: Address, { refs, ending }: Posting): Promise<SendResult> {
    const ref = refs[0];
    if (ref === undefined || ending !== 'delivered') return { kind: 'delivered' };
    try {
      await this.api.setMessageReaction(address.chat_id, Number(ref), [{ type: 'emoji', emoji: arrived }]);
    } catch (error) {
      // The message is gone, or the group allows no reactions: nobody misses more than a sign.
      if (!isRefusal(error)) throw error;
    }
    return { kind: 'delivered' };
  }

  private async sendPart(chatId: number, part: Part, frame: Frame, posting: Posting): Promise<string[]> {
    if (part.kind === 'text') {
      const { text, entities } = part.words;
      const options = { entities, link_preview_options: { is_disabled: true }, ...frame };
      return [String((await this.api.sendMessage(chatId, text, options)).message_id)];
    }
    try {
      return await this.sendFiles(chatId, part, frame, posting);
    } catch (error) {
      const asDocuments = part.files.map(({ attachment }) => ({ attachment, as: 'document' as const }));
      const shown = part.files.some(({ as }) => as !== 'document');
      if (!shown || !(error instanceof GrammyError) || !refusesPicture.test(error.description)) throw error;
      return this.sendFiles(chatId, { ...part, files: asDocuments }, frame, posting);
    }
  }

  private async sendFiles(
    chatId: number,
    { files, caption }: Extract<Part, { kind: 'files' }>,
    frame: Frame,
    { open }: Posting,
  ): Promise<string[]> {
    const media: { type: Guise; media: InputFile; caption?: string; caption_entities?: Formatted['entities'] }[] = [];
    for (const { attachment, as } of files) {
      const content = await open(attachment.id);
      // Taken back meanwhile.
      if (content === undefined) continue;
      const words = media.length === 0 && caption ? { caption: caption.text, caption_entities: caption.entities } : {};
      media.push({ type: as, media: new InputFile(content, attachment.name), ...words });
    }
    const [only, ...more] = media;
    if (!only) return [];
    if (more.length > 0) {
      // One album is of pictures and films or of documents, never of both; the type cannot say so.
      const sent = await this.api.sendMediaGroup(chatId, media as Parameters<Api['sendMediaGroup']>[1], frame);
      return sent.map(({ message_id }) => String(message_id));
    }
    const { type, media: file, ...words } = only;
    const options = { ...words, ...frame };
    const sent =
      type === 'photo'
        ? await this.api.sendPhoto(chatId, file, options)
        : type === 'video'
          ? await this.api.sendVideo(chatId, file, options)
          : await this.api.sendDocument(chatId, file, options);
    return [String(sent.message_id)];
  }

  private async edit(
    chatId: number,
    messageId: number,
    { text, entities }: Formatted,
    captioned: boolean,
    markup: Pick<Frame, 'reply_markup'>,
  ): Promise<void> {
    try {
      if (captioned) {
        const options = { caption: text, caption_entities: entities, ...markup };
        await this.api.editMessageCaption(chatId, messageId, options);
      } else {
        const options = { entities, link_preview_options: { is_disabled: true }, ...markup };
        await this.api.editMessageText(chatId, messageId, text, options);
      }
    } catch (error) {
      if (!nothingToChange(error)) throw error;
    }
  }

  /** An old message cannot be taken away any more; then its words are. */
  private async takeBack(chatId: number, messageId: number, instead: string): Promise<void> {
    try {
      await this.api.deleteMessage(chatId, messageId);
    } catch (error) {
      if (!(error instanceof GrammyError && error.error_code === 400)) throw error;
      if (/not found/i.test(error.description)) return;
      await this.edit(chatId, messageId, { text: instead, entities: [] }, false, {});
    }
  }
}

/** A ticket whose place is the group itself is told apart there by its number, and by replies to its card. */
function inGroupItself({ card }: Address, { place, refs }: Posting): { heading: string; card: string | null } {
  if (place === null || card === undefined) return { heading: '', card: null };
  return toldApart(place, refs);
}

function thread({ message_thread_id }: Address): Pick<Frame, 'message_thread_id'> {
  return message_thread_id === undefined ? {} : { message_thread_id };
}

function replyTo(ref: string): Pick<Frame, 'reply_parameters'> {
  return { reply_parameters: { message_id: Number(ref), allow_sending_without_reply: true } };
}
