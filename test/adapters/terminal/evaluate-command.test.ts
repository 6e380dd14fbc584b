import { describe, expect, it } from 'vitest';
import { figuresTable, missedLimits } from '../../../adapters/terminal/evaluate-command.ts';
import { countFigures, type Figures } from '../../../src/evaluation/figures.ts';

const figures: Figures = {
  questions: 12,
  answerable: 8,
  answerAccuracy: 0.75,
  falseAnswers: 0.25,
  falseRefusals: 0.125,
  kindAccuracy: null,
  recallAt1: 0.5,
  recallAt3: 1,
  recallAt5: 1,
  meanReciprocalRank: 0.7083,
  latencyMsMedian: 3.14,
  latencyMsP99: 9,
  longestText: 812,
};

describe('the table of figures', () => {
  it('names every figure for a person, and what could not be counted', () => {
    const table = figuresTable(figures);
    expect(table.split('\n')).toHaveLength(11);
    expect(table).toContain('12 vragen, waarvan 8 met een antwoord');
    expect(table).toMatch(/goede antwoorden +75\.0 %/);
    expect(table).toMatch(/juiste soort weigering +-$/m);
    expect(table).toMatch(/MRR +0\.708/);
    expect(table).toMatch(/mediaan \/ p99 +3\.1 ms \/ 9\.0 ms/);
    expect(table).toMatch(/langste tekst +812 tekens/);
    expect(figuresTable(countFigures([], []))).not.toMatch(/NaN|null|undefined/);
  });
});

describe('limits', () => {
  it('are met or missed, the limit itself included', () => {
    expect(
      missedLimits(figures, ['answerAccuracy=0.75', 'recallAt1=0.4'], ['falseAnswers=0.25', 'longestText=1200']),
    ).toEqual([]);
    expect(missedLimits(figures, ['answerAccuracy=0.76'], ['longestText=800'])).toEqual([
      'answerAccuracy is 0.75, moet ten minste 0.76 zijn',
      'longestText is 812, moet ten hoogste 800 zijn',
    ]);
  });

  it('are missed when there is nothing to hold them against', () => {
    expect(missedLimits(figures, ['kindAccuracy=0'], [])).toEqual(['kindAccuracy is onbekend, moet ten minste 0 zijn']);
  });

  it.each(['answerAccuracy', 'answerAccuracy=', 'answerAccuracy=veel', 'onzin=1', '=1', '__proto__=1', ''])(
    'cannot be “%s”',
    (limit) => {
      expect(() => missedLimits(figures, [limit], [])).toThrow(`${limit} is geen grens.`);
    },
  );
});
