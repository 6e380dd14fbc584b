import { change, listed, type Order } from './order.ts';
import { workplaceOf } from './work.ts';

export async function ownTickets({ stores, actor, voice }: Order): Promise<void> {
  const asked = await stores.tickets.listTickets(listed, { conversationId: actor.conversation.id });
  await voice.say(voice.wording.queue.ownTickets(asked));
}

export async function withdraw(order: Order): Promise<void> {
  const { stores, actor, command, voice } = order;
  const active = await stores.tickets.activeTicketsOf(actor.conversation.id);
  const ticket =
    command.ticket === null && active.length === 1 ? active[0] : active.find((one) => one.number === command.ticket);
  if (!ticket) {
    await voice.say(voice.wording.queue.whichToWithdraw(active));
    return;
  }
  const done = await change(order, ticket, { kind: 'withdrawn' }, 'withdrawn');
  if (!done) return;
  await voice.tell(done, voice.wording.queue.withdrawn(ticket.number));
  const advisor = await workplaceOf(order, ticket);
  await advisor?.tell(done, advisor.wording.queue.memberWithdrew(ticket.number));
}
