import type { MemberAction } from './channel.ts';
import type { Conversation } from './conversation.ts';
import type { DeskStores } from './stores.ts';

/**
 * The conversation that something belongs to which happened in one: of a group of advisors, the room whose message it replies to,
 * changes or presses a button of. Where rooms have a place of their own, it happened in the room.
 */
export async function conversationMeant(
  { conversations, rooms }: DeskStores,
  there: Conversation,
  action: MemberAction,
): Promise<Conversation> {
  if (there.audience !== 'advisors') return there;
  const ref = refOf(action);
  if (ref === undefined) return there;
  // A channel without ids of its own goes by ours.
  const message = await conversations.findMessage(ref);
  const room = message ? await rooms.roomOf(message.conversationId) : await rooms.roomWithRef(there.id, ref);
  if (room?.groupId !== there.id) return there;
  return (await conversations.findConversation(room.conversationId)) ?? there;
}

function refOf(action: MemberAction): string | undefined {
  if (action.kind === 'text') return action.replyToRef;
  if (action.kind === 'edited' || action.kind === 'deleted') return action.ref;
  return 'messageId' in action ? action.messageId : undefined;
}
