import { z } from 'zod';
import type { InboxEvent } from '../delivery/inbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { DeskError, toDeskError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Transactor } from '../kernel/transaction.ts';
import { may } from '../people/permissions.ts';
import type { DueTask } from '../queue/due-task.ts';
import type { KnowledgeIndex } from '../retrieval/knowledge-index.ts';
import type { InboundEvent, Receiver } from './channel.ts';
import { parseCommand } from './commands.ts';
import type { Conversation, Message } from './conversation.ts';
import { type Decision, decide } from './decide.ts';
import { recogniseIntent } from './intent.ts';
import { doTask } from './queue/do-task.ts';
import type { Actor } from './queue/order.ts';
import { relayToAdvisor, relayToMember, takenTicketOf } from './queue/relay.ts';
import { runCommand } from './queue/run-command.ts';
import { type Reaction, react, reactToOpening, reactToRating } from './react.ts';
import type { DeskStores } from './stores.ts';
import { Voice } from './voice.ts';

/** Longest message that a member can send, in characters. */
const maxMessageLength = 10_000;

/** How many messages of a conversation are looked back on. */
const lookBack = 30;

/** After this many failed attempts a question goes to a human instead. */
const attemptsBeforeHandOver = 3;

const payloadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), messageId: z.string(), senderKey: z.string().optional() }),
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('rated'), messageId: z.string(), helpful: z.boolean() }),
  z.object({
    kind: z.literal('chose'),
    messageId: z.string(),
    choice: z.number().int().min(0),
    senderKey: z.string().optional(),
  }),
]);
type Payload = z.infer<typeof payloadSchema>;

/** How soon, in milliseconds, and how often something is tried again that only has to wait for a moment. */
const busyPauseMs = 100;
const busyAttempts = 300;

