import type { InboxEvent } from '../delivery/inbox.ts';
import { DeskError } from '../kernel/errors.ts';
import { may } from '../people/permissions.ts';
import type { Person } from '../people/person.ts';
import { editInside, runAmongAdvisors } from './among-advisors.ts';
import { changeText, isNewestQuestion, ownMessage } from './changes.ts';
import { parseCommand, questionIn } from './commands.ts';
import type { Conversation, Message } from './conversation.ts';
import type { Decision } from './decide.ts';
import { readSent } from './documents/read-sent.ts';
import { isForArchive, mayBeForArchive, proposeDocuments } from './documents/sent-documents.ts';
import { actorOf, decideOn, type EventContext, lookBack, workIn } from './event-context.ts';
import type { PayloadOf } from './event-payload.ts';
import { reactInGroup } from './group.ts';
import { handleInGroup } from './handle-in-group.ts';
import { recogniseIntent } from './intent.ts';
import { writeInTicket } from './queue/companions.ts';
import { typedMark } from './queue/judgement.ts';
import { addressedTicket, relayToAdvisor, takenTicketOf } from './queue/relay.ts';
import { endedTicketRepliedTo, reopenWith } from './queue/reopen.ts';
import { runCommand } from './queue/run-command.ts';
import { type Reaction, react, reactToFiles, reactToRefusedFiles } from './react.ts';
import type { DeskStores } from './stores.ts';
import { Voice } from './voice.ts';

/** From this long on a wait is worth a word, in milliseconds. */
const lateMs = 2 * 60 * 60_000;

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
    // In an ordinary group there is no such button: it is forged.
    if (!actor || !command || conversation.audience === 'group') return;
    const work = workIn(context, stores, now);
    if (conversation.audience === 'private') await runCommand(work, actor, command, null);
    else {
      const about = own?.replyToId ? await stores.conversations.findMessage(own.replyToId) : undefined;
      await runAmongAdvisors(work, actor, command, about ?? null);
    }
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
  if (conversation.audience !== 'private') {
    await handleInGroup(context, actor, message, event, commit);
    return;
  }
  const marked = await typedMark(conversations, message);
  const command = marked ?? parseCommand(message.text);
  const asked = marked ? undefined : questionIn(message.text);
  const question = { ...message, text: asked ?? message.text };
  if (command && asked === undefined) {
    if (person && isForArchive(person, message)) {
      await proposeFiles(context, conversation, person, message, commit);
      return;
    }
    await commit(async (stores) => {
      await runCommand(workIn(context, stores, now), actor, command, message);
      const goesAlong = command !== 'unknown' && command.name === 'antwoord';
      if (message.attachments.length === 0 || goesAlong) return;
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
  if (!asksDesk && person && mayBeForArchive(person, message, payload.refused)) {
    const taken = await takenTicketOf(context.database.stores, message);
    if (!taken || taken.state === 'resolved') {
      await proposeFiles(context, conversation, person, message, commit);
      return;
    }
  }
  const sentAt = payload.sentAt ?? null;
  await answerOrRelay(context, conversation, { message, question, asksDesk, sentAt }, event, commit);
}

/**
 * Reads what a board member sent, before the transaction that shows it to them. Unless they said that it is for the archive,
 * their own advisor, if any, has the first say.
 */
async function proposeFiles(
  context: EventContext,
  conversation: Conversation,
  person: Person,
  message: Message,
  commit: (reaction: Reaction) => Promise<boolean>,
): Promise<void> {
  const { database, documents, clock } = context;
  context.showTyping?.(conversation.channel, conversation.key);
  const sent = await readSent(message, documents, database.stores.conversations);
  await commit(async (stores) => {
    const work = workIn(context, stores, clock.now());
    await stores.conversations.lockConversation(conversation.id);
    const meant = isForArchive(person, message);
    if (!meant && (await relayToAdvisor(work, message, recogniseIntent(message.text)))) return;
    await proposeDocuments(work, person, message, sent);
  });
}

/** What a member wrote, and what of it is asked. */
interface Asked {
  message: Message;
  question: Message;
  /** They said that the desk is meant, whoever else is talking with them. */
  asksDesk: boolean;
  /** When the platform took it in; null when it did not wait there. */
  sentAt: number | null;
}

/** A word of apology where a question waited for hours at the platform, once for all that waited there. */
async function apologise(stores: DeskStores, conversation: Conversation, sentAt: number, now: number): Promise<void> {
  if (now - sentAt < lateMs) return;
  const recent = await stores.conversations.recentMessages(conversation.id, lookBack);
  if (recent.some(({ author, createdAt }) => author === 'desk' && createdAt > sentAt)) return;
  const voice = new Voice(stores, conversation, now);
  await voice.say(voice.wording.late);
}

async function answerOrRelay(
  context: EventContext,
  conversation: Conversation,
  { message, question, asksDesk, sentAt }: Asked,
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
      const { decision, language } = decided;
      if (sentAt !== null) await apologise(stores, { ...conversation, language }, sentAt, now);
      await react(workIn(context, stores, now), event, decision, language);
      answered = decision;
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
  const changes = message ? message.text !== text && (text !== '' || message.attachments.length > 0) : false;
  const actor = conversation && (await actorOf(context, conversation, payload));
  if (actor?.conversation.audience === 'advisors' && (changes || !message)) {
    await context.commit(event, (inside) => editInside(workIn(context, inside, now), actor, message, text));
    return;
  }
  if (!actor || !conversation || !message || !changes) {
    await context.commit(event, async () => {});
    return;
  }
  const forArchive = conversation.audience === 'private' && mayBeForArchive(actor.person, { ...message, text }, []);
  const question = forArchive ? '' : (questionIn(text) ?? '');
  const asksAnew = question !== '' && (await isNewestQuestion(stores, message));
  const decided = asksAnew ? await decideOn(context, { ...message, text: question }, conversation) : undefined;
  let answered: Decision | undefined;
  const done = await context.commit(event, async (inside) => {
    const work = workIn(context, inside, now);
    await changeText(work, message, text);
    if (!decided) return;
    // An advisor may have taken over since it was written.
    const edited = { ...message, text };
    if (question === text && (await relayToAdvisor(work, edited, recogniseIntent(text)))) return;
    const { decision, language } = decided;
    const said = { group: conversation, message: edited, senderKey: payload.senderKey ?? conversation.key };
    if (conversation.audience === 'group') await reactInGroup(work, event, decision, said, language);
    else await react(work, event, decision, language);
    answered = decision;
  });
  if (done && answered) context.onHandled?.({ conversationId: conversation.id, decision: answered });
}
