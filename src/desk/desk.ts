import type { InboxEvent } from '../delivery/inbox.ts';
import type { Clock } from '../kernel/clock.ts';
import { DeskError, toDeskError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Transactor } from '../kernel/transaction.ts';
import type { Regions } from '../people/regions.ts';
import type { DueTask } from '../queue/due-task.ts';
import type { KnowledgeIndex } from '../retrieval/knowledge-index.ts';
import { acceptFiles } from './attachments.ts';
import { messageByRef, takeBack } from './changes.ts';
import type { InboundEvent, Receiver } from './channel.ts';
import { parseCommand } from './commands.ts';
import { conversationMeant } from './conversation-meant.ts';
import type { Decision } from './decide.ts';
import type { DocumentReading } from './documents/read-sent.ts';
import { type EventContext, workIn } from './event-context.ts';
import { type Payload, payloadOf, payloadSchema } from './event-payload.ts';
import { filesTaken } from './files-taken.ts';
import { reactInGroup } from './group.ts';
import { handleChoice, handleEdit, handleText } from './handle-event.ts';
import { doTask } from './queue/do-task.ts';
import { relayToAdvisor } from './queue/relay.ts';
import { type Reaction, react, reactToOpening, reactToRating, reactToUnsupported } from './react.ts';
import { showSource } from './show-source.ts';
import type { Signature } from './signature.ts';
import type { DeskStores } from './stores.ts';
import { Voice } from './voice.ts';

/** Longest message that a member can send, in characters. */
const maxMessageLength = 10_000;

/** After this many failed attempts a question goes to a human instead. */
const attemptsBeforeHandOver = 3;

/** How soon, in milliseconds, and how often something is tried again that only has to wait for a moment. */
const busyPauseMs = 100;
const busyAttempts = 300;

/** Longest pause before a task that failed is tried again, in milliseconds. */
const longestTaskPauseMs = 15 * 60_000;

/** What holds no question: when it fails, its sender is asked to try it again. */
const triedAgain: ReadonlySet<Payload['kind']> = new Set(['chose', 'source', 'edited', 'deleted']);

/** What happened to one message, for figures; holds no text. */
export interface Handled {
  conversationId: string;
  decision: Decision;
}

/** Everything the desk works with. */
export interface DeskParts {
  database: Transactor<DeskStores>;
  index: KnowledgeIndex;
  /** Where places lie, and whose they are. */
  regions: Regions;
  /** With what documents that are sent for the archive are read. */
  documents: DocumentReading;
  /** Under whose name advisors write to members. */
  signature: Signature;
  clock: Clock;
  logger: Logger;
  /** Called when something new waits to be handled or to be sent. */
  wake(): void;
  /** Shows the member that the desk is working; costs nothing when the channel cannot. */
  showTyping?(channel: string, conversationKey: string): void;
  /** Whether this channel opens places for tickets in a group of advisors. */
  holdsRooms(channel: string): boolean;
  /** Called after a message was handled. */
  onHandled?(handled: Handled): void;
}

