import type { Message } from '../conversation.ts';
import type { Work } from '../queue/work.ts';
import type { DeskStores } from '../stores.ts';
import { plain, Voice } from '../voice.ts';

/** Throws away what came with a message and waits; nothing is kept of its text. */
export async function dropWaiting(
  { documentDrafts }: Pick<DeskStores, 'documentDrafts'>,
  messageId: string,
): Promise<void> {
  for (const { number } of await documentDrafts.draftsOf(messageId)) {
    await documentDrafts.changeDraft(number, 'waiting', { state: 'dropped', passages: [] });
  }
}

/**
 * Follows a message that its sender took back. What waits is thrown away; what is in the archive stays, since others rely on
 * it by now, and its sender hears how it comes out.
 */
export async function loseDocuments({ stores, now }: Work, { id, conversationId }: Message): Promise<void> {
  await dropWaiting(stores, id);
  const added = (await stores.documentDrafts.draftsOf(id)).filter(({ state }) => state === 'added');
  const voice = await Voice.in(stores, conversationId, now);
  if (!voice) return;
  const { documents } = voice.wording.queue;
  for (const { number, edition } of added) {
    await voice.say(documents.stillIn(edition.title), { ...plain, choices: documents.putChoices(number) });
  }
}
