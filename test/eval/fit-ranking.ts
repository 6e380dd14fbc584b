/**
 * Fits the weights of the ranking: `npm run fit:ranking -- --archive A --questions NAME=Q [--archive …]`, the golden set included.
 *
 * List-wise logistic regression with L2 over the passages that are read closely: the right ones against the others (ListNet's
 * top-one loss; see `src/retrieval/retrieve.ts`). Weights are kept from going below nought: more evidence never counts against
 * a passage. Every question counts once in its own archive and once in the mixed one. What is printed comes from
 * cross-validation by question. Writes `src/retrieval/fusion-weights.json`; fit abstaining anew after it.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { evidenceNames } from '../../src/retrieval/fusion.ts';
import { questionSets } from '../bench/retrieval/question-sets.ts';
import { foldOf } from './logistic.ts';
import { type RankingExample, rankingExamples } from './ranking-examples.ts';

const weightsFile = new URL('../../src/retrieval/fusion-weights.json', import.meta.url);

const l2 = 0.8;
const rounds = 1_500;
const stepSize = 5;
const folds = 5;

const { values } = parseArgs({
  options: { archive: { type: 'string', multiple: true }, questions: { type: 'string', multiple: true } },
});
const examples = await rankingExamples(questionSets(values.archive ?? [], values.questions ?? []));
report(examples);
const fitted = inSentences(weightsFor(examples));
const content = {
  fitted: `${examples.length} lists of ${[...new Set(examples.map(({ set }) => set))].join('; ')}`,
  weights: Object.fromEntries(evidenceNames.map((name, i) => [name, fitted[i]])),
};
await writeFile(weightsFile, `${JSON.stringify(content, null, 2)}\n`);

/** The weights with which the right passages have the highest likelihood to come first. */
function weightsFor(training: readonly RankingExample[]): number[] {
  const learnt = training.filter(({ passages }) => passages.some(({ isRight }) => isRight));
  const weights = evidenceNames.map(() => 1);
  for (let round = 0; round < rounds; round++) {
    const gradient = weights.map((weight) => l2 * weight);
    for (const { passages } of learnt) addGradient(passages, weights, gradient);
    for (const [j, slope] of gradient.entries())
      weights[j] = Math.max(0, (weights[j] ?? 0) - (stepSize * slope) / learnt.length);
  }
  return weights;
}

/** Of minus the log of the chance of a right passage: what is expected of all, less what is expected of the right ones. */
function addGradient(passages: RankingExample['passages'], weights: readonly number[], gradient: number[]): void {
  const chances = passages.map(({ evidence }) => Math.exp(dot(evidence, weights)));
  let total = 0;
  let right = 0;
  for (const [i, { isRight }] of passages.entries()) {
    total += chances[i] as number;
    if (isRight) right += chances[i] as number;
  }
  for (const [i, { evidence, isRight }] of passages.entries()) {
    const chance = chances[i] as number;
    const pull = chance / total - (isRight ? chance / right : 0);
    for (let j = 0; j < evidence.length; j++) gradient[j] = (gradient[j] as number) + pull * (evidence[j] as number);
  }
}

/** Says what models find that have not seen the question: the share of right documents at 1 and among the first 5. */
function report(all: readonly RankingExample[]): void {
  const counts = new Map<string, { asked: number; at1: number; at5: number }>();
  for (let fold = 0; fold < folds; fold++) {
    const weights = weightsFor(all.filter(({ group }) => foldOf(group, folds, 0) !== fold));
    for (const { set, passages } of all.filter(({ group }) => foldOf(group, folds, 0) === fold)) {
      const count = counts.get(set) ?? { asked: 0, at1: 0, at5: 0 };
      const place = placeOf(passages, weights);
      counts.set(set, {
        asked: count.asked + 1,
        at1: count.at1 + Number(place === 0),
        at5: count.at5 + Number(place < 5),
      });
    }
  }
  for (const [set, { asked, at1, at5 }] of counts)
    say(`${set}: ${percent(at1 / asked)} at 1, ${percent(at5 / asked)} at 5`);
}

/** Place of the right document among the documents, from 0. */
function placeOf(passages: RankingExample['passages'], weights: readonly number[]): number {
  const ranked = passages
    .map(({ evidence, isRight, source }) => ({ score: dot(evidence, weights), isRight, source }))
    .sort((a, b) => b.score - a.score);
  const first = ranked.find(({ isRight }) => isRight);
  if (!first) return Number.POSITIVE_INFINITY;
  const sources = [...new Set(ranked.map(({ source }) => source))];
  return sources.indexOf(first.source);
}

/** The weights as shares of that of the best sentence: of an order only the ratios count. */
function inSentences(weights: readonly number[]): number[] {
  const unit = weights[evidenceNames.indexOf('sentence')] || 1;
  return weights.map((weight) => Math.round((weight / unit) * 100) / 100);
}

function dot(a: readonly number[], b: readonly number[]): number {
  let product = 0;
  for (let i = 0; i < a.length; i++) product += (a[i] as number) * (b[i] as number);
  return product;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
