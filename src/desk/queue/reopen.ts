import { may } from '../../people/permissions.ts';
import { defaultRules } from '../../queue/agenda.ts';
import { isAway } from '../../queue/availability.ts';
import { hasEnded } from '../../queue/machine.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Message } from '../conversation.ts';
import type { Intent } from '../intent.ts';
import type { DeskStores } from '../stores.ts';
import type { Voice } from '../voice.ts';
import { offerOn } from './offers.ts';
import { listed, type Order } from './order.ts';
import { relayToAdvisor } from './relay.ts';
import { tellMember, warned } from './tell-member.ts';
import {
  addToTicket,
  advisorToMember,
  changeTicket,
  isAmongAdvisors,
  nameOf,
  type Work,
  waysTo,
  workplaceOf,
} from './work.ts';

const endedForGood: readonly Ticket['state'][] = ['closed', 'withdrawn'];

/** `/heropen 12`, or the button under the word that a ticket was closed. */
export async function reopen(order: Order): Promise<void> {
  const { stores, actor, command, voice } = order;
  const { queue } = voice.wording;
  const own = await stores.tickets.listTickets(listed, { conversationId: actor.conversation.id });
  const ended = own.filter(({ state }) => hasEnded(state));
  const meant =
    command.ticket === null && ended.length === 1 ? ended[0] : ended.find(({ number }) => number === command.ticket);
  const ticket = meant && (await open(order, meant));
  if (!ticket) await voice.say(queue.whichToReopen(ended));
  else if (ticket.assigneeId === null) {
    const text = queue.reopenedForQueue(ticket.number);
    const said = await warned(order, voice, ticket, { text, more: { awaits: 'advisor_question' } });
    await voice.announce(ticket, said.text, said.more);
  } else {
    const advisor = await advisorToMember(order, ticket);
    await tellMember(order, ticket, (said) => said.reopenedFor(ticket.number, advisor));
  }
}

/** Reopens a ticket that has ended with what the member wrote about it. False when there is none such to reopen. */
export async function reopenWith(work: Work, desk: Voice, number: number, message: Message): Promise<boolean> {
  const { stores } = work;
  const found = await stores.tickets.findTicket(number);
  if (found?.conversationId !== message.conversationId) return false;
  const ticket = await open(work, found);
  if (!ticket) return false;
  const { queue } = desk.wording;
  if (ticket.assigneeId === null) {
    await addToTicket(work, ticket, message.id);
    await desk.announce(ticket, queue.reopenedWith(number, null));
    return true;
  }
  await stores.conversations.setTicket(message.id, ticket.id);
  await relayToAdvisor(work, message, { kind: 'question' });
  await desk.tell(ticket, queue.reopenedWith(number, await advisorToMember(work, ticket)));
  return true;
}

/** The closed ticket that a message replies to, by the platform's own way of replying; a resolved one is still with its advisor. */
export async function endedTicketRepliedTo(
  { conversations, tickets }: DeskStores,
  { replyToId, conversationId }: Message,
  intent: Intent,
): Promise<Ticket | undefined> {
  const goesOn = intent.kind === 'question' || (intent.kind === 'rating' && !intent.helpful);
  if (!goesOn) return undefined;
  const repliedTo = replyToId === null ? undefined : await conversations.findMessage(replyToId);
  const ticketId = repliedTo?.conversationId === conversationId ? repliedTo.ticketId : null;
  const ticket = ticketId === null ? undefined : await tickets.findTicketById(ticketId);
  return ticket?.conversationId === conversationId && endedForGood.includes(ticket.state) ? ticket : undefined;
}

/** Back to who had it, if they still advise and are not away; otherwise into the queue. */
async function open(work: Work, ended: Ticket): Promise<Ticket | undefined> {
  const to = await formerAdvisor(work, ended);
  const event = { kind: 'reopened', actor: 'member' } as const;
  const change = await changeTicket(work, ended, { kind: 'reopened', to }, event);
  if (!change || 'refused' in change) return undefined;
  const { ticket } = change;
  if (to === null) await offerOn(work, ticket);
  const advisor = await workplaceOf(work, ticket);
  if (advisor) {
    const { memberReopened, room } = advisor.wording.queue;
    const text = isAmongAdvisors(advisor)
      ? room.reopened(ticket.number, await nameOf(work, to))
      : memberReopened(ticket.number);
    await advisor.tell(ticket, text, { choices: waysTo(ticket, advisor) });
  }
  return ticket;
}

async function formerAdvisor({ stores, now }: Work, { assigneeId }: Ticket): Promise<string | null> {
  const person = assigneeId === null ? undefined : await stores.people.findPerson(assigneeId);
  if (!person || !may(person, 'work_on_ticket')) return null;
  const away = person.profile !== null && isAway(person.profile, now, defaultRules.hours.timeZone);
  return away ? null : person.id;
}
