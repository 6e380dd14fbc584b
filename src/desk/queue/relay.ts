import type { Identity, Person } from '../../people/person.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Conversation, Message } from '../conversation.ts';
import type { Intent } from '../intent.ts';
import type { DeskStores } from '../stores.ts';
import { Voice } from '../voice.ts';
import { busyElsewhere } from './tell-member.ts';
import { changeTicket, memberNameOf, memberVoice, voiceOf, type Work } from './work.ts';

/** What is read to know which ticket a message belongs to. */
export interface TicketSource {
  conversations: Pick<DeskStores['conversations'], 'findMessage'>;
  tickets: Pick<DeskStores['tickets'], 'activeTicketsOf' | 'findTicketById'>;
}

const taken: readonly Ticket['state'][] = ['claimed', 'waiting', 'resolved'];

/** Whether somebody else than the desk talks with the member of this ticket. */
export function isTaken(ticket: Ticket): boolean {
  return ticket.assigneeId !== null && taken.includes(ticket.state);
}

/**
 * The ticket in which an advisor talks with the member who wrote this; of several the one that it replies to a message of,
 * or else the one under way that changed last.
 */
export async function takenTicketOf(
  stores: TicketSource,
  message: Pick<Message, 'conversationId' | 'replyToId'>,
): Promise<Ticket | undefined> {
  const found = (await stores.tickets.activeTicketsOf(message.conversationId)).filter(isTaken);
  const meant = found.length > 1 ? await repliedTicketOf(stores, message) : undefined;
  if (meant && found.some(({ id }) => id === meant.id)) return meant;
  const over = (ticket: Ticket) => Number(ticket.state === 'resolved');
  return found.sort((a, b) => over(a) - over(b) || b.changedAt - a.changedAt)[0];
}

/** The ticket of the message that this one replies to; undefined when it replies to none, or to one of no ticket. */
async function repliedTicketOf(
  { conversations, tickets }: TicketSource,
  { replyToId }: Pick<Message, 'replyToId'>,
): Promise<Ticket | undefined> {
  const repliedTo = replyToId === null ? undefined : await conversations.findMessage(replyToId);
  return repliedTo?.ticketId ? tickets.findTicketById(repliedTo.ticketId) : undefined;
}

/**
 * Passes a member's message on to the advisor who has their ticket. False when nobody has it: then the desk goes on itself.
 * The caller has locked the conversation, so that nobody takes the ticket over at this very moment.
 */
