import type { InboxEvent } from '../delivery/inbox.ts';
import { DeskError } from '../kernel/errors.ts';
import { may } from '../people/permissions.ts';
import { changeText, isNewestQuestion, ownMessage } from './changes.ts';
import { parseCommand, questionIn } from './commands.ts';
import type { Conversation, Message } from './conversation.ts';
import { type Decision, decide } from './decide.ts';
import type { DeskParts } from './desk.ts';
import type { PayloadOf } from './event-payload.ts';
import { recogniseIntent } from './intent.ts';
import { writeInTicket } from './queue/companions.ts';
import { typedMark } from './queue/judgement.ts';
import type { Actor } from './queue/order.ts';
import { addressedTicket, relayToAdvisor, takenTicketOf } from './queue/relay.ts';
import { endedTicketRepliedTo, reopenWith } from './queue/reopen.ts';
import { runCommand } from './queue/run-command.ts';
import type { CommandWork } from './queue/work.ts';
import { type Reaction, react, reactToFiles, reactToRefusedFiles } from './react.ts';
import type { DeskStores } from './stores.ts';
import { Voice } from './voice.ts';

/** How many messages of a conversation are looked back on. */
const lookBack = 30;

/** What handling an event works with. */
export interface EventContext extends DeskParts {
  /** Runs a reaction and ends the event in one transaction; false, and nothing done, when the event had ended before. */
  commit(event: InboxEvent, reaction: Reaction): Promise<boolean>;
}

/** A pressed button is its command, typed by who pressed it. One of another conversation is forged: nothing happens. */
export async function handleChoice(
  context: EventContext,
  event: InboxEvent,
  payload: PayloadOf<'chose'>,
): Promise<void> {
  const { conversations } = context.database.stores;
  const message = await conversations.findMessage(payload.messageId);
  const conversation = await conversations.findConversation(event.conversationId);
  const own = message?.conversationId === event.conversationId ? message : undefined;
  const command = parseCommand(own?.details?.choices?.[payload.choice]?.command ?? '');
  const actor = conversation && (await actorOf(context, conversation, payload));
  const now = context.clock.now();
  await context.commit(event, async (stores) => {
    if (actor && command) await runCommand(workIn(context, stores, now), actor, command);
  });
}

/** A text is a command, a word in a ticket, or something for the desk itself; its files go the same way. */
export async function handleText(context: EventContext, event: InboxEvent, payload: PayloadOf<'text'>): Promise<void> {
  const { conversations } = context.database.stores;
  const now = context.clock.now();
  const conversation = await conversations.findConversation(event.conversationId);
  const message = await conversations.findMessage(payload.messageId);
  if (!conversation || !message) {
    throw new DeskError('not_found', 'the message of an event is gone', { expected: false });
  }
  const commit = (reaction: Reaction) =>
    context.commit(event, async (stores) => {
      await reaction(stores);
      await reactToRefusedFiles(stores, conversation.id, payload.refused, now);
    });
  const actor = await actorOf(context, conversation, payload);
  const { person } = actor;
  const marked = await typedMark(conversations, message);
  const command = marked ?? parseCommand(message.text);
  const asked = marked ? undefined : questionIn(message.text);
  if (command && asked === undefined) {
    await commit(async (stores) => {
      await runCommand(workIn(context, stores, now), actor, command);
      if (message.attachments.length === 0) return;
      const desk = await Voice.in(stores, conversation.id, now);
      await desk?.say(desk.wording.queue.filesWithCommand);
    });
    return;
  }
  const asksDesk = command !== undefined;
  if (!asksDesk && person && may(person, 'work_on_ticket')) {
    const { stores } = context.database;
    const addressed = await addressedTicket(workIn(context, stores, now), conversation, message);
    if (addressed) {
      await commit((inside) => writeInTicket(workIn(context, inside, now), person, conversation, message));
      return;
    }
  }
  const intent = recogniseIntent(message.text);
  const ended = asksDesk ? undefined : await endedTicketRepliedTo(context.database.stores, message, intent);
  if (ended) {
    await commit(async (stores) => {
      const desk = new Voice(stores, conversation, now);
      await reopenWith(workIn(context, stores, now), desk, ended.number, message);
    });
    return;
  }
  const question = { ...message, text: asked ?? message.text };
  await answerOrRelay(context, conversation, { message, question, asksDesk }, event, commit);
}

