import type { Identity } from '../../people/person.ts';
import { isInHand } from '../../queue/machine.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Message } from '../conversation.ts';
import { Voice } from '../voice.ts';
import { passToAdvisor } from './relay.ts';
import { showAgain, voiceOf, type Work } from './work.ts';

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
  if (theirs.length > 0 || assigneeId === null || !isInHand(state)) return;
  const voice = await voiceOf(work, assigneeId);
  if (voice) await passToAdvisor(work, ticket, message, voice);
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
