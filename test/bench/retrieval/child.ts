import { readFileSync } from 'node:fs';
import type { Mode } from '../peers/system.ts';
import { systems } from '../peers/systems.ts';
import { readCorpus } from './corpus.ts';
import { type AskedQuestion, type ModeResult, type Recall, type SystemResult, systemOrder } from './orders.ts';

/** One system at one size, in a process of its own: gets its order as a file, and prints what it found as JSON. */

/** Before anything is timed, questions are asked for at most this long, and none twice. */
const warmUpSeconds = 4;
/** Once every question was asked, the round is repeated up to this many times or seconds. */
const timings = 800;
const repeatSeconds = 12;
const megabyte = 1024 * 1024;

const order = systemOrder.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
const deadline = performance.now() + order.seconds * 1_000;
const load = systems[order.system];
if (!load) throw new Error(`there is no system ${order.system}`);
const corpus = await readCorpus(order.corpus);
const build = await load();
const before = residentMb();
const began = performance.now();
const built = await build(
  corpus,
  order.questions.map(({ question }) => question),
);
const buildSeconds = (performance.now() - began) / 1_000;
const memoryMb = residentMb() - before + (built.outsideMb ?? 0);
const modes: ModeResult[] = [];
for (const [i, make] of built.modes.entries()) {
  const now = performance.now();
  modes.push(await ask(make(), order.questions, now + (deadline - now) / (built.modes.length - i)));
}
await built.close?.();
process.stdout.write(`${JSON.stringify({ buildSeconds, memoryMb, modes } satisfies SystemResult)}\n`);

async function ask(mode: Mode, questions: readonly AskedQuestion[], until: number): Promise<ModeResult> {
  const warmAt = Math.min(until, performance.now() + warmUpSeconds * 1_000);
  for (const { question } of questions) if (performance.now() < warmAt) await mode.search(question);
  const times: number[] = [];
  const recall = new Map<string, Recall>();
  const limit = Math.min(until, performance.now() + repeatSeconds * 1_000);
  let asked = 0;
  for (let round = 0; ; round++) {
    for (const question of questions) {
      if (performance.now() > (round === 0 ? until : limit) && asked > 0) return result();
      const started = performance.now();
      const sources = await mode.search(question.question);
      times.push(performance.now() - started);
      if (round > 0) continue;
      asked++;
      note(recall, question, sources);
    }
    if (times.length >= timings) return result();
  }

  function result(): ModeResult {
    const sorted = Float64Array.from(times).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return {
      name: mode.name,
      p50: at(0.5),
      p99: at(0.99),
      timed: times.length,
      recall: [...recall.values()],
      ...(mode.vectorRecall !== undefined && { vectorRecall: mode.vectorRecall }),
      ...(mode.touched && { touched: meanTouched(mode.touched, questions) }),
      cut: asked < questions.length,
    };
  }
}

/** Passages of other sets are passed over: they may answer as well, and nobody has judged them. */
function note(recall: Map<string, Recall>, { set, sources }: AskedQuestion, found: readonly string[]): void {
  const counted = recall.get(set) ?? { set, asked: 0, at1: 0, at5: 0 };
  recall.set(set, counted);
  const judged = found.filter((source) => (order.homes[source] ?? set) === set);
  const place = judged.findIndex((source) => sources.includes(source));
  counted.asked++;
  if (place === 0) counted.at1++;
  if (place >= 0 && place < 5) counted.at5++;
}

function meanTouched(touched: NonNullable<Mode['touched']>, questions: readonly AskedQuestion[]) {
  const sum = { postings: 0, vectors: 0 };
  for (const { question } of questions) {
    const { postings, vectors } = touched(question);
    sum.postings += postings / questions.length;
    sum.vectors += vectors / questions.length;
  }
  return sum;
}

/** Memory of this process in MB, after collecting garbage. */
function residentMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / megabyte;
}
