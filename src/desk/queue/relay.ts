import type { Person } from '../../people/person.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Conversation, Message } from '../conversation.ts';
import type { Intent } from '../intent.ts';
import { Voice } from '../voice.ts';
import { changeTicket, memberNameOf, memberVoice, voiceOf, type Work } from './work.ts';

/** Where somebody else than the desk is talking with the member. */
const taken: readonly Ticket['state'][] = ['claimed', 'waiting', 'resolved'];

/** The ticket in which an advisor talks with the member of this conversation; of several the one under way that changed last. */
export async function takenTicketOf(
  tickets: Work['stores']['tickets'],
  conversationId: string,
): Promise<Ticket | undefined> {
  const found = (await tickets.activeTicketsOf(conversationId)).filter(
    (ticket) => ticket.assigneeId !== null && taken.includes(ticket.state),
  );
  const over = (ticket: Ticket) => Number(ticket.state === 'resolved');
  return found.sort((a, b) => over(a) - over(b) || b.changedAt - a.changedAt)[0];
}

/**
 * Passes a member's message on to the advisor who has their ticket. False when nobody has it: then the desk goes on itself.
 * The caller has locked the conversation, so that nobody takes the ticket over at this very moment.
 */
export async function relayToAdvisor(work: Work, message: Message, intent: Intent): Promise<boolean> {
  const { stores } = work;
  const ticket = await takenTicketOf(stores.tickets, message.conversationId);
  if (!ticket?.assigneeId) return false;
  if (ticket.state === 'resolved' && settles(intent)) return confirm(work, ticket);
  // A word of thanks after the end is for the desk; a new question too, which opens its own ticket.
  if (ticket.state === 'resolved' && intent.kind !== 'rating') return false;
  const change = await changeTicket(
    work,
    ticket,
    { kind: 'replied' },
    { kind: ticket.state === 'resolved' ? 'reopened' : 'replied', actor: 'member' },
  );
  if (!change) return false;
  await stores.conversations.setTicket(message.id, ticket.id);
  const voice = await voiceOf(work, ticket.assigneeId);
  if (!voice) return true;
  const name = (await memberNameOf(work, ticket)) ?? '';
  await voice.passOn(ticket, message, { from: 'member', name });
  if (voice.conversation.currentTicketId !== ticket.id) {
    const { queue } = voice.wording;
    await voice.tell(ticket, queue.elsewhere(ticket.number), { choices: queue.resumeChoices(ticket.number) });
  }
  return true;
}

function settles(intent: Intent): boolean {
  return intent.kind === 'thanks' || (intent.kind === 'rating' && intent.helpful);
}

async function confirm(work: Work, ticket: Ticket): Promise<boolean> {
  const change = await changeTicket(work, ticket, { kind: 'confirmed' }, { kind: 'confirmed', actor: 'member' });
  if (!change || 'refused' in change) return false;
  const voice = await memberVoice(work, ticket);
  await voice?.tell(ticket, voice.wording.queue.confirmed(ticket.number));
  const advisor = ticket.assigneeId === null ? undefined : await voiceOf(work, ticket.assigneeId);
  await advisor?.tell(ticket, advisor.wording.queue.memberConfirmed(ticket.number));
  return true;
}

/**
 * Passes an advisor's message on to the member of the ticket that they work on here. A ticket that is not theirs any more
 * gets nothing; they are told that nothing was sent.
 */
export async function relayToMember(
  work: Work,
  person: Person,
  conversation: Conversation,
  message: Message,
): Promise<void> {
  const { stores, now } = work;
  const here = new Voice(stores, conversation, now);
  const current = await addressedTicket(work, person, conversation, message);
  const event = { kind: 'answered', actor: 'advisor', personId: person.id } as const;
  const change = current && (await changeTicket(work, current, { kind: 'answered', by: person.id }, event));
  if (!change || 'refused' in change) {
    await stores.conversations.updateConversation(conversation.id, { currentTicketId: null });
    await here.say(here.wording.queue.notSent(change?.ticket.number ?? null));
    return;
  }
  const { ticket } = change;
  await stores.conversations.setTicket(message.id, ticket.id);
  const voice = await memberVoice(work, ticket);
  if (!voice) {
    await here.say(here.wording.queue.notSent(ticket.number));
    return;
  }
  await voice.passOn(ticket, message, { from: 'advisor', name: person.name ?? '' });
}

