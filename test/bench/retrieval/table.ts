import { machineLine } from '../machine.ts';
import { markdownTable, percent } from '../markdown.ts';
import { wanted } from '../peers/system.ts';
import type { ModeResult, Recall, SystemResult } from './orders.ts';

/** One system, asked in one way, at one size. */
export interface Row {
  system: string;
  name: string;
  size: number;
  /** Undefined when it was cut off before it could be asked. */
  found: (ModeResult & { buildSeconds: number; memoryMb: number }) | undefined;
}

export interface Report {
  rows: readonly Row[];
  corpora: { passages: number; real: number; questions: number }[];
  /** Bytes a second. */
  bandwidth: number;
  sets: readonly string[];
  /** The highest load of the machine in between. */
  load: number;
}

const reference = 'Dorpsbalie retrieve()';

export function rowsOf(system: string, size: number, result: SystemResult | undefined): Row[] {
  if (!result) return [{ system, name: system, size, found: undefined }];
  const { buildSeconds, memoryMb, modes } = result;
  return modes.map((mode) => ({ system, name: mode.name, size, found: { ...mode, buildSeconds, memoryMb } }));
}

/** Of all questions of all sets, the share with a right passage first. */
export function recallAt1({ recall }: Pick<ModeResult, 'recall'>): number {
  return sum(recall, ({ at1 }) => at1) / sum(recall, ({ asked }) => asked);
}

/** One line for whoever waits. */
export function summaryOf({ name, size, found }: Row): string {
  if (!found) return `${size} ${name}: cut off`;
  return `${size} ${name}: R@1 ${percent(recallAt1(found))}, p50 ${milliseconds(found.p50)} ms, built in ${found.buildSeconds.toFixed(1)} s`;
}

export function reportOf(report: Report): string {
  const { corpora, bandwidth, load } = report;
  const date = new Date().toISOString().slice(0, 10);
  return [
    '# Finding passages, beside other search engines',
    '',
    `${date}. ${machineLine}; load at most ${load.toFixed(1)}. Written by \`npm run bench -- retrieval\`.`,
    '',
    '![Latency against recall](retrieval.svg)',
    '',
    ...corpora.flatMap(({ passages, real, questions }) => sizeSection(report, passages, real, questions)),
    '## Ours against the limit',
    '',
    `Reading memory in order, one core reaches ${(bandwidth / 1e9).toFixed(1)} GB/s here. The limit is the time in which the`,
    'posting lists and vectors that an average question needs could be read at that rate.',
    '',
    limitTable(report),
    '',
    '## How it was measured',
    '',
    ...notes,
    '',
  ].join('\n');
}

function sizeSection({ rows, sets }: Report, size: number, real: number, questions: number): string[] {
  const here = rows.filter((row) => row.size === size);
  const ours = here.find(({ name }) => name === reference)?.found;
  const head = [
    ...['', 'all: R@1', 'R@5', ...sets.flatMap((set) => [`${set}: R@1`, 'R@5'])],
    ...['p50 ms', 'p99 ms', '× ours', 'build s', 'memory MB', ''],
  ];
  const lines = here.map(({ name, found }) => {
    if (!found) return [name, ...head.slice(2).map(() => '–'), 'cut off before it had read the passages'];
    const each = sets.flatMap((set) => shares(found.recall.filter((recall) => recall.set === set)));
    const ratio = ours ? (found.p50 / ours.p50).toFixed(found.p50 < 10 * ours.p50 ? 2 : 0) : '–';
    const figures = [found.buildSeconds.toFixed(1), found.memoryMb.toFixed(0), remark(found)];
    return [
      name,
      ...shares(found.recall),
      ...each,
      milliseconds(found.p50),
      milliseconds(found.p99),
      ratio,
      ...figures,
    ];
  });
  const made = size - real;
  return [
    `## ${size.toLocaleString('en')} passages`,
    '',
    `${real.toLocaleString('en')} real${made > 0 ? ` and ${made.toLocaleString('en')} recombined` : ''}; ${questions} questions.`,
    '',
    markdownTable(head, lines),
    '',
  ];
}

function remark({ vectorRecall, cut, recall }: ModeResult): string {
  const parts: string[] = [];
  if (vectorRecall !== undefined) parts.push(`${percent(vectorRecall)} of the exact ${wanted} nearest`);
  if (cut) parts.push(`cut off after ${sum(recall, ({ asked }) => asked)} questions`);
  return parts.join('; ');
}

function limitTable({ rows, bandwidth }: Report): string {
  const head = ['', 'passages', 'postings KB', 'vectors KB', 'limit ms', 'p50 ms', 'p50 / limit'];
  const lines = rows.flatMap(({ name, size, found }) => {
    if (!found?.touched) return [];
    const { postings, vectors } = found.touched;
    const limit = ((postings + vectors) / bandwidth) * 1_000;
    const bytes = [(postings / 1_000).toFixed(1), (vectors / 1_000).toFixed(0)];
    return [
      [name, String(size), ...bytes, limit.toFixed(4), milliseconds(found.p50), `${(found.p50 / limit).toFixed(0)}×`],
    ];
  });
  return markdownTable(head, lines);
}

/** Recall at 1 and 5. */
function shares(recall: readonly Recall[]): string[] {
  const asked = sum(recall, (one) => one.asked);
  if (asked === 0) return ['–', '–'];
  return [percent(sum(recall, ({ at1 }) => at1) / asked), percent(sum(recall, ({ at5 }) => at5) / asked)];
}

function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

const notes = [
  '- Every system gets the same passages with title, section, origin (organisation, region, kind, year) and text: as fields where it',
  '  has them, otherwise as one text in that order. Each is asked for 20 passages; extractAnswer() tells ten.',
  '- A question is answered at 1 or 5 when a passage of a right file is among the first 1 or 5. Questions that lean on an earlier',
  '  message are left out: they measure a conversation. At a size that has no room for all documents that are asked for, the',
  '  questions to the others are left out.',
  '- All sets stand in one corpus. Passages of real files of another set are passed over when a question is judged: they may answer',
  '  it as well, and nobody has said so.',
  '- Recombined passages are made of documents that no question asks for, with new words as an archive of that size has them.',
  '- Each system at each size runs in a process of its own, one after another. Memory is the growth of its resident memory from',
  '  the passages read to the index built, after collecting garbage; for PostgreSQL its server processes (512 MB cache) are added.',
  '- Two modes of one system share a process, build and memory.',
  '- MiniSearch, Orama (its Dutch stemmer and stopwords), BM25Retriever and HNSWLib (M 16, efConstruction 200, ef 10) are used as',
  '  they come. BM25Retriever lowers the case of the question and not of the text. Tuned means: ef raised in steps until 99 % of',
  '  the 20 nearest vectors of 100 questions are found.',
  '- SQLite is in memory, the words of the question quoted and joined with OR. PostgreSQL joins the roots of plainto_tsquery',
  '  with OR as well; its latency includes the loopback connection.',
];
