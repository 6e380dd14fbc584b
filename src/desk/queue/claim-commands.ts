import { DeskError } from '../../kernel/errors.ts';
import { isInHand } from '../../queue/machine.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Choice } from '../conversation.ts';
import { plain } from '../voice.ts';
import { cardOf } from './card.ts';
import { isCompanion } from './companions.ts';
import { tellOthers } from './offers.ts';
import { asked, change, listed, type Order, workplace } from './order.ts';
import { passFilesOn } from './relay.ts';
import { tellMember } from './tell-member.ts';
import { advisorToMember, isAmongAdvisors, isOwnTicket } from './work.ts';

export async function showQueue({ stores, actor, voice }: Order): Promise<void> {
  const open = await stores.tickets.listTickets(listed, { states: ['open'] });
  const alone = actor.person && !isAmongAdvisors(voice) ? actor.person : undefined;
  const own = alone ? await stores.tickets.listTickets(listed, { assigneeId: alone.id }) : [];
  const mine = own.filter(({ state }) => isInHand(state));
  const choices = open
    .slice(-5)
    .reverse()
    .flatMap(({ number }) => voice.wording.queue.offerChoices(number).slice(0, 1));
  await voice.say(voice.wording.queue.queueList(open, mine), { ...plain, choices });
}

export async function showTicket(order: Order): Promise<void> {
  const ticket = await asked(order);
  if (!ticket) return;
  const { actor, voice } = order;
  const { queue } = voice.wording;
  if (actor.person && (await isOwnTicket(order, ticket, actor.person.id))) {
    await voice.say(queue.ownTicket);
    return;
  }
  const choices = await choicesFor(order, ticket);
  await voice.tell(ticket, await cardOf(order, ticket, actor.conversation.language), { choices });
}

/** What who looks at a ticket can do with it. */
async function choicesFor(order: Order, ticket: Ticket): Promise<Choice[]> {
  const { actor, voice } = order;
  const { number, state, assigneeId } = ticket;
  const { queue } = voice.wording;
  const personId = actor.person?.id;
  if (state === 'open') return queue.offerChoices(number).slice(0, 1);
  if (personId === undefined) return [];
  if (assigneeId === personId) return actor.room ? queue.room.workChoices(number) : queue.resumeChoices(number);
  if (actor.room) return [];
  return (await isCompanion(order, ticket, personId)) ? queue.alongChoices(number) : [];
}

/**
 * Takes a ticket: exactly one gets it. From this transaction on the desk answers nothing in it any more; an answer that is on
 * its way at this moment is waited for.
 */
export async function claim(order: Order): Promise<void> {
  const { stores, now, actor, voice } = order;
  const { person } = actor;
  const ticket = await asked(order);
  if (!ticket || !person) return;
  if (await isOwnTicket(order, ticket, person.id)) {
    await voice.say(voice.wording.queue.ownTicket);
    return;
  }
  const done = await change(order, ticket, { kind: 'claimed', by: person.id, ...workplace(actor) }, 'claimed');
  if (!done) return;
  const { underWay } = await stores.outbox.withhold(ticket.conversationId, now);
  if (underWay > 0) throw new DeskError('busy', 'an answer of the desk is being sent at this moment');
  if (!actor.room) await stores.conversations.updateConversation(actor.conversation.id, { currentTicketId: ticket.id });
  const { queue } = voice.wording;
  const { number } = ticket;
  const [told, work] = actor.room
    ? [queue.room.claimed(number, person.name), queue.room.workChoices(number)]
    : [queue.claimed(number), queue.workChoices(number)];
  const card = await cardOf(order, done, actor.conversation.language);
  const numbers = done.passages.map((_, i) => i + 1);
  await voice.tell(done, `${told}\n\n${card}`, { choices: [...queue.citeChoices(numbers, number), ...work] });
  await passFilesOn(order, done, voice);
  const advisor = await advisorToMember(order, done);
  await tellMember(order, done, (said) => said.claimedForMember(ticket.number, advisor));
  await tellOthers(order, done, person.id, person.name);
}
