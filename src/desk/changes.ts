import type { Ticket } from '../queue/ticket.ts';
import { questionIn } from './commands.ts';
import type { Message } from './conversation.ts';
import { loseDocuments } from './documents/lose-documents.ts';
import { relayEdit, relayRemoval } from './queue/follow-relay.ts';
import { followAnswer } from './queue/intake-record.ts';
import { renameRooms } from './queue/room-news.ts';
import { changeTicket, memberVoice, showAgain, type Work, workplaceOf } from './queue/work.ts';
import type { DeskStores } from './stores.ts';

/** How far back the newest question is looked for. */
const lookBack = 10;

/** The message of a conversation that a channel knows under this id: the platform's own, or ours. */
export async function messageByRef(
  { conversations }: DeskStores,
  conversationId: string,
  ref: string,
): Promise<Message | undefined> {
  const known = await conversations.findMessageByRef(conversationId, ref);
  if (known) return known;
  const ours = await conversations.findMessage(ref);
  return ours?.conversationId === conversationId ? ours : undefined;
}

/** A message that whoever talks here wrote themselves, and did not take back. */
export async function ownMessage(
  stores: DeskStores,
  conversationId: string,
  ref: string,
): Promise<Message | undefined> {
  const message = await messageByRef(stores, conversationId, ref);
  return message?.author === 'member' && message.deletedAt === null ? message : undefined;
}

/** Whether this is the last that was asked here, and it is in nobody's hands: then its edit is a question anew. */
export async function isNewestQuestion(
  { conversations, documentDrafts }: DeskStores,
  message: Message,
): Promise<boolean> {
  if (questionIn(message.text) === undefined || message.ticketId !== null) return false;
  if ((await conversations.relaysOf(message.id)).length > 0) return false;
  if ((await documentDrafts.draftsOf(message.id)).length > 0) return false;
  const recent = await conversations.recentMessages(message.conversationId, lookBack);
  return recent.findLast(({ author }) => author === 'member')?.id === message.id;
}

/** Changes the text of a message, where it was relayed to, and in the tickets that are about it. */
export async function changeText(work: Work, message: Message, text: string): Promise<void> {
  const { stores, now } = work;
  await stores.conversations.lockConversation(message.conversationId);
  if (!(await stores.conversations.editMessage(message.id, text, now))) return;
  await showWriter(work, message);
  await relayEdit(work, { ...message, text });
  await followAnswer(work, message, text);
  for (const ticket of await stores.tickets.ticketsAbout(message.id)) {
    await reword(work, ticket, questionIn(text) ?? text);
  }
}

/** A platform with ids of its own has shown the change to its writer already; a channel that goes by ours shows it now. */
async function showWriter(work: Work, message: Message): Promise<void> {
  if ((await work.stores.conversations.refsOf(message.id)).length === 0) await showAgain(work, message, 'change');
}

/**
 * Takes a message back, here and where it was relayed to, and with it documents that wait. A ticket about it loses the
 * question, also when it has ended; one that nobody has is withdrawn, and who has one is told.
 */
export async function takeBack(work: Work, conversationId: string, ref: string): Promise<void> {
  const { stores, now } = work;
  await stores.conversations.lockConversation(conversationId);
  const message = await ownMessage(stores, conversationId, ref);
  if (!message || !(await stores.conversations.deleteMessage(message.id, now))) return;
  await showWriter(work, message);
  await relayRemoval(work, message.id);
  await followAnswer(work, message, null);
  await loseDocuments(work, message);
  for (const ticket of await stores.tickets.ticketsAbout(message.id)) await loseQuestion(work, ticket);
}

async function loseQuestion(work: Work, ticket: Ticket): Promise<void> {
  const blank = await reword(work, ticket, '');
  if (blank?.state !== 'open') {
    const advisor = await workplaceOf(work, ticket);
    await advisor?.tell(ticket, advisor.wording.queue.memberTookBack(ticket.number));
    return;
  }
  const change = await changeTicket(work, blank, { kind: 'withdrawn' }, { kind: 'withdrawn', actor: 'member' });
  if (!change || 'refused' in change) return;
  const voice = await memberVoice(work, ticket);
  await voice?.tell(change.ticket, voice.wording.queue.withdrawnWithMessage(ticket.number));
}

async function reword({ stores, now }: Work, ticket: Ticket, question: string): Promise<Ticket | undefined> {
  await renameRooms({ stores, now }, ticket.id);
  return stores.tickets.changeTicket(ticket, { question }, { kind: 'edited', actor: 'member', at: now });
}
