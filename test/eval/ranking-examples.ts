import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evidenceNames, evidenceOf } from '../../src/retrieval/fusion.ts';
import type { KnowledgeIndex } from '../../src/retrieval/knowledge-index.ts';
import { retrieve } from '../../src/retrieval/retrieve.ts';
import { indexOf } from '../bench/peers/ours.ts';
import { readCorpus, ShelfStore } from '../bench/retrieval/corpus.ts';
import { readArchives, writeCorpus } from '../bench/retrieval/prepare.ts';
import type { QuestionSet } from '../bench/retrieval/question-sets.ts';
import { readArchive } from '../bench/retrieval/read-archive.ts';

/** How many passages the archive has in which all sets stand together, filled up with recombined documents. */
const mixedSize = 10_000;

/** One question with the passages that were found for it. */
export interface RankingExample {
  set: string;
  /** Examples of one question are never split over training and testing. */
  group: string;
  passages: readonly { evidence: readonly number[]; isRight: boolean; source: string }[];
}

/**
 * The questions of all sets that have an answer, each asked of its own archive, and of one in which all archives stand together
 * among documents of other origin: weights that are fitted on archives of one kind prefer what is particular to that kind.
 */
export async function rankingExamples(sets: readonly QuestionSet[]): Promise<RankingExample[]> {
  const apart: RankingExample[] = [];
  for (const { name, archive, questions } of sets) {
    const index = await indexOf(new ShelfStore(await readArchive(archive, name)));
    for (const { id, question, history, sources, outcome } of questions) {
      if (outcome === 'answered')
        apart.push({ set: name, group: id, passages: found(index, question, history, sources) });
    }
  }
  return [...apart, ...(await mixedExamples(sets))];
}

async function mixedExamples(sets: readonly QuestionSet[]): Promise<RankingExample[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ranking-'));
  try {
    const file = join(folder, 'corpus.jsonl');
    const { questions, homes } = await writeCorpus(await readArchives(sets), sets, mixedSize, file);
    const index = await indexOf((await readCorpus(file)).store);
    return questions.map(({ set, id, question, sources }) => ({
      set: `${set}, mixed`,
      group: id,
      // Passages of other sets may answer it as well, and nobody has judged them.
      passages: found(index, question, [], sources).filter(({ source }) => (homes[source] ?? set) === set),
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function found(
  index: KnowledgeIndex,
  question: string,
  history: readonly string[],
  sources: readonly string[],
): RankingExample['passages'] {
  const { ranked } = retrieve(index, question, history);
  return evidenceOf(ranked).map((evidence, i) => {
    const source = ranked[i]?.entry.document.source ?? '';
    return { evidence: evidenceNames.map((name) => evidence[name]), isRight: sources.includes(source), source };
  });
}
