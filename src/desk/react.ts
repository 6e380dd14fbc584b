import type { RankedSource } from '../answering/answer.ts';
import type { InboxEvent } from '../delivery/inbox.ts';
import { newId } from '../kernel/ids.ts';
import type { Language } from '../knowledge/document.ts';
import { defaultRules } from '../queue/agenda.ts';
import { expectedAnswer } from '../queue/expected-answer.ts';
import { expertisesOf } from '../queue/routing.ts';
import type { EscalationReason, Ticket } from '../queue/ticket.ts';
import type { RefusedFile } from './attachments.ts';
import type { Unsupported } from './channel.ts';
import { questionIn } from './commands.ts';
import type { Conversation, Message } from './conversation.ts';
import type { Decision } from './decide.ts';
import { firstQuestion, joined, knownIntake, questionAfterMore, takeAnswer } from './queue/intake.ts';
import { offerOn } from './queue/offers.ts';
import { reopenWith } from './queue/reopen.ts';
import { addToTicket, openTicketsOf, type Work } from './queue/work.ts';
import { sameWords } from './same-words.ts';
import { sayAnswer } from './say-answer.ts';
import type { DeskStores } from './stores.ts';
import { plain, Voice } from './voice.ts';

/** Effects of one event, inside the transaction that ends it. */
export type Reaction = (stores: DeskStores) => Promise<void>;

/** How far back files are looked for that belong to a question. */
const shortAgo = { messages: 10, ms: 60 * 60_000 };

/** How far back messages are looked for that did not arrive. */
const lookBackForUndelivered = 50;

/** How many passages a ticket keeps for the advisor. */
const consulted = 5;

/** From how many of the newest tickets is told how long an answer takes. */
const lookedBackOn = 40;

/** Writes what follows from a decision: the reply, the ticket, and what is to be sent. */
export async function react(work: Work, event: InboxEvent, decision: Decision, language: Language): Promise<void> {
  const { stores, now } = work;
  const conversation = await stores.conversations.findConversation(event.conversationId);
  if (!conversation) return;
  if (conversation.language !== language) await stores.conversations.updateConversation(conversation.id, { language });
  const desk = new Voice(stores, { ...conversation, language }, now);
  switch (decision.kind) {
    case 'answer':
      await sayAnswer(desk, decision, true);
      return;
    case 'escalate':
      await escalate(work, desk, decision, language);
      return;
    case 'tell_more':
      await tellMore(work, desk, decision, language);
      return;
    case 'decline':
      await desk.say(desk.wording.declined, { ...plain, outcome: 'declined' });
      return;
    case 'say':
      await desk.say(desk.wording[decision.what], plain);
      return;
    case 'rate':
      if (decision.messageId === null) await desk.say(desk.wording.nothingToRate, plain);
      else await rate(work, desk, decision.messageId, decision.helpful);
      return;
    case 'reopen': {
      const message = await stores.conversations.findMessage(decision.messageId);
      if (!message || (await reopenWith(work, desk, decision.ticket, message))) return;
      const question = { questionMessageId: message.id, question: message.text, ranked: [] };
      await escalate(work, desk, { reason: 'human_requested', ...question }, language);
      return;
    }
    case 'intake': {
      if (await takeAnswer(work, desk, decision)) return;
      const { ticket, messageId, answer } = decision;
      if (answer === null) return;
      const told = { kind: 'tell_more' as const, ticket, questionMessageId: messageId, question: answer };
      await tellMore(work, desk, told, language);
    }
  }
}

/** A member opened the conversation: they are told who answers, once unless they asked for it. */
export async function reactToOpening(
  stores: DeskStores,
  event: InboxEvent,
  asked: boolean,
  now: number,
): Promise<void> {
  const conversation = await stores.conversations.findConversation(event.conversationId);
  if (!conversation || (conversation.disclosedAt !== null && !asked)) return;
  await stores.conversations.updateConversation(conversation.id, { disclosedAt: now });
  const desk = new Voice(stores, { ...conversation, disclosedAt: now }, now);
  await desk.say(desk.wording.welcome, plain);
  await tellAgain(stores, conversation, now);
}

