import { describe, expect, it } from 'vitest';
import { countFigures, type EvaluatedQuestion, isRight } from '../../../src/evaluation/figures.ts';
import { type EvaluationQuestion, evaluationQuestion } from '../../../src/evaluation/question-file.ts';

function question(change: Partial<EvaluationQuestion>): EvaluationQuestion {
  return evaluationQuestion.parse({ id: 'q', question: 'Wat?', outcome: 'answered', ...change });
}

function outcome(change: Partial<EvaluatedQuestion>): EvaluatedQuestion {
  const { text = 'Dat is zo.' } = change;
  return { id: 'q', outcome: 'answered', citations: [], confidence: 1, ranked: [], latencyMs: 1, ...change, text };
}

function citing(source: string): EvaluatedQuestion['citations'] {
  return [{ source, title: source, section: null, page: null, date: null, quote: 'zo' }];
}

function ranking(...sources: string[]): EvaluatedQuestion['ranked'] {
  return sources.map((source) => ({ source, section: null, page: null, text: '' }));
}

describe('figures', () => {
  it('are as one counts them by hand', () => {
    const questions = [
      question({ sources: ['a.md'], facts: ['vier  ?keer'] }),
      question({ sources: ['a.md', 'b.md'] }),
      question({ sources: ['c.md'] }),
      question({ sources: ['d.md'], facts: ['2025'] }),
      question({ outcome: 'escalated' }),
      question({ outcome: 'escalated' }),
      question({ outcome: 'declined' }),
    ];
    const outcomes = [
      // right: white space collapsed, capitals do not matter
      outcome({ text: 'Vier\nKEER.', citations: citing('a.md'), ranked: ranking('x', 'a.md'), latencyMs: 4 }),
      // right: one of two sources
      outcome({ citations: citing('b.md'), ranked: ranking('a.md'), latencyMs: 1 }),
      // wrong source cited, right one fifth
      outcome({ citations: citing('z.md'), ranked: ranking('1', '2', '3', '4', 'c.md'), latencyMs: 2 }),
      // refused, right one not found
      outcome({ outcome: 'escalated', text: 'x'.repeat(50), ranked: ranking('1'), latencyMs: 3 }),
      outcome({ outcome: 'escalated', latencyMs: 7 }),
      outcome({ outcome: 'answered', latencyMs: 6 }),
      outcome({ outcome: 'escalated', latencyMs: 5 }),
    ];
    expect(countFigures(questions, outcomes)).toEqual({
      questions: 7,
      answerable: 4,
      answerAccuracy: 2 / 4,
      falseAnswers: 1 / 3,
      falseRefusals: 1 / 4,
      kindAccuracy: 1 / 2,
      recallAt1: 1 / 4,
      recallAt3: 2 / 4,
      recallAt5: 3 / 4,
      meanReciprocalRank: (1 / 2 + 1 + 1 / 5 + 0) / 4,
      latencyMsMedian: 4,
      latencyMsP99: 7,
      longestText: 50,
    });
  });

  it('are null where there is nothing to count', () => {
    const { questions, longestText, ...shares } = countFigures([], []);
    expect({ questions, longestText, answerable: shares.answerable }).toEqual({
      questions: 0,
      longestText: 0,
      answerable: 0,
    });
    const { answerable: _, ...rest } = shares;
    expect(Object.values(rest).every((value) => value === null)).toBe(true);
    const onlyOthers = countFigures([question({ outcome: 'declined' })], [outcome({ outcome: 'declined' })]);
    expect(onlyOthers).toMatchObject({ answerAccuracy: null, recallAt1: null, falseAnswers: 0, kindAccuracy: 1 });
  });

  it('count no question that has no outcome', () => {
    expect(countFigures([question({}), question({})], [outcome({})]).questions).toBe(1);
  });

  it('need every fact, in what is read and not in what is cited', () => {
    const asked = question({ facts: ['vier', 'vijf'] });
    expect(isRight(asked, outcome({ text: 'vier en vijf' }))).toBe(true);
    expect(isRight(asked, outcome({ text: 'vier', citations: citing('vijf') }))).toBe(false);
    expect(isRight(asked, outcome({ text: 'vier en vijf', outcome: 'declined' }))).toBe(false);
  });
});
