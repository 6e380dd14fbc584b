import type { Message } from './conversation.ts';
import { citationLabel } from './plain-text.ts';
import type { DeskStores } from './stores.ts';
import { Voice } from './voice.ts';

/** How far back the newest answer is looked for. */
const lookBack = 30;

/** Says the whole passage behind a numbered source of an answer, and where it stands. One of another conversation is forged. */
export async function showSource(
  stores: DeskStores,
  conversationId: string,
  asked: { messageId: string; number: number },
  now: number,
): Promise<void> {
  const answer = await stores.conversations.findMessage(asked.messageId);
  if (answer?.conversationId !== conversationId) return;
  const voice = await Voice.in(stores, conversationId, now, answer.id);
  if (voice) await sayPassage(stores, voice, answer, asked.number);
}

/** The same for who typed the number: it is one of the newest answer. */
export async function showSourceOfNewest(stores: DeskStores, voice: Voice, number: number | null): Promise<void> {
  const recent = await stores.conversations.recentMessages(voice.conversation.id, lookBack);
  const answer = recent.findLast(({ details }) => (details?.citations.length ?? 0) > 0);
  await sayPassage(stores, voice, answer, number);
}

async function sayPassage(
  stores: DeskStores,
  voice: Voice,
  answer: Message | undefined,
  number: number | null,
): Promise<void> {
  const citations = answer?.details?.citations ?? [];
  const citation = citations.find((one) => one.number === number);
  if (!citation) {
    await voice.say(voice.wording.whichSource(citations.length));
    return;
  }
  const passages = await stores.knowledge.passagesOf(citation.documentId);
  // Of a document that was replaced since, the words that were quoted are still here.
  const text = passages.find(({ id }) => id === citation.passageId)?.text ?? citation.quote;
  await voice.say(voice.wording.passage(citation.number, citationLabel(citation, voice.conversation.language), text));
}
