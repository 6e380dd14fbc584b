import type { Api } from 'grammy';
import type { Posting, SendResult } from '../../src/desk/channel.ts';
import type { Place } from '../../src/desk/room.ts';
import { type Address, keyOf } from './address.ts';
import { codeOf, isRefusal, movedTo, nothingToChange, topicTrouble } from './failures.ts';
import type { Keyboard } from './keyboard.ts';
import type { Outbound } from './outbound.ts';

type Delivered = Extract<SendResult, { kind: 'delivered' }>;

/** In these states nobody writes in the topic of a ticket any more. */
const ended: readonly Place['state'][] = ['closed', 'withdrawn'];
/**
 * The places of tickets among advisors: topics in a forum group; in another, or where the bot may make none, the card in the
 * group itself.
 */
export class Places {
  private readonly api: Api;
  private readonly outbound: Outbound;

  constructor(api: Api, outbound: Outbound) {
    this.api = api;
    this.outbound = outbound;
  }

  /** Opens the place of a card, or gives it the title and the buttons that its ticket has now. */
  async prepare(address: Address, place: Place, posting: Posting, keyboard: Keyboard): Promise<Delivered> {
    const thread = address.message_thread_id;
    const shown = place.state === 'open' ? keyboard : [];
    if (thread === undefined) {
      if (place.cardRef === null) return this.opened(address.chat_id, place);
      await this.outbound.change(address, posting, shown);
      return { kind: 'delivered' };
    }
    try {
      await this.rename(address.chat_id, thread, place);
    } catch (error) {
      const trouble = topicTrouble(error);
      if (trouble === 'rights') return { kind: 'delivered', lacksRights: true };
      // Taken away by hand: one that has ended is not missed.
      if (trouble !== 'gone') throw error;
      return ended.includes(place.state) ? { kind: 'delivered' } : this.opened(address.chat_id, place);
    }
    await this.outbound.showButtons(address.chat_id, posting.refs, shown);
    return { kind: 'delivered' };
  }

  /**
   * Sends something in a topic. One that was closed by hand is opened for it, and one that is gone is made anew.
   *
   * @param send sends it to an address
   */
  async send(address: Address, place: Place, send: (to: Address) => Promise<SendResult>): Promise<SendResult> {
    const thread = address.message_thread_id;
    try {
      return await send(address);
    } catch (error) {
      const trouble = thread === undefined ? undefined : topicTrouble(error);
      if (thread === undefined || trouble === undefined || trouble === 'rights') throw error;
      if (trouble === 'closed' && (await this.reopened(address.chat_id, thread))) {
        const result = await send(address);
        if (ended.includes(place.state)) await this.closed(address.chat_id, thread);
        return result;
      }
      const { to, ...opened } = await this.open(address.chat_id, place);
      const result = await send(to);
      const key = opened.movedTo ?? `${keyOf(to)}#${place.number}`;
      return result.kind === 'delivered' ? { ...result, ...opened, movedTo: key } : result;
    }
  }

  private async opened(chatId: number, place: Place): Promise<Delivered> {
    const { to: _to, ...delivered } = await this.open(chatId, place);
    return delivered;
  }

  /**
   * Makes a topic. When this process ends before the desk has noted its key, an empty topic stays behind and another is made:
   * nothing was said in it yet.
   */
  private async open(chatId: number, { title }: Place): Promise<Delivered & { to: Address }> {
    try {
      const { message_thread_id } = await this.api.createForumTopic(chatId, title);
      const to = { chat_id: chatId, message_thread_id };
      return { kind: 'delivered', movedTo: keyOf(to), to };
    } catch (error) {
      // No forum, no right, or no room for more; but a group that moved is asked again where it is.
      if (codeOf(error) !== 'telegram_400' || movedTo(error) !== undefined) throw error;
      const to = { chat_id: chatId };
      return { kind: 'delivered', to, ...(topicTrouble(error) === 'rights' && { lacksRights: true }) };
    }
  }

  private async rename(chatId: number, thread: number, { title, state }: Place): Promise<void> {
    await unlessSo(this.api.editForumTopic(chatId, thread, { name: title }));
    await unlessSo(
      ended.includes(state) ? this.api.closeForumTopic(chatId, thread) : this.api.reopenForumTopic(chatId, thread),
    );
  }

  private async reopened(chatId: number, thread: number): Promise<boolean> {
    try {
      await unlessSo(this.api.reopenForumTopic(chatId, thread));
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return false;
    }
  }

  /** It was sent: that the topic stays open is not worth another attempt. */
  private async closed(chatId: number, thread: number): Promise<void> {
    await this.api.closeForumTopic(chatId, thread).catch(() => {});
  }
}

/** What is so already is not refused. */
async function unlessSo(change: Promise<unknown>): Promise<void> {
  await change.catch((error: unknown) => {
    if (!nothingToChange(error)) throw error;
  });
}
