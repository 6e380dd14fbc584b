import type { Language } from '../../knowledge/document.ts';
import { defaultRules } from '../../queue/agenda.ts';
import type { Ticket, TicketEvent } from '../../queue/ticket.ts';
import { parseCommand } from '../commands.ts';
import type { Message } from '../conversation.ts';
import { shorten } from '../wording/label.ts';
import { wordings } from '../wording/wordings.ts';
import { writerLabel } from '../writer-label.ts';
import { similarTickets } from './similar-tickets.ts';
import { memberNameOf, nameOf, type Work } from './work.ts';

/** How much of the conversation and of each passage a card shows; the rest is behind `/bekijk`. */
const shownMessages = 8;
const shownCharacters = 300;

/**
 * All that an advisor needs to answer: the question and since when it waits, what the member told with it, why the desk did not
 * answer, the conversation, the passages, what advisors answered to such questions before, and the notes.
 */
export async function cardOf(work: Work, ticket: Ticket, language: Language): Promise<string> {
  const { queue } = wordings[language];
  const parts = [
    queue.cardTitle(ticket, await memberNameOf(work, ticket), await nameOf(work, ticket.assigneeId)),
    queue.quoted(ticket),
    await situation(work, ticket, language),
    await conversation(work, ticket, language),
    listed(queue.passages, passages(ticket, language)),
    listed(queue.similar, await similar(work, ticket, language)),
    listed(queue.notes, await notes(work, ticket, language)),
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

function listed(title: string, lines: readonly string[]): string | null {
  return lines.length > 0 ? `${title}\n${lines.join('\n')}` : null;
}

/** What is known besides the question, a line each. */
async function situation(work: Work, ticket: Ticket, language: Language): Promise<string> {
  const { stores, now } = work;
  const { queue } = wordings[language];
  const previous = await stores.tickets.previousAssignee(ticket.conversationId);
  const told = queue.intake.onCard(ticket.intake, work.regions.find(ticket.intake.place ?? ''));
  const along = await Promise.all((await stores.tickets.companionsOf(ticket.id)).map((id) => nameOf(work, id)));
  const names = along.filter((name) => name !== null);
  const lines = [
    queue.askedAt(ticket.createdAt, now, defaultRules.hours.timeZone),
    queue.whyNoAnswer[ticket.reason],
    ...(told === null ? [] : [told]),
    ...(previous === undefined ? [] : [queue.helpedBefore(await nameOf(work, previous))]),
    ...(names.length > 0 ? [queue.thinkAlong(names)] : []),
  ];
  return lines.join('\n');
}

async function conversation(work: Work, ticket: Ticket, language: Language): Promise<string | null> {
  const messages = await work.stores.conversations.recentMessages(ticket.conversationId, shownMessages);
  const member = await memberNameOf(work, ticket);
  const said = (await asMember(work, ticket, messages)).flatMap((message) => lineOf(message, language, member));
  return said.length > 1 ? listed(wordings[language].queue.conversation, said) : null;
}

/** What was said with somebody as a member: an advisor who asks something talks with other members in the same conversation. */
async function asMember({ stores }: Work, asked: Ticket, messages: readonly Message[]): Promise<Message[]> {
  const ids = new Set(messages.flatMap(({ ticketId }) => ticketId ?? []));
  const tickets = await Promise.all([...ids].map((id) => stores.tickets.findTicketById(id)));
  const own = new Set(tickets.flatMap((one) => (one?.conversationId === asked.conversationId ? [one.id] : [])));
  return messages.filter(({ ticketId }) => ticketId === null || own.has(ticketId));
}

function passages(ticket: Ticket, language: Language): string[] {
  return ticket.passages.map(({ title, section, page, text }, i) => {
    const where = [shorten(title), section?.split(' › ').at(-1), page === null ? null : wordings[language].page(page)];
    return `[${i + 1}] ${where.filter(Boolean).join(', ')}\n${shorten(text, shownCharacters)}`;
  });
}

async function similar(work: Work, ticket: Ticket, language: Language): Promise<string[]> {
  const { queue } = wordings[language];
  const found = await similarTickets(work, ticket);
  return found.map(({ ticket: { number, question }, answer }) =>
    queue.similarTicket(number, shorten(question, shownCharacters), shorten(answer, shownCharacters)),
  );
}

async function notes(work: Work, ticket: Ticket, language: Language): Promise<string[]> {
  const noted = (await work.stores.tickets.listEvents(ticket.id)).filter(isNote);
  return Promise.all(
    noted.map(async ({ personId, text }) => wordings[language].queue.note(await nameOf(work, personId), text)),
  );
}

function isNote(event: TicketEvent): event is TicketEvent & { text: string } {
  return event.kind === 'noted' && event.text !== null;
}

function lineOf(message: Message, language: Language, member: string | null): string[] {
  if (message.deletedAt !== null) return [];
  // What the desk said around it (a welcome, a reminder) helps nobody to answer.
  if (message.author === 'desk' && message.details?.outcome !== 'answered') return [];
  // A command is for the desk, and may hold a code.
  if (message.author === 'member' && parseCommand(message.text) !== undefined) return [];
  const { queue } = wordings[language];
  const who = {
    member: member ?? queue.theMember,
    desk: queue.theDesk,
    relayed: message.relay ? writerLabel(message.relay, language) : '',
  };
  const said = [shorten(message.text, shownCharacters), ...message.attachments.map(({ name }) => `[${name}]`)];
  return [`${who[message.author]}: ${said.join(' ').trim()}`];
}
