import { cardOf } from './card.ts';
import { returned } from './offers.ts';
import { asked, change, current, type Order } from './order.ts';
import { passFilesOn } from './relay.ts';
import { colleagues, isOwnTicket, memberVoice, nameOf, voiceOf } from './work.ts';

export async function resume(order: Order): Promise<void> {
  const { stores, actor, voice } = order;
  const ticket = await asked(order);
  if (!ticket) return;
  if (ticket.assigneeId === null || ticket.assigneeId !== actor.person?.id) {
    await voice.say(voice.wording.queue.refused.not_yours(ticket.number, await nameOf(order, ticket.assigneeId)));
    return;
  }
  await stores.conversations.updateConversation(actor.conversation.id, { currentTicketId: ticket.id });
  await voice.tell(ticket, voice.wording.queue.resumed(ticket.number), {
    choices: voice.wording.queue.workChoices(ticket.number),
  });
}

export async function pause({ stores, actor, voice }: Order): Promise<void> {
  await stores.conversations.updateConversation(actor.conversation.id, { currentTicketId: null });
  await voice.say(voice.wording.queue.paused);
}

export async function giveBack(order: Order): Promise<void> {
  const { command, voice, actor } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const reason = command.text.replace(/^#?\d{1,9}\b\s*/, '') || null;
  const done = await change(order, ticket, { kind: 'given_back', by: actor.person.id }, 'given_back', reason);
  if (!done) return;
  await order.stores.conversations.leaveTicket(ticket.id);
  await returned(order, done, actor.person.id);
  await voice.tell(done, voice.wording.queue.givenBack(ticket.number));
}

export async function handOver(order: Order): Promise<void> {
  const { stores, actor, command, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const others = (await colleagues(order)).filter(({ id }) => id !== actor.person?.id);
  const wanted = command.text.toLowerCase();
  const [to, ...more] = others.filter(({ name }) => wanted !== '' && name?.toLowerCase() === wanted);
  if (!to || more.length > 0 || (await isOwnTicket(order, ticket, to.id))) {
    const names = [...new Set(others.flatMap(({ name }) => name ?? []))];
    await voice.say(voice.wording.queue.whichColleague(names));
    return;
  }
  const done = await change(
    order,
    ticket,
    { kind: 'handed_over', by: actor.person.id, to: to.id },
    'handed_over',
    to.name,
  );
  if (!done) return;
  await stores.conversations.leaveTicket(ticket.id);
  await voice.tell(done, voice.wording.queue.handedOver(ticket.number, to.name));
  const theirs = await voiceOf(order, to.id);
  if (theirs) {
    const { queue } = theirs.wording;
    const card = await cardOf(order, done, theirs.conversation.language);
    await theirs.tell(done, `${queue.handedToYou(ticket.number, actor.person.name)}\n\n${card}`, {
      choices: queue.resumeChoices(ticket.number),
    });
    await passFilesOn(order, done, theirs);
  }
  const member = await memberVoice(order, done);
  await member?.tell(done, member.wording.queue.claimedForMember(ticket.number, to.name));
}

export async function resolve(order: Order): Promise<void> {
  const { stores, actor, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const done = await change(order, ticket, { kind: 'resolved', by: actor.person.id }, 'resolved');
  if (!done) return;
  await stores.conversations.leaveTicket(ticket.id);
  await voice.tell(done, voice.wording.queue.resolved(ticket.number));
  const member = await memberVoice(order, done);
  await member?.tell(done, member.wording.queue.resolvedForMember(ticket.number));
}

export async function note(order: Order): Promise<void> {
  const { stores, now, actor, command, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  if (command.text === '') {
    await voice.say(voice.wording.queue.whichNote);
    return;
  }
  const event = { ticketId: ticket.id, kind: 'noted' as const, actor: 'advisor' as const, at: now };
  await stores.tickets.appendEvent({ ...event, personId: actor.person.id, text: command.text });
  await voice.tell(ticket, voice.wording.queue.noted(ticket.number));
}