/** Longest pause before a task that failed is tried again, in milliseconds. */
const longestTaskPauseMs = 15 * 60_000;

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
        payload: JSON.stringify(payloadOf(event, messageId)),
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
      if (error.code !== 'busy') {
        logger.error({ seq: event.seq, attempt: event.attempts + 1, code: error.code, error }, 'message not handled');
      }
      if (error.code === 'busy' && event.attempts < busyAttempts) {
        await database.stores.inbox.deferEvent(event.seq, clock.now() + busyPauseMs, error.code);
      } else if (event.attempts + 1 >= attemptsBeforeHandOver) await this.handOver(event);
      else await database.stores.inbox.deferEvent(event.seq, clock.now() + 500 * 4 ** event.attempts, error.code);
    }
    this.parts.wake();
  }

  /** Does what is to be done in time. Its effects and its end are one transaction, so they happen once. */
  async doTask(task: DueTask): Promise<void> {
    const { database, clock, logger } = this.parts;
    try {
      await database.transaction(async (stores) => {
        await stores.conversations.lockConversation(task.conversationId);
        if (await stores.agenda.endTask(task.seq)) await doTask({ stores, now: clock.now() }, task);
      });
    } catch (thrown) {
      const error = toDeskError(thrown);
      logger.error({ seq: task.seq, task: task.kind, code: error.code, error }, 'task not done');
      const pauseMs = Math.min(longestTaskPauseMs, 1_000 * 4 ** Math.min(task.attempts, 8));
      await database.stores.agenda.deferTask(task.seq, clock.now() + pauseMs);
    }
    this.parts.wake();
  }

  private async handleOnce(event: InboxEvent): Promise<void> {
    const payload = payloadSchema.parse(JSON.parse(event.payload));
    const now = this.parts.clock.now();
    switch (payload.kind) {
      case 'opened':
        await this.commit(event, (stores) => reactToOpening(stores, event, now));
        return;
      case 'rated':
        await this.commit(event, (stores) => reactToRating(stores, event, payload, now));
        return;
      case 'chose':
        await this.handleChoice(event, payload);
        return;
      case 'text':
        await this.handleText(event, payload);
    }
  }

  /** A pressed button is its command, typed by who pressed it. One of another conversation is forged: nothing happens. */
  private async handleChoice(event: InboxEvent, payload: Extract<Payload, { kind: 'chose' }>): Promise<void> {
    const { stores } = this.parts.database;
    const message = await stores.conversations.findMessage(payload.messageId);
    const conversation = await stores.conversations.findConversation(event.conversationId);
    const own = message?.conversationId === event.conversationId ? message : undefined;
    const command = parseCommand(own?.details?.choices?.[payload.choice]?.command ?? '');
    const actor = conversation && (await this.actorOf(conversation, payload));
    const now = this.parts.clock.now();
    await this.commit(event, async (inside) => {
      if (actor && command) await runCommand({ stores: inside, now }, actor, command);
    });
  }

  private async handleText(event: InboxEvent, payload: Extract<Payload, { kind: 'text' }>): Promise<void> {
    const { database, clock } = this.parts;
    const { conversations, tickets } = database.stores;
    const now = clock.now();
    const conversation = await conversations.findConversation(event.conversationId);
    const message = await conversations.findMessage(payload.messageId);
    if (!conversation || !message)
      throw new DeskError('not_found', 'the message of an event is gone', { expected: false });
    const actor = await this.actorOf(conversation, payload);
    const command = parseCommand(message.text);
    const asksDesk = command !== undefined && command !== 'unknown' && command.name === 'vraag' && command.text !== '';
    if (command && !asksDesk) {
      await this.commit(event, (stores) => runCommand({ stores, now }, actor, command));
      return;
    }
    const { person } = actor;
    if (!asksDesk && person && conversation.currentTicketId !== null && may(person, 'work_on_ticket')) {
      await this.commit(event, (stores) => relayToMember({ stores, now }, person, conversation, message));
      return;
    }
    const asked = asksDesk ? { ...message, text: command.text } : message;
    const taken = asksDesk ? undefined : await takenTicketOf(tickets, conversation.id);
    // What an advisor will get is not looked up; after the end of a ticket a new question may follow.
    const forDesk = taken === undefined || taken.state === 'resolved';
    if (!taken) this.parts.showTyping?.(conversation.channel, conversation.key);
    const decided = forDesk ? await this.decide(asked, message, conversation) : undefined;
    let answered: Decision | undefined;
    const done = await this.commit(event, async (stores) => {
      // From here on nobody takes the ticket over until this is committed: the desk answers, or the advisor does.
      await stores.conversations.lockConversation(conversation.id);
      if (!asksDesk && (await relayToAdvisor({ stores, now }, message, recogniseIntent(message.text)))) return;
      if (!decided) throw new DeskError('busy', 'the advisor let go of the ticket at this moment');
      await react(stores, event, decided.decision, decided.language, now);
      answered = decided.decision;
    });
    if (done && answered) this.parts.onHandled?.({ conversationId: event.conversationId, decision: answered });
  }

  /** @param asked the message, or what of it is the question */
  private async decide(asked: Message, message: Message, { language }: Conversation) {
    const { database, index, clock } = this.parts;
    return decide(asked, await transcriptUpTo(database.stores, message), language, index, clock.now());
  }

  private async actorOf(conversation: Conversation, payload: { senderKey?: string | undefined }): Promise<Actor> {
    const senderKey = payload.senderKey ?? conversation.key;
    const { people } = this.parts.database.stores;
    const person = await people.findPersonByIdentity(conversation.channel, senderKey);
    if (person) await people.touchIdentity(conversation.channel, senderKey, conversation.id, this.parts.clock.now());
    return { person, conversation, senderKey };
  }

  /** A question that cannot be handled becomes a ticket, so that nobody waits for nothing. */
  private async handOver(event: InboxEvent): Promise<void> {
    const { clock, logger } = this.parts;
    const payload = payloadSchema.safeParse(JSON.parse(event.payload)).data;
    const now = clock.now();
    await this.commit(event, async (stores) => {
      await stores.conversations.lockConversation(event.conversationId);
      const conversation = await stores.conversations.findConversation(event.conversationId);
      if (!conversation) return;
      const message = payload?.kind === 'text' ? await stores.conversations.findMessage(payload.messageId) : undefined;
      // A command, or what an advisor wrote to a member, is no question: whoever gave it tries again.
      if (
        payload?.kind === 'chose' ||
        (message && (parseCommand(message.text) || conversation.currentTicketId !== null))
      ) {
        const voice = new Voice(stores, conversation, now);
        await voice.say(voice.wording.queue.tryAgain);
        return;
      }
      if (!message || (await relayToAdvisor({ stores, now }, message, { kind: 'question' }))) return;
      const decision: Decision = {
        kind: 'escalate',
        reason: 'failure',
        questionMessageId: message.id,
        question: message.text,
        ranked: [],
      };
      await react(stores, event, decision, conversation.language, now);
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

/** What the inbox keeps of an event: the text itself stands in the transcript. */
function payloadOf({ action, senderKey }: InboundEvent, messageId: string): Payload {
  const sender = senderKey === undefined ? {} : { senderKey };
  switch (action.kind) {
    case 'text':
      return { kind: 'text', messageId, ...sender };
    case 'chose':
      return { ...action, ...sender };
    case 'opened':
    case 'rated':
      return action;
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
