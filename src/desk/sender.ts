import type { OutboxRow } from '../delivery/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { toDeskError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Transactor } from '../kernel/transaction.ts';
import type { Channel, Posting, SendResult } from './channel.ts';
import type { Conversation } from './conversation.ts';
import { showReceipt, tellWriter } from './queue/follow-relay.ts';
import { notePlace } from './queue/note-place.ts';
import { placeOf } from './queue/rooms.ts';
import type { Place } from './room.ts';
import type { DeskStores } from './stores.ts';

/**
 * Longest pause after the first failed attempt, in milliseconds; each next time four times as long. The pause is anything up
 * to that, so that what failed together does not come back together (M. Brooker, Exponential Backoff And Jitter: full jitter).
 */
const firstPauseMs = 500;
const longestPauseMs = 60 * 60_000;

/** How an attempt ended, and what place it was made in. */
interface Ended {
  result: SendResult;
  place: Place | null;
}

/**
 * Sends what waits in the outbox through the channel it is for.
 *
 * A send is outside any transaction, so two things can send a message twice and nothing here can forbid it: the platform's
 * answer is lost, also when this process ends before it is noted; or this process is cut off from the database, or frozen,
 * during the send itself for longer than its lease, so that another takes the row over (see `Presence`). In every other case
 * one attempt at a time is made, by one process.
 */
export class Sender {
  private readonly database: Transactor<DeskStores>;
  private readonly channels: ReadonlyMap<string, Channel>;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly holder: () => string | null;
  /** How attempts ended that the database did not take yet, by the number of the row. */
  private readonly unnoted = new Map<number, Ended>();

  /** @param holder under which name this process still holds rows (see `Presence`); null when it cannot be sure of any */
  constructor(
    database: Transactor<DeskStores>,
    channels: readonly Channel[],
    clock: Clock,
    logger: Logger,
    holder: () => string | null,
  ) {
    this.database = database;
    this.channels = new Map(channels.map((channel) => [channel.name, channel]));
    this.clock = clock;
    this.logger = logger;
    this.holder = holder;
  }

  /**
   * Tries to send one row, notes how that ended, and tells it; null when there was nothing to try. What could not be noted is
   * remembered: given the same row again, this notes it and does not send it a second time.
   */
  async send(row: OutboxRow): Promise<SendResult | null> {
    const known = this.unnoted.get(row.seq);
    if (known) return this.note(row, known);
    const { outbox, conversations, rooms } = this.database.stores;
    const channel = this.channels.get(row.channel);
    const conversation = await conversations.findConversation(row.conversationId);
    const posting = conversation && (await this.postingOf(row, conversation));
    // The last thing before the send: an advisor may have taken over since, or another instance, if this one seemed dead.
    if (!(await outbox.beginAttempt(row.seq, this.clock.now(), row.holder))) return null;
    // Frozen until its lease was over, it may have begun just before it is buried, or hear that it began long after.
    if (row.holder !== undefined && this.holder() !== row.holder) return null;
    if (!channel || !conversation || !posting) {
      await this.note(row, { result: { kind: 'undeliverable', reason: 'gone' }, place: null });
      return null;
    }
    const { place, message } = posting;
    const titled = row.action === 'place' && place?.title === (await rooms.roomOf(row.conversationId))?.title;
    // Taken back meanwhile: nothing is shown of it but that. And a title that is shown already is not sent again.
    if (titled || (message.deletedAt !== null && row.action !== 'change')) {
      await this.note(row, { result: { kind: 'delivered' }, place });
      return null;
    }
    const result = await this.attempt(channel, conversation.key, posting, row.attempts);
    const ended = { result, place };
    this.unnoted.set(row.seq, ended);
    return this.note(row, ended);
  }

  private async attempt(channel: Channel, key: string, posting: Posting, attempts: number): Promise<SendResult> {
    try {
      return await channel.send(key, posting);
    } catch (thrown) {
      const longest = Math.min(firstPauseMs * 4 ** attempts, longestPauseMs);
      return { kind: 'retry', afterMs: longest * Math.random(), code: toDeskError(thrown).code };
    }
  }

  private async note(row: OutboxRow, { result, place }: Ended): Promise<SendResult> {
    const now = this.clock.now();
    if (result.kind === 'delivered') {
      await this.database.transaction(async (stores) => {
        if (!(await stores.outbox.markDelivered(row.seq, now))) return;
        await stores.conversations.addRefs(row.conversationId, row.messageId, result.refs ?? []);
        if (place) await notePlace({ stores, now }, row, place.title, result);
        if (row.action === 'send') await showReceipt({ stores, now }, row.messageId);
      });
    } else if (result.kind === 'undeliverable') {
      this.logger.warn({ seq: row.seq, channel: row.channel, reason: result.reason }, 'message undeliverable');
      await this.database.transaction(async (stores) => {
        if (!(await stores.outbox.markUndeliverable(row.seq, result.reason, now))) return;
        if (row.action === 'send') await tellWriter({ stores, now }, row.messageId, result.reason);
      });
    } else {
      this.logger.warn({ seq: row.seq, channel: row.channel, code: result.code }, 'message will be sent again');
      const dueAt = Math.ceil(now + result.afterMs);
      await this.database.stores.outbox.deferRow(row.seq, dueAt, result.code, row.holder);
    }
    this.unnoted.delete(row.seq);
    return result;
  }

  private async postingOf(
    { seq, action, messageId }: OutboxRow,
    { id: conversationId, audience, language }: Conversation,
  ): Promise<Posting | undefined> {
    const { stores } = this.database;
    const { conversations, outbox, rooms } = stores;
    const message = await conversations.findMessage(messageId);
    if (!message) return undefined;
    // It was written for advisors, and their group has ended while it waited.
    if (action === 'send' && audience === 'group' && message.ticketId !== null) return undefined;
    const room = audience === 'advisors' ? await rooms.roomOf(conversationId) : undefined;
    const repliedTo = message.replyToId === null ? [] : await conversations.refsOf(message.replyToId);
    return {
      action,
      message,
      language,
      refs: await conversations.refsOf(messageId),
      replyToRef: repliedTo[0] ?? null,
      ending: action === 'receipt' ? ((await outbox.relayEndingsOf([messageId])).get(messageId) ?? null) : null,
      place: (room && (await placeOf(stores, room))) ?? null,
      key: String(seq),
      open: async (id) => (await conversations.findAttachment(id))?.content,
    };
  }
}
