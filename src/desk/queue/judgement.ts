import { DeskError } from '../../kernel/errors.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { type Command, parseCommand } from '../commands.ts';
import type { ConversationStore, Message } from '../conversation.ts';
import { asked, type Order } from './order.ts';
import { confirm } from './relay.ts';

/** How many messages back the desk's question for a mark is looked for. */
const lookBack = 5;

/** `/geholpen 12`: the member says that their question was answered. */
export async function helped(order: Order): Promise<void> {
  const { queue } = order.voice.wording;
  const ticket = await ownTicket(order);
  if (!ticket) return;
  const done = await confirm(order, ticket);
  if (!done)
    await order.voice.say(
      ticket.state === 'closed' ? queue.refused.ended(ticket.number, null) : queue.whichTicket(null),
    );
}

/**
 * `/cijfer 4 bij 12`: a mark from 1 to 5 for a question that is done, once and only if the member likes. It is kept for the board's
 * figures; the advisor hears that the member was helped, not the number: nobody volunteers to be graded.
 */
export async function mark(order: Order): Promise<void> {
  const { stores, now, command, voice } = order;
  const ticket = await ownTicket(order);
  if (!ticket) return;
  const { number: rating } = command;
  const done = ticket.state === 'closed' || ticket.state === 'resolved';
  if (rating === null || rating < 1 || rating > 5 || !done || ticket.rating !== null) {
    await voice.say(voice.wording.queue.nothingToMark);
    return;
  }
  const event = { kind: 'rated', actor: 'member', text: String(rating), at: now } as const;
  if (!(await stores.tickets.changeTicket(ticket, { rating }, event))) {
    throw new DeskError('busy', 'the ticket changed at this moment');
  }
  await voice.say(voice.wording.queue.marked);
}

/**
 * The command that a bare digit is, right after the desk asked for a mark. What the desk said counts as earlier also when the digit
 * was stored before it was said.
 */
export async function typedMark(conversations: ConversationStore, message: Message): Promise<Command | undefined> {
  const digit = /^\s*([1-5])\s*[.!]?\s*$/.exec(message.text)?.[1];
  if (digit === undefined) return undefined;
  const recent = await conversations.recentMessages(message.conversationId, lookBack);
  const last = recent.findLast(({ author }) => author !== 'member');
  if (last?.details?.awaits !== 'rating' || last.details.ticket === null) return undefined;
  const command = parseCommand(`/cijfer ${digit} bij ${last.details.ticket}`);
  return command === 'unknown' ? undefined : command;
}

/** The ticket that a command names, when it was asked in this conversation; somebody else's looks as if it were not there. */
async function ownTicket(order: Order): Promise<Ticket | undefined> {
  const { actor, voice } = order;
  const ticket = await asked(order);
  if (!ticket || ticket.conversationId === actor.conversation.id) return ticket;
  await voice.say(voice.wording.queue.whichTicket(ticket.number));
  return undefined;
}
