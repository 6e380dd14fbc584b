import { may } from '../../people/permissions.ts';
import { isInHand } from '../../queue/machine.ts';
import type { Conversation } from '../conversation.ts';
import type { Room } from '../room.ts';
import { plain, Voice } from '../voice.ts';
import type { Order } from './order.ts';
import { voiceOf, type Work } from './work.ts';

/** `/adviesgroep`, typed in a group, makes it one of advisors; `/adviesgroep uit` ends that. */
export async function chooseAdvisorGroup(order: Order): Promise<void> {
  const { stores, now, actor, command, voice } = order;
  const { room: wording } = voice.wording.queue;
  const { conversation, person, room } = actor;
  if (conversation.audience === 'private' || room || !may(person, 'make_advisor_group')) {
    await voice.say(wording.groupRefused, {
      ...plain,
      ...(conversation.audience !== 'private' && { continues: 'privately' }),
    });
    return;
  }
  if (!order.holdsRooms(conversation.channel)) {
    await voice.say(wording.groupNotHere);
    return;
  }
  if (/^(?:uit|nee|stop)$/i.test(command.text)) {
    await endGroup(order, conversation);
    await voice.say(wording.groupEnded);
    return;
  }
  await stores.conversations.updateConversation(conversation.id, { audience: 'advisors', disclosedAt: now });
  const said = new Voice(stores, { ...conversation, disclosedAt: now }, now, order.message?.id);
  await said.say(wording.groupMade);
}

/** From now on nothing of a ticket is said in this group any more; who worked on one there goes on in private. */
async function endGroup(work: Work, group: Conversation): Promise<void> {
  const { rooms, conversations } = work.stores;
  await conversations.updateConversation(group.id, { audience: 'group' });
  for (const room of await rooms.roomsIn(group.id)) {
    await leaveRoom(work, room);
    await conversations.updateConversation(room.conversationId, { audience: 'group' });
  }
  await rooms.removeRooms(group.id);
}

/** A room cannot be used any more: its ticket is worked on in private from now on, and who has it hears so there. */
export async function leaveRoom(work: Pick<Work, 'stores' | 'now'>, { ticketId, conversationId }: Room): Promise<void> {
  const { tickets, conversations } = work.stores;
  const known = await tickets.findTicketById(ticketId);
  // As in each change of a ticket: nobody claims it here, or does something else with it, at this moment.
  if (known) await conversations.lockConversation(known.conversationId);
  const ticket = await tickets.findTicketById(ticketId);
  if (ticket?.workplaceId !== conversationId) return;
  const event = { kind: 'undeliverable', actor: 'desk', at: work.now } as const;
  const moved = await tickets.changeTicket(ticket, { workplaceId: null }, event);
  const voice = moved?.assigneeId ? await voiceOf(work, moved.assigneeId) : undefined;
  if (!moved || !voice || !isInHand(moved.state)) return;
  const { queue } = voice.wording;
  await voice.tell(moved, queue.room.lost(moved.number), { choices: queue.resumeChoices(moved.number) });
}
