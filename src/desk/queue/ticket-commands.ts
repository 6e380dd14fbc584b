import { hasEnded } from '../../queue/machine.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { wordings } from '../wording/wordings.ts';
import { cardOf } from './card.ts';
import { colleagueIn } from './colleagues.ts';
import { isCompanion, leave } from './companions.ts';
import { returned } from './offers.ts';
import { asked, change, current, notTheirs, type Order, workplace } from './order.ts';
import { passFilesOn, takenTicketOf } from './relay.ts';
import { tellMember } from './tell-member.ts';
import { advisorToMember, nameOf, voiceOf } from './work.ts';

export async function resume(order: Order): Promise<void> {
  const { stores, actor, voice } = order;
  const ticket = await asked(order);
  if (!ticket) return;
  const { queue } = voice.wording;
  const { person } = actor;
  const mine = ticket.assigneeId !== null && ticket.assigneeId === person?.id;
  if (!mine && !(person && (await isCompanion(order, ticket, person.id)))) {
    await voice.say(await notTheirs(order, ticket));
    return;
  }
  if (hasEnded(ticket.state)) {
    await voice.say(queue.refused.ended(ticket.number, null));
    return;
  }
  if (mine && ticket.workplaceId !== null) {
    await goOnHere(order, ticket, person.id);
    return;
  }
  await stores.conversations.updateConversation(actor.conversation.id, { currentTicketId: ticket.id });
  if (mine) await voice.tell(ticket, queue.resumed(ticket.number), { choices: queue.workChoices(ticket.number) });
  else await voice.tell(ticket, queue.thinkingAlong(ticket.number, await nameOf(order, ticket.assigneeId)));
}

/** From a room to the private conversation of who has the ticket, who may not be in that group and have read nothing of it. */
async function goOnHere(order: Order, ticket: Ticket, personId: string): Promise<void> {
  const { stores, actor, voice } = order;
  const moved = await change(order, ticket, { kind: 'moved', by: personId }, 'moved');
  if (!moved) return;
  await stores.conversations.updateConversation(actor.conversation.id, { currentTicketId: ticket.id });
  const { queue } = voice.wording;
  const card = await cardOf(order, moved, actor.conversation.language);
  const choices = queue.workChoices(ticket.number);
  await voice.tell(moved, `${queue.resumed(ticket.number)}\n\n${card}`, { choices });
  await passFilesOn(order, moved, voice);
}

export async function pause({ stores, actor, voice }: Order): Promise<void> {
  await stores.conversations.updateConversation(actor.conversation.id, { currentTicketId: null });
  const own = await takenTicketOf(stores, { conversationId: actor.conversation.id, replyToId: null });
  const { queue } = voice.wording;
  await voice.say(own ? queue.pausedForOwn(own.number) : queue.paused);
}

export async function giveBack(order: Order): Promise<void> {
  const { command, voice, actor } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const reason = command.text || null;
  const done = await change(order, ticket, { kind: 'given_back', by: actor.person.id }, 'given_back', reason);
  if (!done) return;
  await leave(order, ticket);
  await returned(order, done, actor.person.id);
  // In a room it says so to all.
  if (!actor.room) await voice.tell(done, voice.wording.queue.givenBack(ticket.number));
}

export async function handOver(order: Order): Promise<void> {
  const { actor, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const found = await colleagueIn(order, ticket, voice.wording.queue.whichColleague);
  if (!found) return;
  const { colleague: to, rest } = found;
  const done = await change(
    order,
    ticket,
    { kind: 'handed_over', by: actor.person.id, to: to.id, ...workplace(actor) },
    'handed_over',
    to.name,
  );
  if (!done) return;
  await leave(order, ticket);
  const { queue: here } = voice.wording;
  const choices = actor.room ? here.room.workChoices(ticket.number) : [];
  await voice.tell(done, here.handedOver(ticket.number, to.name), { choices });
  const theirs = await voiceOf(order, to.id);
  if (theirs && actor.room) {
    const { queue } = theirs.wording;
    const choices = queue.resumeChoices(ticket.number);
    await theirs.tell(done, queue.room.handedInRoom(ticket.number, actor.person.name), { choices });
  } else if (theirs) {
    const { queue } = theirs.wording;
    const card = await cardOf(order, done, theirs.conversation.language);
    await theirs.tell(done, `${queue.handedToYou(ticket.number, actor.person.name, rest)}\n\n${card}`, {
      choices: queue.resumeChoices(ticket.number),
    });
    await passFilesOn(order, done, theirs);
  }
  const advisor = await advisorToMember(order, done);
  await tellMember(order, done, (said) => said.claimedForMember(ticket.number, advisor));
}

export async function resolve(order: Order): Promise<void> {
  const { actor, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const done = await change(order, ticket, { kind: 'resolved', by: actor.person.id }, 'resolved');
  if (!done) return;
  await leave(order, ticket);
  const { queue } = voice.wording;
  const propose = { choices: queue.askToProposeChoices(ticket.number) };
  const [resolved, question] = [queue.resolved(ticket.number), queue.askToPropose(ticket.number)];
  if (actor.room) {
    await voice.tell(done, resolved);
    // What goes to the archive is written in private.
    await (await voiceOf(order, actor.person.id))?.tell(done, question, propose);
  } else await voice.tell(done, `${resolved}\n\n${question}`, propose);
  const { helpedChoices } = wordings[done.language].queue;
  await tellMember(order, done, (said) => said.resolvedForMember(ticket.number), {
    ...{ awaits: 'reopening', choices: helpedChoices(ticket.number) },
  });
}
