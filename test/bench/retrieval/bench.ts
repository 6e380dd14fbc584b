import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { systems } from '../peers/systems.ts';
import { defaultSizes, sizesOf } from '../sizes.ts';
import { measureBandwidth } from './bandwidth.ts';
import { plotOf } from './plot.ts';
import { readArchives, writeCorpus } from './prepare.ts';
import { questionSets } from './question-sets.ts';
import { runSystem } from './run-system.ts';
import { type Report, type Row, reportOf, rowsOf, summaryOf } from './table.ts';

const results = fileURLToPath(new URL('../results', import.meta.url));

/**
 * Finds passages with ours and with other search engines: the same text, the same questions, one after another.
 *
 *     npm run bench -- retrieval [--archive PATH --questions NAME=FILE]… [--sizes 1000,10000,100000] [--seconds 240]
 *                                [--systems ours,orama] [--out MAP]
 *
 * The golden questions and the articles that ship are always there. All archives stand in one corpus; how it is made larger
 * stands in `prepare.ts`. Each system at each size has a process of its own, and `--seconds` to build and answer.
 */
export async function benchRetrieval(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      archive: { type: 'string', multiple: true, default: [] },
      questions: { type: 'string', multiple: true, default: [] },
      sizes: { type: 'string', default: defaultSizes },
      systems: { type: 'string', default: Object.keys(systems).join(',') },
      seconds: { type: 'string', default: '240' },
      out: { type: 'string', default: results },
    },
  });
  const sets = questionSets(values.archive, values.questions);
  const archive = await readArchives(sets);
  const bandwidth = measureBandwidth();
  const rows: Row[] = [];
  const corpora: Report['corpora'] = [];
  const load = [loadavg()[0] ?? 0];
  const directory = await mkdtemp(join(tmpdir(), 'dorpsbalie-retrieval-'));
  try {
    for (const size of sizesOf(values.sizes)) {
      const corpus = join(directory, `${size}.jsonl`);
      const { passages, real, homes, questions } = await writeCorpus(archive, sets, size, corpus);
      corpora.push({ passages, real, questions: questions.length });
      for (const system of values.systems.split(',')) {
        const order = { system, corpus, questions, homes, seconds: Number(values.seconds) };
        const found = rowsOf(system, size, await runSystem(order, join(directory, 'order.json')));
        rows.push(...found);
        for (const row of found) process.stderr.write(`${summaryOf(row)}\n`);
        load.push(loadavg()[0] ?? 0);
      }
      await rm(corpus);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  const report: Report = { rows, corpora, bandwidth, sets: sets.map(({ name }) => name), load: Math.max(...load) };
  await writeFile(join(values.out, 'retrieval.md'), reportOf(report));
  await writeFile(join(values.out, 'retrieval.svg'), plotOf(rows));
}
