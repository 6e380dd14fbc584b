import type { Figures } from '../../src/evaluation/figures.ts';
import { DeskError } from '../../src/kernel/errors.ts';

const labels: readonly (readonly [keyof Figures, string])[] = [
  ['answerAccuracy', 'goede antwoorden'],
  ['falseAnswers', 'antwoord waar geen antwoord is'],
  ['falseRefusals', 'geen antwoord waar er een is'],
  ['kindAccuracy', 'juiste soort weigering'],
  ['recallAt1', 'juiste bron op 1'],
  ['recallAt3', 'juiste bron bij eerste 3'],
  ['recallAt5', 'juiste bron bij eerste 5'],
];

/** The figures for a person to read. */
export function figuresTable(figures: Figures): string {
  const lines = labels.map(([key, label]) => `${label.padEnd(34)} ${percentage(figures[key])}`);
  return [
    `${figures.questions} vragen, waarvan ${figures.answerable} met een antwoord`,
    ...lines,
    `${'MRR'.padEnd(34)} ${figures.meanReciprocalRank?.toFixed(3) ?? '-'}`,
    `${'tijd: mediaan / p99'.padEnd(34)} ${milliseconds(figures.latencyMsMedian)} / ${milliseconds(figures.latencyMsP99)}`,
    `${'langste tekst'.padEnd(34)} ${figures.longestText} tekens`,
  ].join('\n');
}

/**
 * Holds figures against limits such as `answerAccuracy=0.7`.
 *
 * @returns a line for each limit that is not met; none when all is well
 * @throws DeskError `usage` for a limit that cannot be read
 */
export function missedLimits(figures: Figures, atLeast: readonly string[], atMost: readonly string[]): string[] {
  const missed: string[] = [];
  for (const [limits, holds, word] of [
    [atLeast, (value: number, limit: number) => value >= limit, 'ten minste'],
    [atMost, (value: number, limit: number) => value <= limit, 'ten hoogste'],
  ] as const) {
    for (const text of limits) {
      const [name = '', number = ''] = text.split('=');
      const limit = Number(number);
      if (!Object.hasOwn(figures, name) || number === '' || Number.isNaN(limit)) {
        throw new DeskError('usage', `${text} is geen grens. Schrijf bijvoorbeeld answerAccuracy=0.7.`);
      }
      const value = figures[name as keyof Figures];
      if (value === null || !holds(value, limit))
        missed.push(`${name} is ${value ?? 'onbekend'}, moet ${word} ${limit} zijn`);
    }
  }
  return missed;
}

function percentage(value: number | null): string {
  return value === null ? '-' : `${(value * 100).toFixed(1)} %`;
}

function milliseconds(value: number | null): string {
  return value === null ? '-' : `${value.toFixed(1)} ms`;
}
