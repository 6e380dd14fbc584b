/**
 * Fits the weights that decide between answering and abstaining: `npm run fit -- --archive A --questions Q [--archive …]`.
 *
 * Each archive goes with the question file after it; `abstain-examples.ts` makes examples of them. Logistic regression with L2.
 * Everything that is printed, and the threshold, comes from cross-validation by question, repeated with other folds: a score
 * is the mean of what models say that have not seen the question. Writes `src/answering/abstain-weights.json`, the same
 * for the same archives and questions.
 */
import { writeFile } from 'node:fs/promises';
import { signalNames } from '../../src/answering/signals.ts';
import { type AbstainExample, examplesOf } from './abstain-examples.ts';
import { auroc, calibrationOf, crossValidate, fitLogistic, shareBelow } from './logistic.ts';

const weightsFile = new URL('../../src/answering/abstain-weights.json', import.meta.url);

/**
 * Of the questions that have an answer, the share that may be refused, by the rules or below the threshold, in every set:
 * beyond that, members stop asking. The threshold is as high as this allows.
 */
const refusalsAllowed = 0.08;

const usage = 'usage: --archive A --questions Q …';

const examples: AbstainExample[] = [];
for (const { archive, questions } of pairsOf(process.argv.slice(2)))
  examples.push(...(await examplesOf(archive, questions)));
const sets = [...new Set(examples.map(({ set }) => set))];
const scored = crossValidate(examples, { folds: 5, rounds: 10 });
const threshold = highestThreshold();
const model = fitLogistic(examples);
const content = {
  fitted: `${examples.length} examples of ${sets.join(', ')}`,
  intercept: rounded(model.intercept),
  threshold,
  signals: Object.fromEntries(signalNames.map((name, i) => [name, rounded(model.weights[i] ?? 0)])),
};
await writeFile(weightsFile, `${JSON.stringify(content, null, 2)}\n`);
for (const set of sets) say(reportOf(set));
for (const { from, to, said, was, count } of calibrationOf(scored, 5))
  say(`${count} with a confidence of ${from} to ${to}: ${percent(said)} on average, and right ${percent(was)}`);
say(`threshold ${threshold}`);

function pairsOf(words: readonly string[]): { archive: string; questions: string }[] {
  if (words.length === 0 || words.length % 4 !== 0) throw new Error(usage);
  return Array.from({ length: words.length / 4 }, (_, i) => {
    const [first, archive, second, questions] = words.slice(4 * i, 4 * i + 4);
    if (first !== '--archive' || second !== '--questions' || !archive || !questions) throw new Error(usage);
    return { archive, questions };
  });
}

/** The highest confidence to answer from at which, on average over the sets, no more is refused than is allowed. */
function highestThreshold(): number {
  const answerable = sets.map((set) => decisionsOf(set, (example) => example.answerable));
  const refused = (limit: number) =>
    answerable.reduce((sum, scores) => sum + shareBelow(scores, limit), 0) / sets.length;
  let threshold = 0;
  while (refused(threshold + 0.001) <= refusalsAllowed) threshold += 0.001;
  return rounded(threshold);
}

/** The scores that decide on some examples of a set; what a rule refuses is below every threshold. */
function decisionsOf(set: string, isCounted: (example: AbstainExample) => boolean): number[] {
  return scored
    .filter(({ example }) => example.set === set && isCounted(example))
    .map(({ example, score }) => (example.ruledOut ? -1 : score));
}

function reportOf(set: string): string {
  const answerable = decisionsOf(set, (example) => example.answerable);
  const groups = {
    'that have an answer': answerable,
    'that have none': decisionsOf(set, (example) => !example.answerable && !example.made),
    'whose documents were taken out': decisionsOf(set, ({ made }) => made),
  };
  const parts = Object.entries(groups)
    .filter(([, scores]) => scores.length > 0)
    .map(([name, scores]) => {
      const apart = scores === answerable ? '' : ` (AUROC ${auroc(answerable, scores).toFixed(3)})`;
      return `${percent(shareBelow(scores, threshold))} of ${scores.length} ${name}${apart}`;
    });
  return `${set}: refused ${parts.join(', ')}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
