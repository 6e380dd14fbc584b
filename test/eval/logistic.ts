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

/** Each example scored by a model that has not seen its group. */
export function crossValidate<E extends Example>(
  examples: readonly E[],
  folds: number,
): { example: E; score: number }[] {
  const scored: { example: E; score: number }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const model = fitLogistic(examples.filter(({ group }) => foldOf(group, folds) !== fold));
    for (const example of examples) {
      if (foldOf(example.group, folds) !== fold) continue;
      scored.push({ example, score: sigmoid(model.intercept + dot(example.x, model.weights)) });
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

/** Mean gap between score and outcome over ten equal bins (expected calibration error). */
export function calibrationError(items: readonly { example: Example; score: number }[]): number {
  let gap = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inside = items.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === bin);
    if (inside.length === 0) continue;
    const said = mean(inside.map(({ score }) => score));
    const was = mean(inside.map(({ example }) => example.y));
    gap += (Math.abs(said - was) * inside.length) / items.length;
  }
  return gap;
}

export function shareBelow(values: readonly number[], limit: number): number {
  return values.filter((value) => value < limit).length / values.length;
}

function foldOf(group: string, folds: number): number {
  let hash = 7;
  for (const letter of group) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return hash % folds;
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
