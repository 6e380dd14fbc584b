import { may } from '../people/permissions.ts';
import { isInHand } from '../queue/machine.ts';
import { advisorGroupCommands, type Command, commandsFor, groupCommands, wordsForMember } from './commands.ts';
import type { Message } from './conversation.ts';
import { chooseAdvisorGroup } from './queue/advisor-group.ts';
import { relayEditInRoom } from './queue/follow-relay.ts';
import type { Actor, Order } from './queue/order.ts';
import { openRoom } from './queue/rooms.ts';
import { carryOut } from './queue/run-command.ts';
import type { Work } from './queue/work.ts';
import { plain, Voice } from './voice.ts';

/** What needs no ticket. */
const aboutNoTicket: readonly Command['name'][] = [...groupCommands, 'wachtrij'];

/**
 * Does a command that was given in a group of advisors, by who is known as one. In a room it is about the ticket of that room;
 * elsewhere in the group about the one that it names.
 *
 * @param message that the command stands in; of a pressed button, the one that its word replied to
 */
export async function runAmongAdvisors(
  work: Work,
  actor: Actor,
  command: Command | 'unknown',
  message: Message | null,
): Promise<void> {
  const voice = new Voice(work.stores, actor.conversation, work.now, message?.id);
  const { queue } = voice.wording;
  if (command === 'unknown' || command.name === 'help') {
    const known = commandsFor((permission) => may(actor.person, permission));
    await voice.say(queue.room.help(command === 'unknown', queue.commandList(known.filter(isForGroup))));
    return;
  }
  const privately = { ...plain, continues: 'privately' as const };
  const order = { ...work, actor, command, voice, message };
  if (!isForGroup(command.name)) await voice.say(queue.notHere, privately);
  else if (command.name === 'adviesgroep') await chooseAdvisorGroup(order);
  else if (!may(actor.person, command.permission)) await voice.say(queue.room.linkFirst, privately);
  else await carryOutInRoom(order);
}

/** Does what a command asks in the room of its ticket; says so when there is none. */
async function carryOutInRoom(order: Order): Promise<void> {
  const meant = await inItsRoom(order);
  if (meant.actor.room || aboutNoTicket.includes(order.command.name)) await carryOut(meant);
  else await order.voice.say(order.voice.wording.queue.room.whichRoom);
}

function isForGroup(name: Command['name']): boolean {
  return advisorGroupCommands.some((allowed) => allowed === name);
}

/** The same order, given in the room of the ticket that it names, when it was given elsewhere: in the group or in another room. */
async function inItsRoom(order: Order): Promise<Order> {
  const { stores, now, actor, command, message } = order;
  if (command.ticket === null || aboutNoTicket.includes(command.name)) return order;
  const ticket = await stores.tickets.findTicket(command.ticket);
  if (!ticket || ticket.id === actor.room?.ticketId) return order;
  const group = actor.room ? await stores.conversations.findConversation(actor.room.groupId) : actor.conversation;
  // Before the room, as in each change of a ticket, so that two who open it never wait for each other.
  await stores.conversations.lockConversation(ticket.conversationId);
  const room = group && (await openRoom(order, ticket, group));
  const conversation = room && (await stores.conversations.findConversation(room.conversationId));
  if (!conversation) return order;
  return { ...order, actor: { ...actor, conversation, room }, voice: new Voice(stores, conversation, now), message };
}

/**
 * Somebody said something that is no command: it stays there. Who replies to the member's own words may think that
 * the member reads it, and hears that they do not; the ticket's advisor can send it after all.
 */
export async function keepInside({ stores, now }: Work, actor: Actor, message: Message): Promise<void> {
  const { person, conversation, room } = actor;
  const voice = new Voice(stores, conversation, now, message.id);
  const { room: wording } = voice.wording.queue;
  if (!room) {
    await voice.say(wording.groupRule);
    return;
  }
  const repliedTo = message.replyToId === null ? undefined : await stores.conversations.findMessage(message.replyToId);
  const ticket = await stores.tickets.findTicketById(room.ticketId);
  if (!ticket || repliedTo?.relay?.from !== 'member') return;
  const theirs = ticket.assigneeId === person?.id && isInHand(ticket.state);
  await voice.tell(ticket, wording.stayedInside, { choices: theirs ? wording.sendAfterAll : [] });
}

/**
 * Somebody changed what they had said among advisors: the member sees it only when they saw it before. Whoever makes an answer of it
 * hears that nothing is sent that way.
 *
 * @param message undefined when the desk does not know it: not all that is said in a group comes to it
 */
export async function editInside(
  work: Work,
  { person, conversation }: Actor,
  message: Message | undefined,
  text: string,
): Promise<void> {
  const { stores, now } = work;
  if (message && !(await stores.conversations.editMessage(message.id, text, now))) return;
  if (message && (await stores.conversations.relaysOf(message.id)).length > 0) {
    await relayEditInRoom(work, person, message, text);
  } else if (wordsForMember(text) !== text) {
    const voice = new Voice(stores, conversation, now, message?.id);
    await voice.say(voice.wording.queue.room.answerAnew);
  }
}
