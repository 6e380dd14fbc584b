import type { OutboxRow } from '../delivery/outbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { toDeskError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Transactor } from '../kernel/transaction.ts';
import type { Channel, Posting, SendResult } from './channel.ts';
import type { Conversation } from './conversation.ts';
import { showReceipt, tellWriter } from './queue/relay.ts';
import type { DeskStores } from './stores.ts';

/**
 * Longest pause after the first failed attempt, in milliseconds; each next time four times as long. The pause is anything up
 * to that, so that what failed together does not come back together (M. Brooker, Exponential Backoff And Jitter: full jitter).
 */
const firstPauseMs = 500;
const longestPauseMs = 60 * 60_000;

/**
 * Sends what waits in the outbox through the channel it is for.
 *
 * A send is outside any transaction, so two things can send a message twice and nothing here can forbid it: the platform's
 * answer is lost, or this process is cut off from the database, or frozen, during the send itself for longer than its lease,
 * so that another takes the row over (see `Presence`). In every other case one attempt at a time is made, by one process.
 */
export class Sender {
  private readonly database: Transactor<DeskStores>;
  private readonly channels: ReadonlyMap<string, Channel>;
  private readonly clock: Clock;
  private readonly logger: Logger;

  constructor(database: Transactor<DeskStores>, channels: readonly Channel[], clock: Clock, logger: Logger) {
    this.database = database;
    this.channels = new Map(channels.map((channel) => [channel.name, channel]));
    this.clock = clock;
    this.logger = logger;
  }

  /** Tries to send one row, notes how that ended, and tells it; null when there was nothing to try any more. */
  async send(row: OutboxRow): Promise<SendResult | null> {
    const { outbox, conversations } = this.database.stores;
    const conversation = await conversations.findConversation(row.conversationId);
    const posting = await this.postingOf(row);
    // The last thing before the send: an advisor may have taken over since, or another instance, if this one seemed dead.
    if (!(await outbox.beginAttempt(row.seq, this.clock.now(), row.holder))) return null;
    const result = await this.attempt(row, conversation, posting);
    const now = this.clock.now();
    if (result.kind === 'delivered') {
      await this.database.transaction(async (stores) => {
        if (!(await stores.outbox.markDelivered(row.seq, now))) return;
        await stores.conversations.addRefs(row.conversationId, row.messageId, result.refs ?? []);
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
      await outbox.deferRow(row.seq, Math.ceil(now + result.afterMs), result.code, row.holder);
    }
    return result;
  }

  private async attempt(row: OutboxRow, conversation?: Conversation, posting?: Posting): Promise<SendResult> {
    const channel = this.channels.get(row.channel);
    if (!channel || !conversation || !posting) return { kind: 'undeliverable', reason: 'gone' };
    // Taken back meanwhile: nothing is shown of it but that.
    if (posting.message.deletedAt !== null && row.action !== 'change') return { kind: 'delivered' };
    try {
      return await channel.send(conversation.key, posting);
    } catch (thrown) {
      const longest = Math.min(firstPauseMs * 4 ** row.attempts, longestPauseMs);
      return { kind: 'retry', afterMs: longest * Math.random(), code: toDeskError(thrown).code };
    }
  }

  private async postingOf({ seq, action, messageId }: OutboxRow): Promise<Posting | undefined> {
    const { conversations, outbox } = this.database.stores;
    const message = await conversations.findMessage(messageId);
    if (!message) return undefined;
    const repliedTo = message.replyToId === null ? [] : await conversations.refsOf(message.replyToId);
    return {
      action,
      message,
      refs: await conversations.refsOf(messageId),
      replyToRef: repliedTo[0] ?? null,
      ending: action === 'receipt' ? ((await outbox.relayEndingsOf([messageId])).get(messageId) ?? null) : null,
      key: String(seq),
      open: async (id) => (await conversations.findAttachment(id))?.content,
    };
  }
}
