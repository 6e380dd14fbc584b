import { hasEnded } from '../../queue/machine.ts';
import { wordsForMember } from '../commands.ts';
import { current, notTheirs, type Order } from './order.ts';
import { relayToMember } from './relay.ts';
import { claimChoices } from './room-news.ts';

/**
 * `/antwoord TEKST` goes to the member, with the files of that message. A press of its button sends the message that the button's
 * word replied to, as it is.
 */
export async function answer(order: Order): Promise<void> {
  const { stores, actor, voice, message } = order;
  const { room, refused } = voice.wording.queue;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  if (ticket.state === 'open') {
    await voice.tell(ticket, room.claimFirst(ticket.number), { choices: claimChoices(ticket) });
  } else if (hasEnded(ticket.state)) await voice.say(refused.ended(ticket.number, null));
  else if (ticket.assigneeId !== actor.person.id) await voice.say(await notTheirs(order, ticket));
  else if (message === null || (wordsForMember(message.text) === '' && message.attachments.length === 0)) {
    await voice.say(room.whichAnswer);
  } else if ((await stores.conversations.relaysOf(message.id)).length > 0) await voice.say(room.alreadySent);
  else await relayToMember(order, actor.person, actor.conversation, message, ticket);
}
