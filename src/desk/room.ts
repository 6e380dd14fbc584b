import type { TicketState } from '../queue/ticket.ts';
import type { Conversation } from './conversation.ts';

/**
 * The place of one ticket in one group of advisors, with a conversation of its own. Where a channel has threads it is one of
 * them; elsewhere it is the card in the group, and whatever replies to that.
 */
export interface Room {
  ticketId: string;
  /** The conversation of the whole group. */
  groupId: string;
  conversationId: string;
  /** The message that it begins with. */
  cardId: string;
  /** The title that its channel shows; null before it was opened there. */
  title: string | null;
}

/** A room as a channel shows it. */
export interface Place {
  /** Of the ticket. */
  number: number;
  state: TicketState;
  /** Number, state and subject; no longer than {@link longestTitle}. */
  title: string;
  /** The platform's own id of the card; null before it was sent. */
  cardRef: string | null;
  /** Key of the group that it is in. */
  groupKey: string;
}

/** Whether nobody writes about the ticket of a place any more. */
export function isOver({ state }: Place): boolean {
  return state === 'closed' || state === 'withdrawn';
}

/** Whether nothing of a place changes with the state of its ticket but the title. */
export function changesTitleOnly({ state }: Place): boolean {
  return state === 'waiting' || state === 'resolved';
}

/**
 * How a message is told apart where the place of its ticket is the group itself: by the line above it, and by the card that it
 * replies to; null for the card.
 *
 * @param refs the platform's own ids of the message
 */
export function toldApart(
  { title, number, cardRef }: Place,
  refs: readonly string[],
): { heading: string; card: string | null } {
  const isCard = cardRef === null || refs.includes(cardRef);
  return isCard ? { heading: title, card: null } : { heading: `#${number}`, card: cardRef };
}

/** Longest title, in characters; Telegram takes 128, Discord 100. */
export const longestTitle = 100;

/** Port: groups of advisors, and the rooms in them. */
export interface RoomStore {
  /** The conversations that were made a group of advisors, oldest first; not the rooms in them. */
  advisorGroups(): Promise<Conversation[]>;
  /** Adds a room. False, and nothing done, when the ticket has one in that group. */
  addRoom(room: Room): Promise<boolean>;
  roomOf(conversationId: string): Promise<Room | undefined>;
  /** The rooms of a ticket, in the order in which their groups were made. */
  roomsAbout(ticketId: string): Promise<Room[]>;
  /** The rooms in a group, oldest ticket first. */
  roomsIn(groupId: string): Promise<Room[]>;
  /** The room in this group that holds the message with this id of the platform. */
  roomWithRef(groupId: string, ref: string): Promise<Room | undefined>;
  /** Notes the title that the channel shows. */
  setTitle(conversationId: string, title: string): Promise<void>;
  /** Ends all rooms in a group; their conversations stay. */
  removeRooms(groupId: string): Promise<void>;
}
