import type { Decision } from './decide.ts';
import { excerptsThatFit } from './plain-text.ts';
import { plain, type Voice } from './voice.ts';

/** Says what the archive answers, as far as it fits into one message, with its sources. */
export async function sayAnswer(
  voice: Voice,
  { answer, questionMessageId }: Extract<Decision, { kind: 'answer' }>,
  ratable: boolean,
): Promise<void> {
  const excerpts = excerptsThatFit(answer.excerpts, voice.conversation.language);
  await voice.say(voice.wording.answer(excerpts), {
    ...plain,
    outcome: 'answered',
    answers: questionMessageId,
    citations: excerpts.map(({ citation }) => citation),
    confidence: answer.confidence,
    ratable,
  });
}
