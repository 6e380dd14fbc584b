import type { InboxEvent } from '../delivery/inbox.ts';
import type { Conversation, Message } from './conversation.ts';
import { decide } from './decide.ts';
import type { DeskParts } from './desk.ts';
import type { Actor } from './queue/order.ts';
import { openTicketsOf, type Work } from './queue/work.ts';
import type { Reaction } from './react.ts';
import type { DeskStores } from './stores.ts';

/** How many messages of a conversation are looked back on. */
export const lookBack = 30;

/** What handling an event works with. */
export interface EventContext extends DeskParts {
  /** Runs a reaction and ends the event in one transaction; false, and nothing done, when the event had ended before. */
  commit(event: InboxEvent, reaction: Reaction): Promise<boolean>;
}

/** Who did something, and where. */
export async function actorOf(
  { database, clock }: EventContext,
  conversation: Conversation,
  payload: { senderKey?: string | undefined },
): Promise<Actor> {
  const senderKey = payload.senderKey ?? conversation.key;
  const { people, rooms } = database.stores;
  const person = await people.findPersonByIdentity(conversation.channel, senderKey);
  // In a group nobody is reached alone.
  const reached = person && conversation.audience === 'private';
  if (reached) await people.touchIdentity(conversation.channel, senderKey, conversation.id, clock.now());
  const room = conversation.audience === 'advisors' ? await rooms.roomOf(conversation.id) : undefined;
  return { person, conversation, senderKey, room };
}

/** Decides on a message by what was said before it. */
export async function decideOn(context: EventContext, message: Message, { id, language }: Conversation) {
  const { database, index, regions, clock } = context;
  const { stores } = database;
  const recent = await stores.conversations.recentMessages(id, lookBack);
  const transcript = recent.filter((other) => other.seq <= message.seq || other.author === 'desk');
  const open = await openTicketsOf(stores, id);
  return decide(message, { transcript, language, open, regions, now: clock.now() }, index);
}

/** Work on the queue inside a transaction. */
export function workIn(
  { regions, index, signature, holdsRooms }: Pick<DeskParts, 'regions' | 'index' | 'signature' | 'holdsRooms'>,
  stores: DeskStores,
  now: number,
): Work {
  return { stores, now, regions, index, signature, holdsRooms };
}
