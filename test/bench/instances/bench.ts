import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parseQuestions } from '../../../src/evaluation/question-file.ts';
import { newDirectory, type ServerProcess, startServer } from '../../support/desk-process.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { machineLine } from '../machine.ts';
import { markdownTable } from '../markdown.ts';
import { LoadMember } from './load-member.ts';

/**
 * One instance and three on the same PostgreSQL, under the same load from loopback, and three of which one is killed half way.
 *
 *     npm run bench -- instances --seconds 20 --write test/bench/results/instances.md
 *
 * Load, instances and database share this machine: with few cores the figures say what sharing costs, not what it brings.
 */

const golden = new URL('../../eval/golden.jsonl', import.meta.url);

/** Members, and how long each waits between two questions, in milliseconds. */
interface Load {
  name: string;
  members: number;
  everyMs: number;
}
const loads: readonly Load[] = [
  { name: 'steady', members: 20, everyMs: 2_000 },
  { name: 'full', members: 40, everyMs: 0 },
];

interface Setting {
  name: string;
  instances: number;
  killOne: boolean;
}
const settings: readonly Setting[] = [
  { name: '1 instance', instances: 1, killOne: false },
  { name: '3 instances', instances: 3, killOne: false },
  { name: '3, one killed half way', instances: 3, killOne: true },
];

interface Found {
  perSecond: number;
  p50: number;
  p99: number;
  slowest: number;
  asked: number;
  lost: number;
}

export async function benchInstances(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { seconds: { type: 'string', default: '20' }, write: { type: 'string' } },
  });
  const seconds = Number(values.seconds);
  const rows: string[][] = [];
  let highestLoad = 0;
  for (const load of loads) {
    for (const setting of settings) {
      const found = await measure(load, setting, seconds);
      highestLoad = Math.max(highestLoad, loadavg()[0] ?? 0);
      rows.push([`${load.name}: ${setting.name}`, ...cellsOf(found)]);
      process.stderr.write(`${rows.at(-1)?.join('  ')}\n`);
    }
  }
  const report = reportOf(rows, seconds, highestLoad);
  process.stdout.write(report);
  if (values.write) await writeFile(values.write, report);
}

/** Each measurement has a database of its own, that fsyncs as it does at work. */
async function measure(load: Load, { instances, killOne }: Setting, seconds: number): Promise<Found> {
  const postgres = await startPostgres(['fsync=on']);
  const { path, remove } = await newDirectory();
  const env = { DATABASE_URL: postgres.url, TRUST_PROXY: 'true' };
  const servers: ServerProcess[] = [];
  try {
    for (let i = 0; i < instances; i++) servers.push(await startServer({ dataDir: path, env }));
    let there = servers;
    let turn = 0;
    const elsewhere = () => there[turn++ % there.length]?.url ?? '';
    const members = Array.from(
      { length: load.members },
      (_, i) => new LoadMember(elsewhere(), `10.0.0.${i + 1}`, elsewhere),
    );
    await Promise.all(members.map((member) => member.open()));
    const began = performance.now();
    const until = began + seconds * 1_000;
    const asking = Promise.all(members.map((member, i) => askUntil(member, i, load, until)));
    if (killOne) {
      await delay((seconds * 1_000) / 2);
      there = servers.slice(1);
      await servers[0]?.kill();
    }
    const times = (await asking).flat();
    const tookSeconds = (performance.now() - began) / 1_000;
    for (const member of members) member.close();
    return foundIn(times, tookSeconds);
  } finally {
    await Promise.all(servers.map((server) => server.kill()));
    await postgres.stop();
    await remove();
  }
}

const questions = parseQuestions(readFileSync(golden, 'utf8'), 'golden.jsonl').map(({ question }) => question);

/** Members begin at different questions, and at different moments. */
async function askUntil(member: LoadMember, place: number, load: Load, until: number): Promise<(number | null)[]> {
  const times: (number | null)[] = [];
  await delay((load.everyMs * place) / load.members);
  for (let i = place * 7; performance.now() < until; i++) {
    const nextAt = performance.now() + load.everyMs;
    times.push(await member.ask(questions[i % questions.length] ?? ''));
    const waitMs = Math.min(nextAt, until) - performance.now();
    if (waitMs > 0) await delay(waitMs);
  }
  return times;
}

function foundIn(times: readonly (number | null)[], seconds: number): Found {
  const sorted = times.filter((time) => time !== null).sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    perSecond: sorted.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    slowest: at(1),
    asked: times.length,
    lost: times.length - sorted.length,
  };
}

function cellsOf({ perSecond, p50, p99, slowest, asked, lost }: Found): string[] {
  return [perSecond.toFixed(1), p50.toFixed(0), p99.toFixed(0), slowest.toFixed(0), String(asked), String(lost)];
}

function reportOf(rows: readonly string[][], seconds: number, highestLoad: number): string {
  const head = ['', 'answers/s', 'p50 ms', 'p99 ms', 'slowest ms', 'asked', 'unanswered'];
  const described = loads.map(({ name, members, everyMs }) =>
    everyMs === 0
      ? `*${name}*: ${members} members who ask again as soon as they have a reply`
      : `*${name}*: ${members} members who each ask every ${everyMs / 1_000} s`,
  );
  return `# One instance and three on one PostgreSQL

${new Date().toISOString().slice(0, 10)}. ${machineLine}; load at most ${highestLoad.toFixed(1)}. Written by \`npm run bench -- instances --seconds ${seconds}\`.

${described.join('; ')}; ${seconds} s each. Latency is from the post to the reply on the member's event stream. Members, instances
and PostgreSQL (with fsync) all run on this one machine, so three instances share the cores that one has for itself: the
figures tell what sharing costs and how long a killed instance is felt, not what three machines would do. A member whose
instance is killed goes on at another with the same message; what the killed one had begun waits until its lease is over.

${markdownTable(head, rows)}
`;
}
