import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Figures } from '../../../src/evaluation/figures.ts';
import { parseThesaurus } from '../../../src/retrieval/thesaurus-file.ts';
import { markdownTable } from '../markdown.ts';
import { type QuestionSet, questionSets } from '../retrieval/question-sets.ts';
import { readArchive } from '../retrieval/read-archive.ts';
import { judge } from './judge.ts';
import { notSwitchable, type Variant, variants } from './variants.ts';

const results = fileURLToPath(new URL('../results', import.meta.url));
const thesaurusFile = new URL('../../../knowledge/thesaurus.yaml', import.meta.url);

const ranking = {
  recallAt1: 'R@1',
  recallAt5: 'R@5',
  meanReciprocalRank: 'MRR',
} as const satisfies Partial<Record<keyof Figures, string>>;
const answering = {
  answerAccuracy: 'answers right',
  falseAnswers: 'false answers',
  falseRefusals: 'false refusals',
} as const satisfies Partial<Record<keyof Figures, string>>;

/**
 * What each part of finding and answering brings: every figure with the part taken away, each set on its own archive.
 *
 *     npm run bench -- ablation [--archive PATH --questions NAME=FILE]… [--out MAP]
 */
export async function benchAblation(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      archive: { type: 'string', multiple: true, default: [] },
      questions: { type: 'string', multiple: true, default: [] },
      out: { type: 'string', default: results },
    },
  });
  const sections: string[] = [];
  for (const set of questionSets(values.archive, values.questions)) sections.push(...(await sectionOf(set)));
  await writeFile(
    join(values.out, 'ablation.md'),
    [
      '# What each part brings',
      '',
      `${new Date().toISOString().slice(0, 10)}. Written by \`npm run bench -- ablation\`. In brackets the change against`,
      'everything, in points. The weights are those that were fitted with everything in place, and are not fitted again.',
      '',
      ...sections,
      '## Left out',
      '',
      'What cannot be taken away from the outside: ',
      ...notSwitchable,
      'Where figures of answers are missing, the part that is taken away is one that the confidence itself looks at.',
      '',
    ].join('\n'),
  );
}

async function sectionOf({ name, archive, questions }: QuestionSet): Promise<string[]> {
  const shelf = await readArchive(archive, name);
  const words = parseThesaurus(readFileSync(thesaurusFile, 'utf8'));
  const found: { variant: Variant; figures: Figures }[] = [];
  for (const variant of variants) {
    found.push({ variant, figures: judge(await variant.build(shelf, words), questions) });
  }
  const whole = found[0]?.figures;
  const head = ['', ...Object.values(ranking), ...Object.values(answering)];
  const lines = found.map(({ variant, figures }) => [
    variant.name,
    ...keysOf(ranking).map((key) => cell(figures[key], figures === whole ? undefined : whole?.[key])),
    ...keysOf(answering).map((key) =>
      variant.rankingOnly ? '' : cell(figures[key], figures === whole ? undefined : whole?.[key]),
    ),
  ]);
  const passages = shelf.reduce((sum, entry) => sum + entry.passages.length, 0);
  return [
    `## ${name}`,
    '',
    `${passages} passages, ${questions.length} questions, ${whole?.answerable ?? 0} of them to be answered.`,
    '',
    markdownTable(head, lines),
    '',
  ];
}

function keysOf<K extends string>(record: Readonly<Record<K, string>>): K[] {
  return Object.keys(record).filter((key): key is K => key in record);
}

/** A share in percent, with how far it is from that of everything. */
function cell(value: number | null, whole: number | null | undefined): string {
  if (value === null) return '–';
  const shown = (value * 100).toFixed(1);
  if (whole === null || whole === undefined) return shown;
  const change = Number(((value - whole) * 100).toFixed(1));
  return `${shown} (${change > 0 ? '+' : ''}${change.toFixed(1)})`;
}