export async function relayToAdvisor(work: Work, message: Message, intent: Intent): Promise<boolean> {
  const { stores } = work;
  const ticket = await takenTicketOf(stores, message);
  if (!ticket?.assigneeId) return false;
  if (ticket.state === 'resolved' && settles(intent, message)) return confirm(work, ticket);
  if (ticket.state === 'resolved' && !(await reopens(stores, ticket, message, intent))) return false;
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

/** A word of thanks after the end is for the desk; a new question too, unless it replies to what the advisor wrote. */
async function reopens(stores: DeskStores, ticket: Ticket, message: Message, intent: Intent): Promise<boolean> {
  if (intent.kind === 'rating') return true;
  return intent.kind === 'question' && (await repliedTicketOf(stores, message))?.id === ticket.id;
}

/** Says yes to whether it is answered, and nothing else. */
const agrees =
  /^\W*(?:(?:ja|jazeker|zeker|hoor|(?:dat )?klopt|dank (?:u|je)(?: wel)?|bedankt|yes|thanks|thank you)\b\W*)+$/i;

function settles(intent: Intent, { text }: Message): boolean {
  return intent.kind === 'thanks' || (intent.kind === 'rating' && intent.helpful) || agrees.test(text);
}

/** The member says that they were helped: the ticket is closed, its advisor hears so, and the member may give a mark. */
export async function confirm(work: Work, ticket: Ticket): Promise<boolean> {
  const change = await changeTicket(work, ticket, { kind: 'confirmed' }, { kind: 'confirmed', actor: 'member' });
  if (!change || 'refused' in change) return false;
  const voice = await memberVoice(work, ticket);
  if (voice) {
    const { queue } = voice.wording;
    await voice.tell(ticket, `${queue.confirmed(ticket.number)} ${queue.whichMark}`, {
      ...{ awaits: 'rating', choices: queue.markChoices(ticket.number) },
    });
  }
  const advisor = ticket.assigneeId === null ? undefined : await voiceOf(work, ticket.assigneeId);
  await advisor?.tell(ticket, advisor.wording.queue.memberConfirmed(ticket.number));
  return true;
}

/**
 * Passes an advisor's message on to the member of the ticket that it is for. A ticket that is not theirs any more gets
 * nothing; they are told that nothing was sent. True when it was passed on.
 */
export async function relayToMember(
  work: Work,
  person: Person,
  conversation: Conversation,
  message: Message,
): Promise<boolean> {
  const { stores, now } = work;
  const here = new Voice(stores, conversation, now);
  const current = await addressedTicket(work, conversation, message);
  const event = { kind: 'answered', actor: 'advisor', personId: person.id } as const;
  const change = current && (await changeTicket(work, current, { kind: 'answered', by: person.id }, event));
  // Sent or not, what was meant for a member is no question to the desk, and its files belong to no other ticket.
  if (current) await stores.conversations.setTicket(message.id, current.id);
  if (!change || 'refused' in change) {
    if (!current || current.id === conversation.currentTicketId) {
      await stores.conversations.updateConversation(conversation.id, { currentTicketId: null });
    }
    await here.say(here.wording.queue.notSent(change?.ticket.number ?? null));
    return false;
  }
  const { ticket } = change;
  const voice = await memberVoice(work, ticket);
  if (!voice) {
    await here.say(here.wording.queue.notSent(ticket.number));
    return false;
  }
  await voice.passOn(ticket, message, { from: 'advisor', name: person.name ?? '' });
  const busy = await busyElsewhere(work, voice, ticket);
  if (busy) await voice.tell(ticket, busy.text, { choices: busy.choices });
  return true;
}

/**
 * The ticket that an advisor's message is for: the one that it replies to a message of, whoever has that now, or else the one
 * worked on here. None when it is one that they asked here themselves.
 */
export async function addressedTicket(
  { stores }: Work,
  conversation: Conversation,
  message: Message,
): Promise<Ticket | undefined> {
  const meant = await repliedTicketOf(stores, message);
  if (meant) return meant.conversationId === conversation.id ? undefined : meant;
  const { currentTicketId } = conversation;
  return currentTicketId === null ? undefined : stores.tickets.findTicketById(currentTicketId);
}

/** Gives an advisor who takes a ticket the files that came with it before and that they did not get yet. */
export async function passFilesOn(work: Work, ticket: Ticket, voice: Voice): Promise<void> {
  const name = (await memberNameOf(work, ticket)) ?? '';
  const { conversations } = work.stores;
  for (const message of await conversations.ticketMessages(ticket.id, ticket.conversationId)) {
    if (message.author !== 'member' || message.attachments.length === 0) continue;
    const relays = await conversations.relaysOf(message.id);
    if (relays.some(({ conversationId }) => conversationId === voice.conversation.id)) continue;
    await voice.passOn(ticket, message, { from: 'member', name });
  }
}

/**
 * Follows an edit to the other end of its ticket, as long as the advisor of the two has the ticket. What they saw only on the
 * card, or what a colleague got before them, is passed on to them.
 */
export async function relayEdit(work: Work, message: Message): Promise<void> {
  const { tickets, conversations } = work.stores;
  const ticket = message.ticketId === null ? undefined : await tickets.findTicketById(message.ticketId);
  if (!ticket) return;
  const relays = await conversations.relaysOf(message.id);
  if (message.conversationId === ticket.conversationId) await relayMembersEdit(work, ticket, message, relays);
  else await relayAdvisorsEdit(work, ticket, message, relays);
}

async function relayMembersEdit(work: Work, ticket: Ticket, message: Message, relays: Message[]): Promise<void> {
  const { assigneeId, state } = ticket;
  const accounts = assigneeId === null ? [] : await work.stores.people.identitiesOf(assigneeId);
  const theirs = relays.filter((relayed) => isAt(accounts, relayed));
  for (const relayed of theirs) await changeRelayed(work, relayed, message.text);
  if (theirs.length > 0 || assigneeId === null || (state !== 'claimed' && state !== 'waiting')) return;
  const voice = await voiceOf(work, assigneeId);
  await voice?.passOn(ticket, message, { from: 'member', name: (await memberNameOf(work, ticket)) ?? '' });
}

async function relayAdvisorsEdit(work: Work, ticket: Ticket, message: Message, relays: Message[]): Promise<void> {
  const { stores, now } = work;
  const accounts = ticket.assigneeId === null ? [] : await stores.people.identitiesOf(ticket.assigneeId);
  if (isAt(accounts, message)) {
    for (const relayed of relays) await changeRelayed(work, relayed, message.text);
    return;
  }
  const voice = await Voice.in(stores, message.conversationId, now);
  await voice?.tell(ticket, voice.wording.queue.editNotSent(ticket.number));
}

function isAt(accounts: readonly Identity[], message: Message): boolean {
  return accounts.some(({ conversationId }) => conversationId === message.conversationId);
}

/** Follows a message that was taken back to wherever it was relayed: also to who does not have the ticket any more. */
export async function relayRemoval(work: Work, messageId: string): Promise<void> {
  for (const relayed of await work.stores.conversations.relaysOf(messageId)) await changeRelayed(work, relayed, null);
}

/** @param text the new text; null when it was taken back */
async function changeRelayed({ stores, now }: Work, relayed: Message, text: string | null): Promise<void> {
  const { conversations, outbox } = stores;
  const changed =
    text === null
      ? await conversations.deleteMessage(relayed.id, now)
      : await conversations.editMessage(relayed.id, text, now);
  const there = changed ? await conversations.findConversation(relayed.conversationId) : undefined;
  if (!there) return;
  const { id: conversationId, channel } = there;
  await outbox.enqueue({ channel, conversationId, messageId: relayed.id, action: 'change', createdAt: now });
}

/** Shows the writer of a relayed message that it arrived; not when they took it back meanwhile. */
export async function showReceipt({ stores, now }: Pick<Work, 'stores' | 'now'>, relayedId: string): Promise<void> {
  const { conversations, outbox } = stores;
  const writtenId = (await conversations.findMessage(relayedId))?.relay?.messageId;
  const written = writtenId === undefined ? undefined : await conversations.findMessage(writtenId);
  const there = written && (await conversations.findConversation(written.conversationId));
  if (!there || written.deletedAt !== null) return;
  const { id: conversationId, channel } = there;
  await outbox.enqueue({ channel, conversationId, messageId: written.id, action: 'receipt', createdAt: now });
}

/** A relayed message could not be delivered: whoever wrote it hears so, with the reason, and the ticket notes it. */
export async function tellWriter(work: Pick<Work, 'stores' | 'now'>, messageId: string, reason: string): Promise<void> {
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
