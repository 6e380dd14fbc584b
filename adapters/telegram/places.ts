import type { Api } from 'grammy';
import type { Posting, SendResult } from '../../src/desk/channel.ts';
import { changesTitleOnly, isOver, type Place } from '../../src/desk/room.ts';
import { type Address, keyOf } from './address.ts';
import { codeOf, isRefusal, movedTo, nothingToChange, topicTrouble } from './failures.ts';
import type { Keyboard } from './keyboard.ts';
import type { Outbound } from './outbound.ts';

type Delivered = Extract<SendResult, { kind: 'delivered' }>;

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
    const shown = place.state === 'open' ? keyboard : [];
    if (address.card !== undefined) {
      if (place.cardRef === null) return (await this.open(address.chat_id, place)).delivered;
      await this.outbound.change(address, posting, shown);
      return { kind: 'delivered' };
    }
    try {
      await this.rename(address, place);
    } catch (error) {
      const trouble = topicTrouble(error);
      if (trouble === 'rights') return { kind: 'delivered', lacksRights: true };
      // Taken away by hand: one that has ended is not missed.
      if (trouble !== 'gone') throw error;
      return isOver(place) ? { kind: 'delivered' } : (await this.open(address.chat_id, place)).delivered;
    }
    if (!changesTitleOnly(place)) await this.outbound.showButtons(address.chat_id, posting.refs, shown);
    return { kind: 'delivered' };
  }

  /**
   * Sends something in a topic. One that was closed by hand is opened for it, and one that is gone is made anew.
   *
   * @param send sends it to an address
   */
  async send(address: Address, place: Place, send: (to: Address) => Promise<SendResult>): Promise<SendResult> {
    try {
      return await send(address);
    } catch (error) {
      const trouble = address.card === undefined ? topicTrouble(error) : undefined;
      if (trouble === undefined || trouble === 'rights') throw error;
      if (trouble === 'closed' && (await this.reopened(address))) {
        const result = await send(address);
        // It was sent: that the topic stays open is not worth another attempt.
        if (isOver(place)) await this.close(address).catch(() => {});
        return result;
      }
      const { to, delivered } = await this.open(address.chat_id, place);
      const result = await send(to);
      return result.kind === 'delivered' ? { ...result, ...delivered, movedTo: keyOf(to) } : result;
    }
  }

  /**
   * Makes a topic; where that cannot be, the place is the group itself. When this process ends before the desk has noted the key of
   * a topic, an empty one stays behind and another is made: nothing was said in it yet.
   */
  private async open(chatId: number, { number, title }: Place): Promise<{ to: Address; delivered: Delivered }> {
    try {
      const { message_thread_id } = await this.api.createForumTopic(chatId, title);
      const to = { chat_id: chatId, message_thread_id };
      return { to, delivered: { kind: 'delivered', movedTo: keyOf(to) } };
    } catch (error) {
      // No forum, no right, or no room for more; but a group that moved is asked again where it is.
      if (codeOf(error) !== 'telegram_400' || movedTo(error) !== undefined) throw error;
      const to = { chat_id: chatId, card: number };
      return { to, delivered: { kind: 'delivered', ...(topicTrouble(error) === 'rights' && { lacksRights: true }) } };
    }
  }

  private async rename(address: Address, place: Place): Promise<void> {
    const { chat_id, message_thread_id = 0 } = address;
    await unlessSo(this.api.editForumTopic(chat_id, message_thread_id, { name: place.title }));
    if (isOver(place)) await this.close(address);
    else if (!changesTitleOnly(place)) await this.reopen(address);
  }

  private close({ chat_id, message_thread_id = 0 }: Address): Promise<void> {
    return unlessSo(this.api.closeForumTopic(chat_id, message_thread_id));
  }

  private reopen({ chat_id, message_thread_id = 0 }: Address): Promise<void> {
    return unlessSo(this.api.reopenForumTopic(chat_id, message_thread_id));
  }

  private async reopened(address: Address): Promise<boolean> {
    try {
      await this.reopen(address);
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return false;
    }
  }
}

/** What is so already is not refused. */
async function unlessSo(change: Promise<unknown>): Promise<void> {
  await change.catch((error: unknown) => {
    if (!nothingToChange(error)) throw error;
  });
}
