/** One example to learn from. */
export interface Example {
  /** Examples of one group are never split over training and testing. */
  group: string;
  x: readonly number[];
  y: 0 | 1;
  weight: number;
}

export interface LogisticModel {
  weights: number[];
  intercept: number;
}

const l2 = 0.03;
const rounds = 3_000;

/** Logistic regression by gradient descent on standardised features; weights are given back for the raw ones. */
export function fitLogistic(examples: readonly Example[]): LogisticModel {
  const size = examples[0]?.x.length ?? 0;
  const columns = Array.from({ length: size }, (_, j) => examples.map((example) => example.x[j] ?? 0));
  const means = columns.map(mean);
  const spreads = columns.map((column, j) => Math.sqrt(mean(column.map((v) => (v - (means[j] ?? 0)) ** 2))) || 1);
  const rows = examples.map(({ x }) => x.map((value, j) => (value - (means[j] ?? 0)) / (spreads[j] ?? 1)));
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Array<number>(size).fill(0);
  let intercept = 0;
  for (let round = 0; round < rounds; round++) {
    const gradient = new Array<number>(size).fill(0);
    let offset = 0;
    for (const [i, { y, weight }] of examples.entries()) {
      const row = rows[i] ?? [];
      const error = (sigmoid(intercept + dot(row, weights)) - y) * weight;
      offset += error;
      for (let j = 0; j < size; j++) gradient[j] = (gradient[j] ?? 0) + error * (row[j] ?? 0);
    }
    intercept -= offset / total;
    for (let j = 0; j < size; j++)
      weights[j] = (weights[j] ?? 0) - ((gradient[j] ?? 0) / total + l2 * (weights[j] ?? 0));
  }
  const raw = weights.map((weight, j) => weight / (spreads[j] ?? 1));
  return { weights: raw, intercept: intercept - dot(raw, means) };
}

/** An example with what was said of it. */
export interface Scored<E extends Example> {
  example: E;
  score: number;
}

/** Each example scored by models that have not seen its group: the mean over rounds that divide the groups differently. */
export function crossValidate<E extends Example>(
  examples: readonly E[],
  { folds, rounds }: { folds: number; rounds: number },
): Scored<E>[] {
  const scored = examples.map((example) => ({ example, score: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (let fold = 0; fold < folds; fold++) {
      const isTested = ({ group }: E) => foldOf(group, folds, round) === fold;
      const model = fitLogistic(examples.filter((example) => !isTested(example)));
      for (const item of scored) {
        if (!isTested(item.example)) continue;
        item.score += sigmoid(model.intercept + dot(item.example.x, model.weights)) / rounds;
      }
    }
  }
  return scored;
}

/** Chance that a right one scores above a wrong one: area under the ROC curve. */
export function auroc(right: readonly number[], wrong: readonly number[]): number {
  let wins = 0;
  for (const a of right) for (const b of wrong) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (right.length * wrong.length);
}

/** Examples whose score lies between `from` and `to`: their mean score and the share that is right, by weight. */
interface Bin {
  from: number;
  to: number;
  count: number;
  said: number;
  was: number;
}

/** How far scores can be taken for chances: in equal bins, those that hold nothing left out. */
export function calibrationOf(items: readonly Scored<Example>[], bins: number): Bin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const inside = items.filter(({ score }) => Math.min(bins - 1, Math.floor(score * bins)) === bin);
    const total = inside.reduce((sum, { example }) => sum + example.weight, 0);
    const meanOf = (pick: (item: Scored<Example>) => number) =>
      inside.reduce((sum, item) => sum + pick(item) * item.example.weight, 0) / total;
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      count: inside.length,
      said: meanOf(({ score }) => score),
      was: meanOf(({ example }) => example.y),
    };
  }).filter(({ count }) => count > 0);
}

export function shareBelow(values: readonly number[], limit: number): number {
  return values.filter((value) => value < limit).length / values.length;
}

/** FNV-1a, its bits spread: the rounds must not divide the groups alike. */
export function foldOf(group: string, folds: number, round: number): number {
  let hash = 0x811c9dc5;
  for (const letter of `${round} ${group}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % folds;
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