/** What was said about tickets under way and could not be delivered, such as before a platform let us write first. */
async function tellAgain(stores: DeskStores, { id, channel }: Conversation, now: number): Promise<void> {
  const active = new Set((await stores.tickets.activeTicketsOf(id)).map((ticket) => ticket.id));
  const recent = await stores.conversations.recentMessages(id, lookBackForUndelivered);
  const about = recent.filter(({ ticketId, deletedAt }) => ticketId !== null && active.has(ticketId) && !deletedAt);
  const endings = await stores.outbox.endingsOf(about.map((message) => message.id));
  for (const message of about) {
    if (endings.get(message.id)?.ending !== 'undeliverable') continue;
    await stores.outbox.enqueue({ channel, conversationId: id, messageId: message.id, createdAt: now });
  }
}

/** A member pressed a button under an answer. */
export async function reactToRating(
  work: Work,
  event: InboxEvent,
  rating: { messageId: string; helpful: boolean },
): Promise<void> {
  const { stores, now } = work;
  const conversation = await stores.conversations.findConversation(event.conversationId);
  const message = await stores.conversations.findMessage(rating.messageId);
  // A button of somebody else's conversation: forged, or from before a move. Nothing happens.
  if (!conversation || message?.conversationId !== conversation.id || message.details?.ratable !== true) return;
  const desk = new Voice(stores, conversation, now);
  await rate(work, desk, message.id, rating.helpful);
}

async function rate(work: Work, desk: Voice, messageId: string, helpful: boolean): Promise<void> {
  const { stores } = work;
  if (!(await stores.conversations.rateMessage(messageId, helpful))) return;
  if (helpful) {
    await desk.say(desk.wording.helped, plain);
    return;
  }
  const answer = await stores.conversations.findMessage(messageId);
  const answers = answer?.details?.answers;
  const question = answers === undefined ? undefined : await stores.conversations.findMessage(answers);
  if (!answer || !question) return;
  if (question.deletedAt !== null) {
    await desk.say(desk.wording.questionGone, plain);
    return;
  }
  const ranked = (answer.details?.citations ?? []).map((citation) => ({ ...citation, text: citation.quote }));
  await escalate(
    work,
    desk,
    {
      reason: 'not_helpful',
      questionMessageId: question.id,
      question: questionIn(question.text) ?? question.text,
      ranked,
    },
    desk.conversation.language,
  );
}

/** Says which files of a message are not passed on, and why. */
export async function reactToRefusedFiles(
  stores: DeskStores,
  conversationId: string,
  refused: readonly RefusedFile[],
  now: number,
): Promise<void> {
  if (refused.length === 0) return;
  const desk = await Voice.in(stores, conversationId, now);
  await desk?.say(desk.wording.queue.filesRefused(refused));
}

/** Says where the files of a member's message are while nobody has the ticket. What an advisor gets needs no word. */
export async function reactToFiles(
  stores: DeskStores,
  { id, conversationId, text, attachments }: Message,
  now: number,
): Promise<void> {
  if (attachments.length === 0 || (await stores.conversations.relaysOf(id)).length > 0) return;
  const desk = await Voice.in(stores, conversationId, now);
  if (!desk) return;
  const { queue } = desk.wording;
  const ticket = (await openTicketsOf(stores, conversationId)).at(-1);
  if (!ticket) {
    await desk.say(text === '' ? queue.fileNeedsQuestion : queue.filesNotRead);
    return;
  }
  if (ticket.messageId !== id) await addToTicket({ stores, now }, ticket, id);
  await desk.tell(ticket, queue.filesKept(ticket.number));
}

