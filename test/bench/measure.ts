import { readFileSync } from 'node:fs';
import { extractAnswer } from '../../src/answering/extract-answer.ts';
import { DirectChannel } from '../../src/desk/direct-channel.ts';
import { type EvaluationQuestion, parseQuestions } from '../../src/evaluation/question-file.ts';
import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { Measured, MeasureOrder } from './orders.ts';

const golden = new URL('../eval/golden.jsonl', import.meta.url);
const warmUp = 60;
const megabyte = 1024 * 1024;

/** Builds the index of a filled data directory, and asks it the golden questions, over and over up to the number. */
export async function measure({ directory, questions: count }: MeasureOrder): Promise<Measured> {
  const limits = { maxFileBytes: 50 * megabyte, maxUnpackedBytes: 400 * megabyte };
  const house = await House.build({ database: { kind: 'sqlite', directory }, limits, logger: silentLogger });
  try {
    const rssBeforeMb = rss();
    const started = performance.now();
    await house.index.follow(house.database.stores.knowledge);
    const indexSeconds = (performance.now() - started) / 1_000;
    const rssMb = rss();
    const asked = questionsUpTo(warmUp + count);
    const extract = timesOfExtracting(house, asked);
    const { times: desk, answered } = await timesOfAsking(house, asked);
    return {
      indexSeconds,
      vocabulary: house.index.lexical.vocabulary.size,
      rssBeforeMb,
      rssMb,
      rssPeakMb: process.resourceUsage().maxRSS / 1024,
      desk: latencyOf(desk),
      extract: latencyOf(extract),
      answered: answered / count,
    };
  } finally {
    await house.close();
  }
}

function timesOfExtracting(house: House, asked: readonly EvaluationQuestion[]): number[] {
  return asked.map(({ question, history }) => {
    const started = performance.now();
    extractAnswer(house.index, question, history, Date.now());
    return performance.now() - started;
  });
}

async function timesOfAsking(house: House, asked: readonly EvaluationQuestion[]) {
  const channel = new DirectChannel('bench');
  await house.open({ channels: [channel] });
  const times: number[] = [];
  let answered = 0;
  for (const [i, { question, history }] of asked.entries()) {
    const key = `bench-${process.pid}-${i}`;
    for (const earlier of history) await channel.ask(key, earlier);
    const started = performance.now();
    const reply = await channel.ask(key, question);
    times.push(performance.now() - started);
    if (i >= warmUp && reply.details?.outcome === 'answered') answered++;
  }
  return { times, answered };
}

function questionsUpTo(count: number): EvaluationQuestion[] {
  const all = parseQuestions(readFileSync(golden, 'utf8'), 'golden.jsonl');
  return Array.from({ length: Math.ceil(count / all.length) }, () => all)
    .flat()
    .slice(0, count);
}

function latencyOf(times: readonly number[]) {
  const counted = times.slice(warmUp).sort((a, b) => a - b);
  const at = (share: number) => counted[Math.min(counted.length - 1, Math.floor(counted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), count: counted.length };
}

/** Memory of this process in MB, after collecting garbage where node was started with `--expose-gc`. */
function rss(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / megabyte;
}
