import type { Outcome } from '../desk/conversation.ts';
import type { PresentedCitation } from '../desk/present-citation.ts';
import type { EvaluationQuestion } from './question-file.ts';

/** What the desk did with one question of a question file. */
export interface EvaluatedQuestion {
  id: string;
  outcome: Outcome;
  /** Exactly what the member reads. */
  text: string;
  citations: readonly PresentedCitation[];
  confidence: number;
  /** The passages as they were ranked, best first, at most 10. */
  ranked: readonly { source: string; section: string | null; page: number | null; text: string }[];
  latencyMs: number;
}

/** The figures over a question file. Shares are between 0 and 1; null when there was nothing to count. */
export interface Figures {
  questions: number;
  answerable: number;
  /** Of those to be answered: answered, with a right source cited and all facts in what the member reads. */
  answerAccuracy: number | null;
  /** Of those not to be answered: answered all the same. */
  falseAnswers: number | null;
  /** Of those to be answered: not answered. */
  falseRefusals: number | null;
  /** Of those rightly not answered: escalated or declined as they should be. */
  kindAccuracy: number | null;
  recallAt1: number | null;
  recallAt3: number | null;
  recallAt5: number | null;
  meanReciprocalRank: number | null;
  latencyMsMedian: number | null;
  latencyMsP99: number | null;
  /** Characters of the longest text that a member reads. */
  longestText: number;
}

/** Counts the figures. `questions` and `outcomes` are in the same order. */
export function countFigures(
  questions: readonly EvaluationQuestion[],
  outcomes: readonly EvaluatedQuestion[],
): Figures {
  const pairs = questions.flatMap((question, i) => {
    const outcome = outcomes[i];
    return outcome ? [{ question, outcome }] : [];
  });
  const answerable = pairs.filter(({ question }) => question.outcome === 'answered');
  const others = pairs.filter(({ question }) => question.outcome !== 'answered');
  const refused = others.filter(({ outcome }) => outcome.outcome !== 'answered');
  const withSources = answerable.filter(({ question }) => question.sources.length > 0);
  const ranks = withSources.map(({ question, outcome }) => rankOf(question, outcome));
  const recall = (k: number) => share(ranks, (rank) => rank < k);
  const latencies = pairs.map(({ outcome }) => outcome.latencyMs).sort((a, b) => a - b);
  return {
    questions: pairs.length,
    answerable: answerable.length,
    answerAccuracy: share(answerable, ({ question, outcome }) => isRight(question, outcome)),
    falseAnswers: share(others, ({ outcome }) => outcome.outcome === 'answered'),
    falseRefusals: share(answerable, ({ outcome }) => outcome.outcome !== 'answered'),
    kindAccuracy: share(refused, ({ question, outcome }) => outcome.outcome === question.outcome),
    recallAt1: recall(1),
    recallAt3: recall(3),
    recallAt5: recall(5),
    meanReciprocalRank: ranks.length === 0 ? null : ranks.reduce((sum, rank) => sum + 1 / (rank + 1), 0) / ranks.length,
    latencyMsMedian: percentile(latencies, 0.5),
    latencyMsP99: percentile(latencies, 0.99),
    longestText: Math.max(0, ...pairs.map(({ outcome }) => outcome.text.length)),
  };
}

/** True when a question that has an answer got the right one. */
export function isRight(question: EvaluationQuestion, outcome: EvaluatedQuestion): boolean {
  if (outcome.outcome !== 'answered') return false;
  const cited = outcome.citations.some((citation) => question.sources.includes(citation.source));
  if (question.sources.length > 0 && !cited) return false;
  const text = outcome.text.replace(/\s+/g, ' ');
  return question.facts.every((fact) => new RegExp(fact, 'iu').test(text));
}

/** Place of the first right source among the ranked passages, from 0; infinite when it is not there. */
function rankOf(question: EvaluationQuestion, outcome: EvaluatedQuestion): number {
  const rank = outcome.ranked.findIndex((passage) => question.sources.includes(passage.source));
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}

function percentile(sorted: readonly number[], fraction: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? null;
}
