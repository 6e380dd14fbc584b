import { hasEnded, isInHand } from '../../queue/machine.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Room } from '../room.ts';
import { Voice } from '../voice.ts';
import { wordings } from '../wording/wordings.ts';
import type { Work } from './work.ts';

type Moment = Pick<Work, 'stores' | 'now'>;

/** Has the channel of each room of a ticket show the title as it is when that is sent. */
export async function renameRooms({ stores, now }: Moment, ticketId: string): Promise<readonly Room[]> {
  const rooms = await stores.rooms.roomsAbout(ticketId);
  for (const room of rooms) await preparePlace({ stores, now }, room);
  return rooms;
}

/** Has its channel open, rename or close a room. */
export async function preparePlace({ stores, now }: Moment, { conversationId, cardId }: Room): Promise<void> {
  const there = await stores.conversations.findConversation(conversationId);
  if (!there) return;
  const row = { channel: there.channel, conversationId, messageId: cardId, createdAt: now };
  await stores.outbox.enqueue({ ...row, action: 'place' });
}

/**
 * Shows in the rooms of a ticket who has it, that it is worked on elsewhere, and how it ends: in the title, and in a line where it is not worked on.
 *
 * @param assignee what its advisor is called; null when nobody has it, or they gave no name
 */
export async function followInRooms(
  moment: Moment,
  before: Ticket,
  after: Ticket,
  assignee: () => Promise<string | null>,
): Promise<void> {
  const moved = before.workplaceId !== after.workplaceId;
  if (before.state === after.state && before.assigneeId === after.assigneeId && !moved) return;
  const rooms = await renameRooms(moment, after.id);
  const news = rooms.length === 0 ? null : newsOf(before, after, await assignee());
  if (news === null) return;
  const choices = after.state === 'open' ? claimChoices(after) : [];
  for (const { conversationId } of rooms) {
    if (conversationId === after.workplaceId) continue;
    const voice = await Voice.in(moment.stores, conversationId, moment.now);
    await voice?.tell(after, news, { choices });
  }
}

/** The button with which an advisor takes a ticket. */
export function claimChoices({ number }: Ticket) {
  return wordings.nl.queue.offerChoices(number).slice(0, 1);
}

/** In one line what is new of a ticket; null when that is nothing for who does not work on it. */
function newsOf(before: Ticket, after: Ticket, name: string | null): string | null {
  const { queue } = wordings.nl;
  const { number, state } = after;
  if (state === 'resolved' || state === 'closed' || state === 'withdrawn') {
    return before.state === state ? null : queue.room.ended[state](number);
  }
  if (state === 'open') return queue.room.free(number);
  if (isInHand(state) && hasEnded(before.state)) return queue.room.reopened(number, name);
  const asBefore = before.assigneeId === after.assigneeId && before.workplaceId === after.workplaceId;
  return asBefore ? null : queue.room.taken(number, name);
}
