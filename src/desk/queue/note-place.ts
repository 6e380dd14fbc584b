import type { OutboxRow } from '../../delivery/outbox.ts';
import type { SendResult } from '../channel.ts';
import type { Room } from '../room.ts';
import { Voice } from '../voice.ts';
import type { Work } from './work.ts';

type Moment = Pick<Work, 'stores' | 'now'>;

/** How far back is looked for whether something was said of the group. */
const lookBack = 50;

/** Notes what became of a room on its platform: the key and the title that its place has there now. */
export async function notePlace(
  moment: Moment,
  row: OutboxRow,
  title: string,
  { movedTo, lacksRights }: Extract<SendResult, { kind: 'delivered' }>,
): Promise<void> {
  const { stores, now } = moment;
  const room = await stores.rooms.roomOf(row.conversationId);
  if (!room) return;
  if (movedTo !== undefined || row.action === 'place') await stores.rooms.setTitle(room.conversationId, title);
  const voice = movedTo === undefined ? undefined : await Voice.in(stores, room.conversationId, now);
  if (movedTo !== undefined && voice) {
    const before = voice.conversation.key;
    // Somebody who spoke in the new place before this was noted has its key: then the room stays in the group itself.
    await stores.conversations.rekeyConversation(row.channel, before, movedTo);
    const isNews = room.title !== null && movedTo !== before;
    const ticket = isNews ? await stores.tickets.findTicketById(room.ticketId) : undefined;
    if (ticket) await voice.tell(ticket, voice.wording.queue.room.openedAgain(ticket.number));
  }
  if (lacksRights) await sayOnce(moment, room);
}

/** Tells a group, once in a while, that the desk may not open places in it. */
async function sayOnce({ stores, now }: Moment, { groupId }: Room): Promise<void> {
  const voice = await Voice.in(stores, groupId, now);
  if (!voice) return;
  const { needsRights } = voice.wording.queue.room;
  const recent = await stores.conversations.recentMessages(groupId, lookBack);
  if (!recent.some(({ text }) => text === needsRights)) await voice.say(needsRights);
}
