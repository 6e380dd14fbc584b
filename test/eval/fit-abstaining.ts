/**
 * Fits the weights that decide between answering and abstaining: `npm run fit -- --archive A --questions Q [--archive …]`.
 *
 * Each archive goes with the question file after it. For every question the signals are taken twice: with the archive as it
 * is, and with the documents that answer it taken out, which gives a question without an answer in the same field. Logistic
 * regression with L2, five-fold cross-validation by question; each set weighs the same. Writes
 * `src/answering/abstain-weights.json` and prints how well it separates and how well it is calibrated.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { selectExcerpts } from '../../src/answering/excerpts.ts';
import { type Signals, signalNames, signalsOf } from '../../src/answering/signals.ts';
import { recogniseIntent } from '../../src/desk/intent.ts';
import { type EvaluationQuestion, parseQuestions } from '../../src/evaluation/question-file.ts';
import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { KnowledgeIndex } from '../../src/retrieval/knowledge-index.ts';
import { retrieve } from '../../src/retrieval/retrieve.ts';
import { HidingStore } from './hiding-store.ts';
import { auroc, calibrationError, crossValidate, type Example, fitLogistic, shareBelow } from './logistic.ts';

const weightsFile = new URL('../../src/answering/abstain-weights.json', import.meta.url);

/** What a question without an answer that we made by taking its documents out weighs beside a real one. */
const madeWeight = 0.3;

/**
 * Of the questions that have an answer, the share that may be refused, in every set: beyond that, members stop asking. The
 * threshold is as high as this allows.
 */
const refusalsAllowed = 0.1;

interface Labelled extends Example {
  set: string;
  made: boolean;
  /** True when the archive holds an answer, whether it was found or not. */
  answerable: boolean;
}

const pairs = readPairs(process.argv.slice(2));
const examples: Labelled[] = [];
for (const { archive, questions } of pairs) examples.push(...(await examplesOf(archive, questions)));
const scored = crossValidate(examples, 5);
const model = fitLogistic(examples);
const real = scored.filter(({ example }) => !example.made);
const sets = [...new Set(examples.map((example) => example.set))];
const threshold = highestThreshold();
for (const set of sets)
  report(
    set,
    real.filter(({ example }) => example.set === set),
  );
const signals = Object.fromEntries(signalNames.map((name, i) => [name, round(model.weights[i] ?? 0)]));
const content = {
  fitted: `${examples.length} examples of ${sets.join(', ')}`,
  intercept: round(model.intercept),
  threshold,
  signals,
};
await writeFile(weightsFile, `${JSON.stringify(content, null, 2)}\n`);
process.stdout.write(`threshold ${threshold}\n`);

function readPairs(words: readonly string[]): { archive: string; questions: string }[] {
  const found: { archive: string; questions: string }[] = [];
  for (let i = 0; i + 3 < words.length; i += 4) {
    const [first, archive, second, questions] = words.slice(i, i + 4);
    if (first !== '--archive' || second !== '--questions' || !archive || !questions)
      throw new Error('usage: --archive A --questions Q …');
    found.push({ archive, questions });
  }
  if (found.length === 0) throw new Error('usage: --archive A --questions Q …');
  return found;
}

async function examplesOf(archive: string, file: string): Promise<Labelled[]> {
  const house = await House.build({
    database: { kind: 'sqlite-memory' },
    limits: { maxFileBytes: 1e8, maxUnpackedBytes: 1e9 },
    logger: silentLogger,
  });
  await house.ingest([archive]);
  const documents = await house.database.stores.knowledge.listDocuments();
  const hiding = new HidingStore(house.database.stores.knowledge);
  const questions = parseQuestions(await readFile(file, 'utf8'), basename(file));
  const found: Labelled[] = [];
  const set = `${basename(archive)}/${basename(file)}`;
  for (const question of questions) {
    if (question.kind === 'offtopic' || recogniseIntent(question.question).kind !== 'question') continue;
    const answered = question.outcome === 'answered';
    const seen = look(house.index, question);
    if (seen) {
      const right = answered && seen.sources.some((source) => question.sources.includes(source));
      found.push({
        group: question.id,
        set,
        made: false,
        answerable: answered,
        x: seen.signals,
        y: right ? 1 : 0,
        weight: 1,
      });
    }
    if (!answered) continue;
    const gold = documents
      .filter((document) => question.sources.includes(document.source))
      .map((document) => document.id);
    await hiding.hide(gold, house.index);
    const without = look(house.index, question);
    await hiding.show(house.index);
    if (without)
      found.push({
        group: question.id,
        set,
        made: true,
        answerable: false,
        x: without.signals,
        y: 0,
        weight: madeWeight,
      });
  }
  await house.close();
  const total = found.reduce((sum, example) => sum + example.weight, 0);
  return found.map((example) => ({ ...example, weight: (example.weight * 100) / total }));
}

function look(
  index: KnowledgeIndex,
  question: EvaluationQuestion,
): { signals: number[]; sources: string[] } | undefined {
  const retrieval = retrieve(index, question.question, question.history);
  const selections = selectExcerpts(retrieval);
  const [best] = selections;
  if (!best) return undefined;
  const signals: Signals = signalsOf(retrieval, best);
  return {
    signals: signalNames.map((name) => signals[name]),
    sources: selections.map((selection) => selection.passage.entry.document.source),
  };
}

/** The confidence that no more than `refusalsAllowed` of the answerable questions of any set stay below. */
function highestThreshold(): number {
  const limits = sets.map((set) => {
    const scores = real.filter(({ example }) => example.set === set && example.answerable).map(({ score }) => score);
    scores.sort((a, b) => a - b);
    return scores[Math.floor(scores.length * refusalsAllowed)] ?? 0.5;
  });
  return round(Math.min(...limits));
}

function split(items: readonly { example: Labelled; score: number }[]): { right: number[]; wrong: number[] } {
  const scores = (y: 0 | 1) => items.filter(({ example }) => example.y === y).map(({ score }) => score);
  return { right: scores(1), wrong: scores(0) };
}

function report(set: string, items: readonly { example: Labelled; score: number }[]): void {
  const { right, wrong } = split(items);
  process.stdout.write(
    `${set}: ${right.length} answerable, ${wrong.length} not; AUROC ${auroc(right, wrong).toFixed(3)}; ` +
      `at the threshold refused ${percent(shareBelow(right, threshold))} of the answerable, ` +
      `${percent(shareBelow(wrong, threshold))} of the others; calibration error ${calibrationError(items).toFixed(3)}\n`,
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