/** A message that only its own platform can show is passed on to nobody, and its sender hears so. */
export async function reactToUnsupported(
  stores: DeskStores,
  event: InboxEvent,
  what: Unsupported,
  now: number,
): Promise<void> {
  const desk = await Voice.in(stores, event.conversationId, now);
  await desk?.say(desk.wording.queue.unsupported[what]);
}

interface Escalation {
  reason: EscalationReason;
  questionMessageId: string;
  question: string;
  ranked: readonly RankedSource[];
  bare?: true;
}

async function escalate(work: Work, desk: Voice, escalation: Escalation, language: Language): Promise<void> {
  const { stores, now } = work;
  const open = await stores.tickets.activeTicketsOf(desk.conversation.id);
  const same = open.find((ticket) => sameWords(ticket.question, escalation.question));
  if (same) {
    await stores.tickets.appendEvent({ ticketId: same.id, kind: 'asked_again', actor: 'member', at: now });
    await desk.announce(same, desk.wording.alreadyAsked(same.number));
    return;
  }
  const ticket = await stores.tickets.openTicket({
    id: newId(),
    conversationId: desk.conversation.id,
    messageId: escalation.questionMessageId,
    question: escalation.question,
    language,
    reason: escalation.reason,
    passages: escalation.ranked.slice(0, consulted),
    expertises: expertisesOf(escalation.question),
    intake: await knownIntake(work, desk.conversation),
    createdAt: now,
  });
  await stores.conversations.setTicket(escalation.questionMessageId, ticket.id);
  await bringFiles(stores, ticket, now);
  await offerOn(work, ticket);
  if (escalation.bare) {
    await desk.announce(ticket, desk.wording.whatForAdvisor(ticket.number), { awaits: 'advisor_question' });
    return;
  }
  const { parts, more } = firstQuestion(desk, ticket);
  const announcement = desk.wording.escalated(escalation.reason, ticket.number);
  await desk.announce(ticket, joined([`${announcement} ${await expectation(work, desk)}`, ...parts]), more);
}

/** Files that the member sent just before they asked belong to the question; not what came with a command or is for the archive. */
async function bringFiles({ conversations, documentDrafts }: DeskStores, ticket: Ticket, now: number): Promise<void> {
  for (const message of await conversations.recentMessages(ticket.conversationId, shortAgo.messages)) {
    const { id, author, text, attachments, ticketId, createdAt } = message;
    const own = author === 'member' && questionIn(text) !== undefined;
    const loose = own && attachments.length > 0 && ticketId === null;
    if (!loose || now - createdAt > shortAgo.ms || (await documentDrafts.draftsOf(id)).length > 0) continue;
    await conversations.setTicket(id, ticket.id);
  }
}

/**
 * What a member wants to ask an advisor stands in the transcript already; the ticket notes that it came. A ticket that has
 * ended meanwhile takes nothing any more: then it is a question of its own.
 */
async function tellMore(
  work: Work,
  desk: Voice,
  told: Extract<Decision, { kind: 'tell_more' }>,
  language: Language,
): Promise<void> {
  const active = await work.stores.tickets.activeTicketsOf(desk.conversation.id);
  const ticket = active.find(({ number, state }) => number === told.ticket && state !== 'resolved');
  if (!ticket) {
    const { questionMessageId, question } = told;
    await escalate(work, desk, { reason: 'human_requested', questionMessageId, question, ranked: [] }, language);
    return;
  }
  await addToTicket(work, ticket, told.questionMessageId);
  const { parts, more } = await questionAfterMore(work, desk, ticket);
  await desk.announce(ticket, joined([desk.wording.toldMore(ticket.number), ...parts]), more);
}

/** How long an answer takes, from how long it took before. */
async function expectation({ stores, now }: Work, desk: Voice): Promise<string> {
  const { hours } = defaultRules;
  return desk.wording.queue.intake.expected(expectedAnswer(await stores.tickets.answerTimes(lookedBackOn), now, hours));
}