/** The ticket that an advisor's message is for: the one that it replies to a message of, or else the one worked on here. */
export async function addressedTicket(
  { stores }: Work,
  person: Person,
  conversation: Conversation,
  message: Message,
): Promise<Ticket | undefined> {
  const repliedTo = message.replyToId === null ? undefined : await stores.conversations.findMessage(message.replyToId);
  const meant = repliedTo?.ticketId ? await stores.tickets.findTicketById(repliedTo.ticketId) : undefined;
  if (meant?.assigneeId === person.id) return meant;
  const { currentTicketId } = conversation;
  return currentTicketId === null ? undefined : stores.tickets.findTicketById(currentTicketId);
}

/** Gives an advisor who takes a ticket the files that came with it before. */
export async function passFilesOn(work: Work, ticket: Ticket, voice: Voice): Promise<void> {
  const name = (await memberNameOf(work, ticket)) ?? '';
  const { conversations } = work.stores;
  for (const message of await conversations.ticketMessages(ticket.id, ticket.conversationId)) {
    if (message.author !== 'member' || message.attachments.length === 0) continue;
    await voice.passOn(ticket, message, { from: 'member', name });
  }
}

/**
 * Follows a message that was edited or taken back to where it was relayed.
 *
 * @param text the new text; null when it was taken back
 */
export async function relayChange({ stores, now }: Work, messageId: string, text: string | null): Promise<void> {
  const { conversations, outbox } = stores;
  for (const relayed of await conversations.relaysOf(messageId)) {
    const changed =
      text === null
        ? await conversations.deleteMessage(relayed.id, now)
        : await conversations.editMessage(relayed.id, text, now);
    const there = changed ? await conversations.findConversation(relayed.conversationId) : undefined;
    if (!there) continue;
    const { id: conversationId, channel } = there;
    await outbox.enqueue({ channel, conversationId, messageId: relayed.id, action: 'change', createdAt: now });
  }
}

/** Shows the writer of a relayed message that it arrived. */
export async function showReceipt({ stores, now }: Work, relayedId: string): Promise<void> {
  const { conversations, outbox } = stores;
  const writtenId = (await conversations.findMessage(relayedId))?.relay?.messageId;
  const written = writtenId === undefined ? undefined : await conversations.findMessage(writtenId);
  const there = written && (await conversations.findConversation(written.conversationId));
  if (!written || !there) return;
  const { id: conversationId, channel } = there;
  await outbox.enqueue({ channel, conversationId, messageId: written.id, action: 'receipt', createdAt: now });
}

/** A relayed message could not be delivered: whoever wrote it hears so, with the reason, and the ticket notes it. */
export async function tellWriter(work: Work, messageId: string, reason: string): Promise<void> {
  const { stores, now } = work;
  const message = await stores.conversations.findMessage(messageId);
  const source = message?.relay ? await stores.conversations.findMessage(message.relay.messageId) : undefined;
  const ticket = message?.relay ? await stores.tickets.findTicket(message.relay.ticket) : undefined;
  const voice = source && (await Voice.in(stores, source.conversationId, now));
  if (!voice || !ticket) return;
  await stores.tickets.appendEvent({
    ticketId: ticket.id,
    kind: 'undeliverable',
    actor: 'desk',
    text: reason,
    at: now,
  });
  const { queue } = voice.wording;
  if (message?.relay?.from === 'member') await voice.tell(ticket, queue.advisorUnreachable(ticket.number));
  else await voice.tell(ticket, queue.undelivered(ticket.number, reason));
}
