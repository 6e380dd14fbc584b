import { z } from 'zod';
import type { InboxEvent } from '../delivery/inbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { DeskError, toDeskError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Transactor } from '../kernel/transaction.ts';
import type { KnowledgeIndex } from '../retrieval/knowledge-index.ts';
import type { InboundEvent, Receiver } from './channel.ts';
import type { Message } from './conversation.ts';
import { type Decision, decide } from './decide.ts';
import { type Reaction, react, reactToOpening, reactToRating } from './react.ts';
import type { DeskStores } from './stores.ts';

/** Longest message that a member can send, in characters. */
const maxMessageLength = 10_000;

/** How many messages of a conversation are looked back on. */
const lookBack = 30;

/** After this many failed attempts a question goes to a human instead. */
const attemptsBeforeHandOver = 3;

const payloadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), messageId: z.string() }),
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('rated'), messageId: z.string(), helpful: z.boolean() }),
]);

/** What happened to one message, for figures; holds no text. */
export interface Handled {
  conversationId: string;
  decision: Decision;
}

/** Everything the desk works with. */
export interface DeskParts {
  database: Transactor<DeskStores>;
  index: KnowledgeIndex;
  clock: Clock;
  logger: Logger;
  /** Called when something new waits to be handled or to be sent. */
  wake(): void;
  /** Shows the member that the desk is working; costs nothing when the channel cannot. */
  showTyping?(channel: string, conversationKey: string): void;
  /** Called after a message was handled. */
  onHandled?(handled: Handled): void;
}

/** The desk: stores what comes in, decides, and writes what follows from it, each in one transaction. */
export class Desk implements Receiver {
  private readonly parts: DeskParts;

  constructor(parts: DeskParts) {
    this.parts = parts;
  }

  async receive(channel: string, event: InboundEvent): Promise<{ duplicate: boolean }> {
    const { database, clock } = this.parts;
    const { action } = event;
    if (action.kind === 'text') checkText(action.text);
    const now = clock.now();
    const accepted = await database.transaction(async (stores) => {
      const conversation = await stores.conversations.openConversation(channel, event.conversationKey, now);
      const messageId = newId();
      const isNew = await stores.inbox.acceptEvent({
        channel,
        eventId: event.eventId,
        conversationId: conversation.id,
        payload: JSON.stringify(action.kind === 'text' ? { kind: 'text', messageId } : action),
        receivedAt: now,
      });
      if (isNew && action.kind === 'text') {
        await stores.conversations.appendMessage({
          id: messageId,
          conversationId: conversation.id,
          author: 'member',
          text: action.text,
          details: null,
          createdAt: now,
        });
      }
      return isNew;
    });
    this.parts.wake();
    return { duplicate: !accepted };
  }

  /** Handles one stored event: its effects and its end are one transaction, so they happen once. */
  async handle(event: InboxEvent): Promise<void> {
    const { logger, database, clock } = this.parts;
    try {
      await this.handleOnce(event);
    } catch (thrown) {
      const error = toDeskError(thrown);
      logger.error({ seq: event.seq, attempt: event.attempts + 1, code: error.code, error }, 'message not handled');
      if (event.attempts + 1 >= attemptsBeforeHandOver) await this.handOver(event);
      else await database.stores.inbox.deferEvent(event.seq, clock.now() + 500 * 4 ** event.attempts, error.code);
    }
    this.parts.wake();
  }

  private async handleOnce(event: InboxEvent): Promise<void> {
    const payload = payloadSchema.parse(JSON.parse(event.payload));
    const { database, index, clock } = this.parts;
    const { conversations } = database.stores;
    const now = clock.now();
    if (payload.kind !== 'text') {
      await this.commit(event, (stores) =>
        payload.kind === 'opened' ? reactToOpening(stores, event, now) : reactToRating(stores, event, payload, now),
      );
      return;
    }
    const conversation = await conversations.findConversation(event.conversationId);
    const message = await conversations.findMessage(payload.messageId);
    if (!conversation || !message)
      throw new DeskError('not_found', 'the message of an event is gone', { expected: false });
    this.parts.showTyping?.(conversation.channel, conversation.key);
    const transcript = await transcriptUpTo(database.stores, message);
    const { language, decision } = decide(message, transcript, conversation.language, index, now);
    const done = await this.commit(event, (stores) => react(stores, event, decision, language, now));
    if (done) this.parts.onHandled?.({ conversationId: event.conversationId, decision });
  }

  /** A question that cannot be handled becomes a ticket, so that nobody waits for nothing. */
  private async handOver(event: InboxEvent): Promise<void> {
    const { clock, logger } = this.parts;
    const payload = payloadSchema.safeParse(JSON.parse(event.payload)).data;
    const now = clock.now();
    await this.commit(event, async (stores) => {
      const message = payload?.kind === 'text' ? await stores.conversations.findMessage(payload.messageId) : undefined;
      if (!message) return;
      const conversation = await stores.conversations.findConversation(event.conversationId);
      const decision: Decision = {
        kind: 'escalate',
        reason: 'failure',
        questionMessageId: message.id,
        question: message.text,
        ranked: [],
      };
      await react(stores, event, decision, conversation?.language ?? 'nl', now);
    });
    logger.warn({ seq: event.seq }, 'message handed over after repeated failure');
  }

  /** Runs a reaction and ends the event in one transaction; does nothing when the event had ended before. */
  private async commit(event: InboxEvent, reaction: Reaction): Promise<boolean> {
    const { database, clock } = this.parts;
    return database.transaction(async (stores) => {
      if (!(await stores.inbox.endEvent(event.seq, clock.now()))) return false;
      await reaction(stores);
      return true;
    });
  }
}

async function transcriptUpTo(stores: DeskStores, message: Message): Promise<Message[]> {
  const recent = await stores.conversations.recentMessages(message.conversationId, lookBack);
  return recent.filter((other) => other.seq <= message.seq || other.author === 'desk');
}

function checkText(text: string): void {
  if (text.trim() === '') throw new DeskError('message_empty', 'Uw bericht is leeg. Typ eerst uw vraag.');
  if (text.length > maxMessageLength) {
    throw new DeskError(
      'message_too_long',
      `Uw bericht is te lang: ${text.length} tekens. Maak het korter dan ${maxMessageLength} tekens, of stuur het in delen.`,
    );
  }
}
