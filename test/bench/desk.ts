import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import { type Filled, filled, type Measured, measured } from './orders.ts';
import { inChild, startServer } from './processes.ts';
import { defaultSizes, sizesOf } from './sizes.ts';

/**
 * How fast the desk is, and how much memory it takes, with archives of different sizes.
 *
 *     npm run bench -- desk --sizes 1000,10000,100000 --archive MAP… --json
 *
 * Each size is filled, measured and served by processes of its own, so that memory and warmth are its own. How a large archive
 * is made of a small one stands in `recombine.ts`.
 */

/** What was found for one size. */
interface Row extends Measured {
  archive: Filled;
  server: { seconds: number; rssMb: number | null };
}

const questionsPerSize = 318;

/** Measures the desk at each size, and prints a table or JSON. */
export async function benchDesk(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      sizes: { type: 'string', default: defaultSizes },
      archive: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  });
  const archive = values.archive.map((path) => resolve(path));
  const rows: Row[] = [];
  for (const size of sizesOf(values.sizes)) rows.push(await benchOf(size, archive));
  process.stdout.write(values.json ? `${JSON.stringify({ machine, rows })}\n` : `${tableOf(rows)}\n`);
}

async function benchOf(passages: number, archive: string[]): Promise<Row> {
  const directory = await mkdtemp(join(tmpdir(), 'dorpsbalie-bench-'));
  try {
    say(`${passages}: filling`);
    const made = await inChild({ step: 'fill', directory, archive, passages }, filled);
    say(`${passages}: measuring`);
    const figures = await inChild({ step: 'measure', directory, questions: questionsPerSize }, measured);
    say(`${passages}: starting the server`);
    return { ...figures, archive: made, server: await startServer(directory) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function tableOf(found: readonly Row[]): string {
  const columns: readonly (readonly [string, (row: Row) => string])[] = [
    ['passages', ({ archive: { passages } }) => String(passages)],
    ['documents', ({ archive: { documents } }) => String(documents)],
    ['words', ({ archive: { growth } }) => String(growth.words)],
    ['terms', ({ vocabulary }) => String(vocabulary)],
    ['desk p50', ({ desk }) => `${desk.p50.toFixed(1)} ms`],
    ['desk p99', ({ desk }) => `${desk.p99.toFixed(1)} ms`],
    ['answer p50', ({ extract }) => `${extract.p50.toFixed(1)} ms`],
    ['answer p99', ({ extract }) => `${extract.p99.toFixed(1)} ms`],
    ['index', ({ indexSeconds }) => `${indexSeconds.toFixed(2)} s`],
    ['start', ({ server }) => `${server.seconds.toFixed(2)} s`],
    ['memory', ({ rssMb }) => `${rssMb.toFixed(0)} MB`],
    ['peak', ({ rssPeakMb }) => `${rssPeakMb.toFixed(0)} MB`],
    ['server', ({ server }) => (server.rssMb === null ? '-' : `${server.rssMb.toFixed(0)} MB`)],
    ['answered', ({ answered }) => `${(answered * 100).toFixed(0)} %`],
  ];
  const cells = [columns.map(([name]) => name), ...found.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)));
  const table = cells.map((line) => line.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  '));
  const { cpu, cores, memoryGb, node, system } = machine;
  return [
    `${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}, ${system}; ${questionsPerSize} questions a size`,
    ...table,
    ...found.map(heapsLine),
  ].join('\n');
}

/** Whether the made text grows as the real one does. */
function heapsLine({ archive: { passages, real, law, growth } }: Row): string {
  const { words, vocabulary, expected, fitted } = growth;
  return (
    `Heaps at ${passages} (${real} real): ${vocabulary} different words in ${words}, the law says ${expected}; ` +
    `archive n^${law.beta.toFixed(2)}, made n^${fitted.beta.toFixed(2)}`
  );
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