/** The desk: stores what comes in, decides, and writes what follows from it, each in one transaction. */
export class Desk implements Receiver {
  private readonly parts: DeskParts;
  private readonly context: EventContext;

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.context = { ...parts, commit: (event, reaction) => this.commit(event, reaction) };
  }

  async receive(channel: string, event: InboundEvent): Promise<{ duplicate: boolean }> {
    const { database, clock } = this.parts;
    const { action } = event;
    if (action.kind === 'text' || action.kind === 'edited') checkText(action);
    const files = action.kind === 'text' ? await filesTaken(database.stores, channel, event, action) : [];
    const { accepted: attachments, refused } = await acceptFiles(files);
    const now = clock.now();
    const isNew = await database.transaction(async (stores) => {
      const { conversationKey, audience } = event;
      const there = await stores.conversations.openConversation(channel, conversationKey, now, audience);
      const conversation = await conversationMeant(stores, there, action);
      const messageId = newId();
      const isNew = await stores.inbox.acceptEvent({
        channel,
        eventId: event.eventId,
        conversationId: conversation.id,
        payload: JSON.stringify(payloadOf(event, messageId, refused)),
        receivedAt: now,
      });
      if (isNew && action.kind === 'text') {
        const { ref, replyToRef } = action;
        const repliedTo =
          replyToRef === undefined ? undefined : await messageByRef(stores, conversation.id, replyToRef);
        await stores.conversations.appendMessage({
          id: messageId,
          conversationId: conversation.id,
          author: 'member',
          text: action.text.trim() === '' ? '' : action.text,
          details: null,
          replyToId: repliedTo?.id ?? null,
          attachments,
          createdAt: now,
        });
        await stores.conversations.addRefs(conversation.id, messageId, ref === undefined ? [] : [ref]);
      }
      return isNew;
    });
    this.parts.wake();
    return { duplicate: !isNew };
  }

  async moved(channel: string, from: string, to: string): Promise<void> {
    await this.parts.database.transaction(async ({ conversations, rooms }) => {
      const group = await conversations.findConversationByKey(channel, from);
      if (!group || !(await conversations.rekeyConversation(channel, from, to))) return;
      // Where it is now, messages are numbered anew.
      await conversations.forgetRefs(group.id);
      for (const { conversationId } of await rooms.roomsIn(group.id)) {
        const key = (await conversations.findConversation(conversationId))?.key ?? '';
        // Where the key of a place does not begin with that of its group, it has one of its own that stays.
        const rest = key.startsWith(from) ? key.slice(from.length) : '';
        if (!/^\D/.test(rest)) continue;
        await conversations.rekeyConversation(channel, key, to + rest);
        await conversations.forgetRefs(conversationId);
      }
    });
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
        if (await stores.agenda.endTask(task.seq)) await doTask(workIn(this.parts, stores, clock.now()), task);
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
        await this.commit(event, (stores) => reactToOpening(stores, event, payload.asked ?? false, now));
        return;
      case 'source':
        await this.commit(event, (stores) => showSource(stores, event.conversationId, payload, now));
        return;
      case 'rated':
        await this.commit(event, (stores) => reactToRating(workIn(this.parts, stores, now), event, payload));
        return;
      case 'chose':
        await handleChoice(this.context, event, payload);
        return;
      case 'text':
        await handleText(this.context, event, payload);
        return;
      case 'edited':
        await handleEdit(this.context, event, payload);
        return;
      case 'deleted':
        await this.commit(event, (stores) =>
          takeBack(workIn(this.parts, stores, now), event.conversationId, payload.ref),
        );
        return;
      case 'unsupported':
        await this.commit(event, (stores) => reactToUnsupported(stores, event, payload.what, now));
    }
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
      // A command, a change, or what an advisor wrote to a member, is no question: whoever gave it tries again.
      if (
        (payload && triedAgain.has(payload.kind)) ||
        (message &&
          (message.text === '' ||
            parseCommand(message.text) ||
            conversation.currentTicketId !== null ||
            conversation.audience === 'advisors'))
      ) {
        const voice = new Voice(stores, conversation, now);
        await voice.say(voice.wording.queue.tryAgain);
        return;
      }
      if (!message || (await relayToAdvisor(workIn(this.parts, stores, now), message, { kind: 'question' }))) return;
      const decision: Decision = {
        kind: 'escalate',
        reason: 'failure',
        questionMessageId: message.id,
        question: message.text,
        ranked: [],
      };
      const senderKey = (payload?.kind === 'text' ? payload.senderKey : undefined) ?? conversation.key;
      const { language } = conversation;
      const work = workIn(this.parts, stores, now);
      if (conversation.audience === 'private') await react(work, event, decision, language);
      else await reactInGroup(work, event, decision, { group: conversation, message, senderKey }, language);
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

function checkText(action: Extract<InboundEvent['action'], { text: string }>): void {
  const { text } = action;
  if (action.kind === 'text' && text.trim() === '' && (action.files ?? []).length === 0 && !action.fetchFiles) {
    throw new DeskError('message_empty', 'Uw bericht is leeg. Typ eerst uw vraag.');
  }
  if (text.length > maxMessageLength) {
    throw new DeskError(
      'message_too_long',
      `Uw bericht is te lang: ${text.length} tekens. Maak het korter dan ${maxMessageLength} tekens, of stuur het in delen.`,
    );
  }
}
