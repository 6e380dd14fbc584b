import type { RankedSource } from '../answering/answer.ts';
import type { Decision } from '../desk/decide.ts';
import type { Handled } from '../desk/desk.ts';
import type { DirectChannel } from '../desk/direct-channel.ts';
import { plainText } from '../desk/plain-text.ts';
import { presentCitation } from '../desk/present-citation.ts';
import { countFigures, type EvaluatedQuestion, type Figures } from './figures.ts';
import type { EvaluationQuestion } from './question-file.ts';

/** A desk to be measured. */
export interface Measured {
  channel: DirectChannel;
  /** Hears of each message that was handled. */
  onHandled(listener: (handled: Handled) => void): void;
}

/**
 * Sends every question, after its history, through the same way as a chat message, each in a conversation of its own, and
 * counts the figures that the evaluation is judged by.
 */
export async function evaluate(
  desk: Measured,
  questions: readonly EvaluationQuestion[],
): Promise<{ questions: EvaluatedQuestion[]; summary: Figures }> {
  let decision: Decision | undefined;
  desk.onHandled((handled) => {
    decision = handled.decision;
  });
  const outcomes: EvaluatedQuestion[] = [];
  for (const [i, question] of questions.entries()) {
    const key = `evaluation-${i}-${question.id}`;
    for (const earlier of question.history) await desk.channel.ask(key, earlier);
    const started = performance.now();
    const reply = await desk.channel.ask(key, question.question);
    const latencyMs = performance.now() - started;
    outcomes.push({
      id: question.id,
      outcome: reply.details?.outcome ?? 'answered',
      text: plainText(reply, 'nl'),
      citations: (reply.details?.citations ?? []).map(presentCitation),
      confidence: confidenceOf(decision),
      ranked: rankedOf(decision).map(({ source, section, page, text }) => ({ source, section, page, text })),
      latencyMs,
    });
  }
  return { questions: outcomes, summary: countFigures(questions, outcomes) };
}

function rankedOf(decision: Decision | undefined): readonly RankedSource[] {
  if (decision?.kind === 'answer') return decision.answer.ranked;
  return decision?.kind === 'escalate' || decision?.kind === 'decline' ? decision.ranked : [];
}

function confidenceOf(decision: Decision | undefined): number {
  return decision?.kind === 'answer' ? decision.answer.confidence : 0;
}
