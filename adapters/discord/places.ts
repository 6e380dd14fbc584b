import { RateLimitError } from 'discord.js';
import type { Posting, SendResult } from '../../src/desk/channel.ts';
import { changesTitleOnly, isOver, type Place, toldApart } from '../../src/desk/room.ts';
import { type Address, addressOf, keyOf } from './address.ts';
import type { DiscordApi } from './api.ts';
import type { Row } from './components.ts';
import { isArchived, isGone, isRefusal, lacksRights, threadTrouble } from './failures.ts';
import type { Outbound } from './outbound.ts';
import type { DiscordChannelInfo } from './payload.ts';

type Delivered = Extract<SendResult, { kind: 'delivered' }>;
type Channel = Extract<Address, { kind: 'channel' }>;

/** Up to here a limit is waited for, in milliseconds. */
const shortMs = 5_000;

/**
 * The places of tickets among advisors: threads of their channel; where the bot may open none, or there is room for no more, the
 * card in the channel itself.
 */
export class Places {
  private readonly api: DiscordApi;
  private readonly outbound: Outbound;

  constructor(api: DiscordApi, outbound: Outbound) {
    this.api = api;
    this.outbound = outbound;
  }

  /** Opens the place of a card, or gives it the title and the buttons that its ticket has now. */
  async prepare(address: Channel, place: Place, posting: Posting, rows: readonly Row[]): Promise<SendResult> {
    if (address.card !== undefined) {
      if (place.cardRef === null) return (await this.open(place)).delivered;
      return this.outbound.change(address.id, inChannelItself(address, posting), rows);
    }
    try {
      await this.follow(address.id, place, posting, rows);
      return { kind: 'delivered' };
    } catch (error) {
      const trouble = threadTrouble(error);
      if (trouble === undefined) throw error;
      if (trouble === 'rights') return { kind: 'delivered', lacksRights: true };
      // Taken away by hand: one that has ended is not missed.
      return isOver(place) ? { kind: 'delivered' } : (await this.open(place)).delivered;
    }
  }

  /**
   * Sends something in a thread. One that is gone or locked is made anew; without the right to write in it the place is the
   * channel itself from now on.
   *
   * @param send sends it to an address
   */
  async send(address: Channel, place: Place, send: (to: Channel) => Promise<SendResult>): Promise<SendResult> {
    try {
      const result = await send(address);
      // Writing in a thread that was put away opens it. It was sent: that it stays open is not worth another attempt.
      if (address.card === undefined && isOver(place)) await this.api.archiveThread(address.id, true).catch(() => {});
      return result;
    } catch (error) {
      const trouble = address.card === undefined ? threadTrouble(error) : undefined;
      if (trouble === undefined) throw error;
      const { to, delivered } = trouble === 'rights' ? inChannel(place, true) : await this.open(place);
      const result = await send(to);
      return result.kind === 'delivered' ? { ...result, ...delivered, movedTo: keyOf(to) } : result;
    }
  }

  /** Makes a thread; where that cannot be, the place is the channel itself. */
  private async open(place: Place): Promise<{ to: Channel; delivered: Delivered }> {
    const group = groupOf(place);
    try {
      const id = (await this.madeBefore(group, place)) ?? (await this.api.openThread(group, place.title));
      const to = { kind: 'channel' as const, id };
      return { to, delivered: { kind: 'delivered', movedTo: keyOf(to) } };
    } catch (error) {
      if (!isRefusal(error) || isGone(error)) throw error;
      return inChannel(place, lacksRights(error));
    }
  }

  /** A thread that was made while its answer got lost, or this process ended before it was noted: nothing was said in it yet. */
  private async madeBefore(group: string, { number }: Place): Promise<string | undefined> {
    const { guild_id: guild } = await this.api.channel(group);
    const threads = typeof guild === 'string' ? await this.api.activeThreads(guild) : [];
    const isIts = ({ parent_id, name, message_count }: DiscordChannelInfo) =>
      parent_id === group && message_count === 0 && name?.startsWith(`#${number} `) === true;
    return threads.find(isIts)?.id;
  }

  private async follow(threadId: string, place: Place, posting: Posting, rows: readonly Row[]): Promise<void> {
    if (!changesTitleOnly(place)) {
      if (!isOver(place)) await this.archive(threadId, false);
      const ref = posting.refs.at(-1);
      if (ref !== undefined) await this.outbound.setButtons(threadId, ref, rows);
    }
    await unlessLimited(this.api.renameThread(threadId, place.title));
    if (isOver(place)) await this.archive(threadId, true);
  }

  /** What is so already is not refused. */
  private async archive(threadId: string, archived: boolean): Promise<void> {
    await unlessLimited(this.api.archiveThread(threadId, archived)).catch((error: unknown) => {
      if (!isArchived(error)) throw error;
    });
  }
}

/** A message as it is shown there, told apart from those about other tickets where the place is the channel itself. */
export function inChannelItself(address: Address, posting: Posting): Posting {
  const { place, message, refs, replyToRef } = posting;
  if (place === null || address.kind === 'user' || address.card === undefined) return posting;
  const { heading, card } = toldApart(place, refs);
  // What the member wrote says itself about which ticket it is.
  const text = message.relay === null ? `${heading}\n${message.text}` : message.text;
  return { ...posting, message: { ...message, text }, replyToRef: replyToRef ?? card };
}

function inChannel(place: Place, lacking: boolean): { to: Channel; delivered: Delivered } {
  const to = { kind: 'channel' as const, id: groupOf(place), card: place.number };
  return { to, delivered: { kind: 'delivered', ...(lacking && { lacksRights: true }) } };
}

function groupOf({ groupKey }: Place): string {
  return addressOf(groupKey)?.id ?? '';
}

/**
 * Discord takes two names of a thread in ten minutes. Nothing that is said there waits so long for a name: it is left out, and the
 * next change of the ticket brings the one of that moment.
 */
async function unlessLimited(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!(error instanceof RateLimitError) || error.retryAfter <= shortMs) throw error;
  }
}
