import type { Person } from '../../people/person.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { wordsForMember } from '../commands.ts';
import type { Conversation, Message } from '../conversation.ts';
import type { Intent } from '../intent.ts';
import { signed } from '../signature.ts';
import type { DeskStores } from '../stores.ts';
import { Voice } from '../voice.ts';
import { busyElsewhere } from './tell-member.ts';
import { changeTicket, isAmongAdvisors, memberNameOf, memberVoice, type Work, waysTo, workplaceOf } from './work.ts';

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
  const voice = await workplaceOf(work, ticket);
  if (!voice) return true;
  await passToAdvisor(work, ticket, message, voice);
  if (!isAmongAdvisors(voice) && voice.conversation.currentTicketId !== ticket.id) {
    await voice.tell(ticket, voice.wording.queue.elsewhere(ticket.number), { choices: waysTo(ticket, voice) });
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
  const advisor = await workplaceOf(work, ticket);
  await advisor?.tell(ticket, advisor.wording.queue.memberConfirmed(ticket.number));
  return true;
}

/**
 * Passes an advisor's message on to the member of the ticket that it is for (`current`; undefined when it is gone). A ticket
 * that is not theirs any more gets nothing; they are told that nothing was sent. True when it was passed on.
 */
export async function relayToMember(
  work: Work,
  person: Person,
  conversation: Conversation,
  message: Message,
  current: Ticket | undefined,
): Promise<boolean> {
  const { stores, now } = work;
  const here = new Voice(stores, conversation, now);
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
  const said = { ...message, text: wordsForMember(message.text) };
  await voice.passOn(ticket, said, signed(work.signature, person.name));
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
  const { conversations } = work.stores;
  for (const message of await conversations.ticketMessages(ticket.id, ticket.conversationId)) {
    if (message.author !== 'member' || message.attachments.length === 0) continue;
    const relays = await conversations.relaysOf(message.id);
    if (relays.some(({ conversationId }) => conversationId === voice.conversation.id)) continue;
    await passToAdvisor(work, ticket, message, voice);
  }
}

/** Passes what a member wrote on to an advisor, under the name that the member chose. */
export async function passToAdvisor(work: Work, ticket: Ticket, message: Message, voice: Voice): Promise<void> {
  await voice.passOn(ticket, message, { from: 'member', name: (await memberNameOf(work, ticket)) ?? '' });
}
