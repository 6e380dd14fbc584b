import { newId } from '../../kernel/ids.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Conversation } from '../conversation.ts';
import { longestTitle, type Place, type Room } from '../room.ts';
import type { DeskStores } from '../stores.ts';
import { plain } from '../voice.ts';
import { shorten } from '../wording/label.ts';
import { wordings } from '../wording/wordings.ts';
import { cardOf } from './card.ts';
import { claimChoices, preparePlace } from './room-news.ts';
import { nameOf, type Work } from './work.ts';

/** Gives a ticket a room in each group of advisors that has none for it yet. */
export async function openRooms(work: Work, ticket: Ticket): Promise<void> {
  for (const group of await work.stores.rooms.advisorGroups()) await openRoom(work, ticket, group);
}

/** The room of a ticket in a group of advisors; begins with its card when it is new. */
export async function openRoom(work: Work, ticket: Ticket, group: Conversation): Promise<Room> {
  const { stores, now } = work;
  const { rooms, conversations, outbox } = stores;
  // Until the channel opens a place with a key of its own, and for good where there are none.
  const key = `${group.key}#${ticket.number}`;
  const known = await roomIn(stores, ticket, group.id);
  if (known) return known;
  const { id: conversationId, channel } = await conversations.openConversation(group.channel, key, now, 'advisors');
  // Of two who open it at once, the second waits here.
  await conversations.lockConversation(conversationId);
  const opened = await roomIn(stores, ticket, group.id);
  if (opened) return opened;
  await conversations.updateConversation(conversationId, { audience: 'advisors', disclosedAt: now });
  const room = { ticketId: ticket.id, groupId: group.id, conversationId, cardId: newId(), title: null };
  await conversations.appendMessage({
    ...{ id: room.cardId, conversationId, author: 'desk', createdAt: now, ticketId: ticket.id },
    text: `${await cardOf(work, ticket, 'nl')}\n\n${wordings.nl.queue.room.rule}`,
    details: { ...plain, ticket: ticket.number, choices: ticket.state === 'open' ? claimChoices(ticket) : [] },
  });
  await rooms.addRoom(room);
  await preparePlace(work, room);
  await outbox.enqueue({ channel, conversationId, messageId: room.cardId, createdAt: now });
  return room;
}

async function roomIn({ rooms }: DeskStores, ticket: Ticket, groupId: string): Promise<Room | undefined> {
  return (await rooms.roomsAbout(ticket.id)).find((room) => room.groupId === groupId);
}

/** A room as its channel is to show it now; undefined when its ticket is gone. */
export async function placeOf(stores: DeskStores, room: Room): Promise<Place | undefined> {
  const ticket = await stores.tickets.findTicketById(room.ticketId);
  if (!ticket) return undefined;
  const { number, state } = ticket;
  const title = wordings.nl.queue.room.title(ticket, await nameOf({ stores }, ticket.assigneeId));
  const [cardRef = null] = await stores.conversations.refsOf(room.cardId);
  const { key: groupKey = '' } = (await stores.conversations.findConversation(room.groupId)) ?? {};
  return { number, state, title: shorten(title, longestTitle), cardRef, groupKey };
}