async function answerOrRelay(
  context: EventContext,
  conversation: Conversation,
  { message, question, asksDesk }: { message: Message; question: Message; asksDesk: boolean },
  event: InboxEvent,
  commit: (reaction: Reaction) => Promise<boolean>,
): Promise<void> {
  const now = context.clock.now();
  const taken = asksDesk ? undefined : await takenTicketOf(context.database.stores, message);
  // What an advisor will get is not looked up; after the end of a ticket a new question may follow.
  const forDesk = question.text !== '' && (taken === undefined || taken.state === 'resolved');
  if (forDesk && !taken) context.showTyping?.(conversation.channel, conversation.key);
  const decided = forDesk ? await decideOn(context, question, conversation) : undefined;
  let answered: Decision | undefined;
  const done = await commit(async (stores) => {
    // From here on nobody takes the ticket over until this is committed: the desk answers, or the advisor does.
    await stores.conversations.lockConversation(conversation.id);
    if (!asksDesk && (await relayToAdvisor(workIn(context, stores, now), message, recogniseIntent(message.text))))
      return;
    if (question.text !== '') {
      if (!decided) throw new DeskError('busy', 'the advisor let go of the ticket at this moment');
      await react(workIn(context, stores, now), event, decided.decision, decided.language);
      answered = decided.decision;
    }
    await reactToFiles(stores, message, now);
  });
  if (done && answered) context.onHandled?.({ conversationId: conversation.id, decision: answered });
}

/**
 * Somebody changed a message of their own: the change follows it to where it was relayed, and into its ticket. A newest
 * question that the desk answered itself is answered anew.
 */
export async function handleEdit(
  context: EventContext,
  event: InboxEvent,
  payload: PayloadOf<'edited'>,
): Promise<void> {
  const { stores } = context.database;
  const now = context.clock.now();
  const conversation = await stores.conversations.findConversation(event.conversationId);
  const message = await ownMessage(stores, event.conversationId, payload.ref);
  const text = payload.text.trim() === '' ? '' : payload.text;
  // A caption can be taken away; a text that is emptied stays, until it is taken back.
  if (!conversation || !message || message.text === text || (text === '' && message.attachments.length === 0)) {
    await context.commit(event, async () => {});
    return;
  }
  const question = questionIn(text) ?? '';
  const asksAnew = question !== '' && (await isNewestQuestion(stores, message));
  const decided = asksAnew ? await decideOn(context, { ...message, text: question }, conversation) : undefined;
  let answered: Decision | undefined;
  const done = await context.commit(event, async (inside) => {
    const work = workIn(context, inside, now);
    await changeText(work, message, text);
    if (!decided) return;
    // An advisor may have taken over since it was written.
    const relayed = question === text && (await relayToAdvisor(work, { ...message, text }, recogniseIntent(text)));
    if (relayed) return;
    await react(work, event, decided.decision, decided.language);
    answered = decided.decision;
  });
  if (done && answered) context.onHandled?.({ conversationId: conversation.id, decision: answered });
}

async function actorOf(
  { database, clock }: EventContext,
  conversation: Conversation,
  payload: { senderKey?: string | undefined },
): Promise<Actor> {
  const senderKey = payload.senderKey ?? conversation.key;
  const { people } = database.stores;
  const person = await people.findPersonByIdentity(conversation.channel, senderKey);
  if (person) await people.touchIdentity(conversation.channel, senderKey, conversation.id, clock.now());
  return { person, conversation, senderKey };
}

async function decideOn(context: EventContext, message: Message, { id, language }: Conversation) {
  const { database, index, regions, clock } = context;
  const { conversations, tickets } = database.stores;
  const recent = await conversations.recentMessages(id, lookBack);
  const transcript = recent.filter((other) => other.seq <= message.seq || other.author === 'desk');
  const open = (await tickets.activeTicketsOf(id)).filter(({ state }) => state === 'open');
  return decide(message, { transcript, language, open, regions, now: clock.now() }, index);
}

/** Work on the queue inside a transaction. */
export function workIn(
  { regions, index }: Pick<DeskParts, 'regions' | 'index'>,
  stores: DeskStores,
  now: number,
): CommandWork {
  return { stores, now, regions, index };
}
