import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { selectExcerpts } from '../../src/answering/excerpts.ts';
import { isRuledOut } from '../../src/answering/rules.ts';
import { signalNames, signalsOf } from '../../src/answering/signals.ts';
import { recogniseIntent } from '../../src/desk/intent.ts';
import { type EvaluationQuestion, parseQuestions } from '../../src/evaluation/question-file.ts';
import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { KnowledgeIndex } from '../../src/retrieval/knowledge-index.ts';
import { retrieve } from '../../src/retrieval/retrieve.ts';
import { HidingStore } from './hiding-store.ts';
import type { Example } from './logistic.ts';

/** What a question without an answer that we made by taking its documents out weighs beside a real one. */
const madeWeight = 0.3;

/** What all examples of one set weigh together: each set the same. */
const setWeight = 100;

/** A question asked of an archive, to learn from when to answer. `y` is 1 when the excerpts cite a right document. */
export interface AbstainExample extends Example {
  set: string;
  /** True when the documents that answer were taken out for it. */
  made: boolean;
  /** True when the archive holds an answer, whether it was found or not. */
  answerable: boolean;
  /** True when a rule refuses it, whatever the confidence. */
  ruledOut: boolean;
}

/** The questions of a file, each that has an answer a second time with the documents that hold it taken out. */
export async function examplesOf(archive: string, file: string): Promise<AbstainExample[]> {
  const house = await House.build({
    database: { kind: 'sqlite-memory' },
    limits: { maxFileBytes: 1e8, maxUnpackedBytes: 1e9 },
    logger: silentLogger,
  });
  try {
    await house.ingest([archive]);
    const questions = parseQuestions(await readFile(file, 'utf8'), basename(file)).filter(
      ({ kind, question }) => kind !== 'offtopic' && recogniseIntent(question).kind === 'question',
    );
    const found = await askAll(house, questions);
    const total = found.reduce((sum, { weight }) => sum + weight, 0);
    const set = `${basename(archive)}/${basename(file)}`;
    return found.map((example) => ({ ...example, set, weight: (example.weight * setWeight) / total }));
  } finally {
    await house.close();
  }
}

type Asked = Omit<AbstainExample, 'set'>;

async function askAll(house: House, questions: readonly EvaluationQuestion[]): Promise<Asked[]> {
  const { knowledge } = house.database.stores;
  const documents = await knowledge.listDocuments();
  const hiding = new HidingStore(knowledge);
  const found: Asked[] = [];
  for (const question of questions) {
    const answerable = question.outcome === 'answered';
    found.push(...ask(house.index, question, { answerable, made: false, weight: 1 }));
    if (!answerable) continue;
    const right = documents.filter(({ source }) => question.sources.includes(source)).map(({ id }) => id);
    await hiding.hide(right, house.index);
    found.push(...ask(house.index, question, { answerable: false, made: true, weight: madeWeight }));
    await hiding.show(house.index);
  }
  return found;
}

/** One example; none when nothing at all was found, for then there is nothing to decide. */
function ask(
  index: KnowledgeIndex,
  { id, question, history, sources }: EvaluationQuestion,
  about: Pick<Asked, 'answerable' | 'made' | 'weight'>,
): Asked[] {
  const retrieval = retrieve(index, question, history);
  const selections = selectExcerpts(retrieval);
  const [best] = selections;
  if (!best) return [];
  const signals = signalsOf(retrieval, best);
  const isRight = about.answerable && selections.some(({ passage }) => sources.includes(passage.entry.document.source));
  return [
    {
      ...about,
      group: id,
      x: signalNames.map((name) => signals[name]),
      y: isRight ? 1 : 0,
      ruledOut: isRuledOut(retrieval, best),
    },
  ];
}
