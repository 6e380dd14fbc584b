import type { Language } from '../../knowledge/document.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Message } from '../conversation.ts';
import { shorten } from '../wording/label.ts';
import { wordings } from '../wording/wordings.ts';
import { writerLabel } from '../writer-label.ts';
import { memberNameOf, nameOf, type Work } from './work.ts';

/** How much of the conversation and of each passage a card shows; the rest is behind `/bekijk`. */
const shownMessages = 8;
const shownCharacters = 300;

/** All that an advisor needs to answer: the question, why the desk did not, the conversation, the passages and the notes. */
export async function cardOf(work: Work, ticket: Ticket, language: Language): Promise<string> {
  const { stores } = work;
  const { queue } = wordings[language];
  const [messages, events, member, assignee] = await Promise.all([
    stores.conversations.recentMessages(ticket.conversationId, shownMessages),
    stores.tickets.listEvents(ticket.id),
    memberNameOf(work, ticket),
    nameOf(work, ticket.assigneeId),
  ]);
  const notes = events.flatMap(({ kind, text }) => (kind === 'noted' && text !== null ? [`- ${text}`] : []));
  const said = messages.flatMap((message) => lineOf(message, language, member));
  const passages = ticket.passages.map(({ title, section, page, text }, i) => {
    const where = [shorten(title), section?.split(' › ').at(-1), page === null ? null : wordings[language].page(page)];
    return `[${i + 1}] ${where.filter(Boolean).join(', ')}\n${shorten(text, shownCharacters)}`;
  });
  const parts = [
    queue.cardTitle(ticket, member, assignee),
    queue.quoted(ticket),
    queue.whyNoAnswer[ticket.reason],
    said.length > 1 ? `${queue.conversation}\n${said.join('\n')}` : null,
    passages.length > 0 ? `${queue.passages}\n${passages.join('\n')}` : null,
    notes.length > 0 ? `${queue.notes}\n${notes.join('\n')}` : null,
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

function lineOf(message: Message, language: Language, member: string | null): string[] {
  if (message.deletedAt !== null) return [];
  // What the desk said around it (a welcome, a reminder) helps nobody to answer.
  if (message.author === 'desk' && message.details?.outcome !== 'answered') return [];
  const { queue } = wordings[language];
  const who = {
    member: member ?? queue.theMember,
    desk: queue.theDesk,
    relayed: message.relay ? writerLabel(message.relay, language) : '',
  };
  const said = [shorten(message.text, shownCharacters), ...message.attachments.map(({ name }) => `[${name}]`)];
  return [`${who[message.author]}: ${said.join(' ').trim()}`];
}
