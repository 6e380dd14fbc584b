import { readFileSync } from 'node:fs';
import type { Outcome } from '../../../src/desk/conversation.ts';
import { type Decision, decide } from '../../../src/desk/decide.ts';
import { countFigures, type EvaluatedQuestion, type Figures } from '../../../src/evaluation/figures.ts';
import type { EvaluationQuestion } from '../../../src/evaluation/question-file.ts';
import { parseRegions } from '../../../src/people/regions.ts';
import type { KnowledgeIndex } from '../../../src/retrieval/knowledge-index.ts';
import { storedMessage } from '../../contract/samples.ts';

const regions = parseRegions(readFileSync(new URL('../../../knowledge/regions.yaml', import.meta.url), 'utf8'));

/** What counts as an old document must not change with the calendar. */
const now = Date.UTC(2026, 10, 1, 12);

/** The figures that `evaluate` counts, of the decisions alone: nothing is stored or sent. */
export function judge(index: KnowledgeIndex, questions: readonly EvaluationQuestion[]): Figures {
  return countFigures(
    questions,
    questions.map((question) => decided(index, question)),
  );
}

function decided(index: KnowledgeIndex, { id, question, history }: EvaluationQuestion): EvaluatedQuestion {
  const messages = [...history, question].map((text, at) =>
    storedMessage({ seq: at + 1, id: `message-${at}`, text, createdAt: now }),
  );
  const started = performance.now();
  const message = messages[messages.length - 1] ?? storedMessage({ text: question, createdAt: now });
  const { decision } = decide(message, { transcript: messages, language: 'nl', open: [], regions, now }, index);
  const latencyMs = performance.now() - started;
  const excerpts = decision.kind === 'answer' ? decision.answer.excerpts : [];
  return {
    id,
    outcome: outcomeOf(decision),
    text: excerpts.map(({ text }) => text).join('\n'),
    citations: excerpts.map(({ citation }) => citation),
    confidence: decision.kind === 'answer' ? decision.answer.confidence : 0,
    ranked: rankedOf(decision),
    latencyMs,
  };
}

/** Small talk counts as an answer, as it does in `evaluate`. */
function outcomeOf(decision: Decision): Outcome {
  if (decision.kind === 'escalate') return 'escalated';
  return decision.kind === 'decline' ? 'declined' : 'answered';
}

function rankedOf(decision: Decision): EvaluatedQuestion['ranked'] {
  if (decision.kind === 'answer') return decision.answer.ranked;
  return decision.kind === 'escalate' || decision.kind === 'decline' ? decision.ranked : [];
}
