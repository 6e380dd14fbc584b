import { messageByRef } from './changes.ts';
import type { InboundEvent, IncomingFile, MemberAction } from './channel.ts';
import { wordsForMember } from './commands.ts';
import { conversationMeant } from './conversation-meant.ts';
import type { DeskStores } from './stores.ts';

/**
 * The files of what somebody wrote. What is shown in a group is the group's own: only what an advisor sends to a member, or may
 * want to send after all, is fetched and kept.
 */
export async function filesTaken(
  stores: DeskStores,
  channel: string,
  event: InboundEvent,
  action: Extract<MemberAction, { kind: 'text' }>,
): Promise<readonly IncomingFile[]> {
  const { text, files = [], fetchFiles, replyToRef } = action;
  if (!fetchFiles) return files;
  const there = await stores.conversations.findConversationByKey(channel, event.conversationKey);
  if (there?.audience !== 'advisors') return [];
  if (wordsForMember(text) !== text) return fetchFiles();
  const { id } = await conversationMeant(stores, there, action);
  const repliedTo = replyToRef === undefined ? undefined : await messageByRef(stores, id, replyToRef);
  return repliedTo?.relay?.from === 'member' ? fetchFiles() : [];
}
