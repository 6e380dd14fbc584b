import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EvaluationQuestion, parseQuestions } from '../../../src/evaluation/question-file.ts';

/** An archive with the questions that are asked of it. */
export interface QuestionSet {
  name: string;
  archive: string;
  questions: readonly EvaluationQuestion[];
}

/** The articles that ship, and the questions to them in the repository. */
const golden = {
  name: 'golden',
  archive: fileURLToPath(new URL('../../../knowledge/articles', import.meta.url)),
  file: fileURLToPath(new URL('../../eval/golden.jsonl', import.meta.url)),
};

/**
 * The sets of a command: the golden one, and for each `--archive PATH` the `--questions FILE` in the same place. A set is
 * called after its file, or as it says in `--questions NAME=FILE`.
 */
export function questionSets(archives: readonly string[], files: readonly string[]): QuestionSet[] {
  if (archives.length !== files.length) throw new Error('each --archive needs its --questions, in the same order');
  const given = files.map((entry, i) => {
    const [, name, file = ''] = /^(?:(\w[\w-]*)=)?(.+)$/.exec(entry) ?? [];
    return setOf(name ?? basename(file).replace(/\..*$/, ''), archives[i] ?? '', file);
  });
  return [setOf(golden.name, golden.archive, golden.file), ...given];
}

function setOf(name: string, archive: string, file: string): QuestionSet {
  return { name, archive: resolve(archive), questions: parseQuestions(readFileSync(file, 'utf8'), file) };
}
