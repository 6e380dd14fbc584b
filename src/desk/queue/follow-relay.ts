import type { Person } from '../../people/person.ts';
import { isInHand } from '../../queue/machine.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { isForMember, wordsForMember } from '../commands.ts';
import type { Message } from '../conversation.ts';
import { Voice } from '../voice.ts';
import { leaveRoom } from './advisor-group.ts';
import { passToAdvisor } from './relay.ts';
import { showAgain, voiceOf, type Work, workplaceOf } from './work.ts';

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
  const places = await workplacesOf(work, ticket);
  const theirs = relays.filter(({ conversationId }) => places.has(conversationId));
  for (const relayed of theirs) await changeRelayed(work, relayed, message.text);
  if (theirs.length > 0 || assigneeId === null || !isInHand(state)) return;
  const voice = await workplaceOf(work, ticket);
  if (voice) await passToAdvisor(work, ticket, message, voice);
}

async function relayAdvisorsEdit(work: Work, ticket: Ticket, message: Message, relays: Message[]): Promise<void> {
  const { stores, now } = work;
  const theirs = (await workplacesOf(work, ticket)).has(message.conversationId);
  // In private all that is typed is for the member but a command.
  if (theirs && (relays.length === 0 || isForMember(message.text, true))) {
    await changeRelays(work, message, relays);
    return;
  }
  const voice = await Voice.in(stores, message.conversationId, now);
  await voice?.tell(ticket, notFollowed(voice, ticket, theirs));
}

/**
 * Follows the edit of what somebody said in a room, and the member saw, to them: if its writer still has the ticket, and it is
 * still meant for the member.
 */
export async function relayEditInRoom(
  work: Work,
  writer: Person | undefined,
  before: Message,
  text: string,
): Promise<void> {
  const { stores, now } = work;
  const ticket = before.ticketId === null ? undefined : await stores.tickets.findTicketById(before.ticketId);
  if (!ticket) return;
  const relays = await stores.conversations.relaysOf(before.id);
  const theirs = ticket.assigneeId !== null && ticket.assigneeId === writer?.id;
  // Without the command only what the member sees as it stood here: that was sent after all.
  const bare = relays.every((relayed) => relayed.text === before.text);
  if (theirs && isForMember(text, bare)) {
    await changeRelays(work, { ...before, text }, relays);
    return;
  }
  const voice = await Voice.in(stores, before.conversationId, now, before.id);
  await voice?.tell(ticket, notFollowed(voice, ticket, theirs));
}

/** Why the member does not see an edit. */
function notFollowed({ wording: { queue } }: Voice, { number }: Ticket, theirs: boolean): string {
  return theirs ? queue.room.editStayed : queue.editNotSent(number);
}

async function changeRelays(work: Work, { text, attachments }: Message, relays: readonly Message[]): Promise<void> {
  const words = wordsForMember(text);
  // A text that is emptied stays, until it is taken back.
  if (words === '' && attachments.length === 0) return;
  for (const relayed of relays) await changeRelayed(work, relayed, words);
}

/** The conversations in which the advisor of a ticket works on it. */
async function workplacesOf({ stores }: Work, { workplaceId, assigneeId }: Ticket): Promise<ReadonlySet<string>> {
  const accounts = assigneeId === null ? [] : await stores.people.identitiesOf(assigneeId);
  const places = accounts.map(({ conversationId }) => conversationId);
  return new Set(workplaceId === null ? places : [...places, workplaceId]);
}

/** Follows a message that was taken back to wherever it was relayed: also to who does not have the ticket any more. */
export async function relayRemoval(work: Work, messageId: string): Promise<void> {
  for (const relayed of await work.stores.conversations.relaysOf(messageId)) await changeRelayed(work, relayed, null);
}

/** @param text the new text; null when it was taken back */
async function changeRelayed(work: Work, relayed: Message, text: string | null): Promise<void> {
  const { stores, now } = work;
  const { conversations } = stores;
  const changed =
    text === null
      ? await conversations.deleteMessage(relayed.id, now)
      : await conversations.editMessage(relayed.id, text, now);
  if (changed) await showAgain(work, relayed, 'change');
}

/** Shows the writer of a relayed message that it arrived; not when they took it back meanwhile. */
export async function showReceipt(work: Pick<Work, 'stores' | 'now'>, relayedId: string): Promise<void> {
  const { conversations } = work.stores;
  const writtenId = (await conversations.findMessage(relayedId))?.relay?.messageId;
  const written = writtenId === undefined ? undefined : await conversations.findMessage(writtenId);
  if (written?.deletedAt === null) await showAgain(work, written, 'receipt');
}

/**
 * A message could not be delivered: whoever wrote it hears so, with the reason, and the ticket notes it. A room that cannot be
 * reached is left: what the member wrote there goes to the advisor in private.
 */
export async function tellWriter(work: Pick<Work, 'stores' | 'now'>, messageId: string, reason: string): Promise<void> {
  const { stores, now } = work;
  const message = await stores.conversations.findMessage(messageId);
  const source = message?.relay ? await stores.conversations.findMessage(message.relay.messageId) : undefined;
  const ticket = message?.relay ? await stores.tickets.findTicket(message.relay.ticket) : undefined;
  const there = message && (await stores.conversations.findConversation(message.conversationId));
  const lost = there !== undefined && there.audience !== 'private' && reason !== 'refused';
  const room = lost ? await stores.rooms.roomOf(there.id) : undefined;
  if (room) await leaveRoom(work, room);
  if (lost && source && ticket?.assigneeId) {
    const inPrivate = await voiceOf(work, ticket.assigneeId);
    await inPrivate?.passOn(ticket, source, { from: 'member', name: message?.relay?.name ?? '' });
    if (inPrivate) return;
  }
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
