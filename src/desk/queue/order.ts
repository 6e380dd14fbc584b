import type { Person } from '../../people/person.ts';
import { hasEnded, type TicketChange } from '../../queue/machine.ts';
import type { Ticket, TicketEventKind } from '../../queue/ticket.ts';
import type { Command } from '../commands.ts';
import type { Conversation, Message } from '../conversation.ts';
import type { Room } from '../room.ts';
import type { Voice } from '../voice.ts';
import { changeTicket, nameOf, type Work } from './work.ts';

/** How many tickets a list shows. */
export const listed = 20;

/** Who gives a command, and where. */
export interface Actor {
  person: Person | undefined;
  conversation: Conversation;
  /** Key of the account on this channel. */
  senderKey: string;
  /** The room that the conversation is; left out elsewhere. */
  room?: Room | undefined;
}

/** A command with all that carrying it out needs. */
export interface Order extends Work {
  actor: Actor;
  command: Command;
  /** To whoever gave the command. */
  voice: Voice;
  /** The message that the command stands in; of a pressed button, the one that its word replied to. Null when none. */
  message: Message | null;
}

/** Where somebody works who takes a ticket here, as a change of the ticket names it. */
export function workplace({ room }: Actor): { at?: string } {
  return room ? { at: room.conversationId } : {};
}

/** The ticket that a command names, or in whose room it was given; says so when there is none. */
export async function asked({ stores, actor, command, voice }: Order): Promise<Ticket | undefined> {
  if (command.ticket === null && actor.room) return stores.tickets.findTicketById(actor.room.ticketId);
  const ticket = command.ticket === null ? undefined : await stores.tickets.findTicket(command.ticket);
  if (!ticket) await voice.say(voice.wording.queue.whichTicket(command.ticket));
  return ticket;
}

/** The ticket that is worked on in this conversation; says so when there is none. */
export async function current({ stores, actor, command, voice }: Order): Promise<Ticket | undefined> {
  const id = actor.room?.ticketId ?? actor.conversation.currentTicketId;
  const ticket = id === null ? undefined : await stores.tickets.findTicketById(id);
  // An old button names its ticket: it must not end another one.
  const meant =
    ticket !== undefined && (command.ticket === null || command.ticket === ticket.number) ? ticket : undefined;
  if (!meant) await voice.say(voice.wording.queue.noCurrent);
  return meant;
}

/** What is said to who wants to do something with a ticket that is not theirs. */
export async function notTheirs(order: Order, { number, state, assigneeId }: Ticket): Promise<string> {
  const { refused } = order.voice.wording.queue;
  if (assigneeId !== null) return refused.not_yours(number, await nameOf(order, assigneeId));
  return refused[hasEnded(state) ? 'ended' : 'not_claimed'](number, null);
}

/** Changes a ticket for who gave the command; says why when it cannot be done. */
export async function change(
  order: Order,
  ticket: Ticket,
  what: TicketChange,
  kind: TicketEventKind,
  text: string | null = null,
): Promise<Ticket | undefined> {
  const { actor, voice } = order;
  const own = ticket.conversationId === actor.conversation.id && kind === 'withdrawn';
  const by =
    own || !actor.person ? { actor: 'member' as const } : { actor: 'advisor' as const, personId: actor.person.id };
  const result = await changeTicket(order, ticket, what, { kind, text, ...by });
  if (result && !('refused' in result)) return result.ticket;
  const seen = result?.ticket ?? ticket;
  const refused = result && 'refused' in result ? result.refused : 'taken';
  const { queue } = voice.wording;
  const here = refused === 'taken' && seen.assigneeId === actor.person?.id && !actor.room;
  if (here) await voice.say(queue.alreadyYours(seen.number));
  else await voice.say(queue.refused[refused](seen.number, await nameOf(order, seen.assigneeId)));
  return undefined;
}
