import { z } from 'zod';
import { DeskError } from '../kernel/errors.ts';

/** A line of a question file. */
export const evaluationQuestion = z.object({
  id: z.string(),
  question: z.string(),
  history: z.array(z.string()).default([]),
  outcome: z.enum(['answered', 'escalated', 'declined']),
  sources: z.array(z.string()).default([]),
  facts: z.array(z.string()).default([]),
  kind: z.string().optional(),
});
export type EvaluationQuestion = z.infer<typeof evaluationQuestion>;

/**
 * Parses a question file: one JSON object a line.
 *
 * @throws DeskError `usage` that names the line
 */
export function parseQuestions(text: string, name: string): EvaluationQuestion[] {
  const questions: EvaluationQuestion[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const question = evaluationQuestion.parse(JSON.parse(line));
      for (const fact of question.facts) new RegExp(fact, 'iu');
      questions.push(question);
    } catch (cause) {
      throw new DeskError('usage', `${name}, regel ${i + 1}: dit is geen geldige vraag. ${String(cause)}`, { cause });
    }
  }
  return questions;
}
