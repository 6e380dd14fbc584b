import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Passage } from '../../../src/knowledge/document.ts';
import { madeEdition } from '../made-edition.ts';
import { Recombiner } from '../recombine.ts';
import type { ShelvedDocument } from './corpus.ts';
import type { AskedQuestion } from './orders.ts';
import type { QuestionSet } from './question-sets.ts';
import { readArchive } from './read-archive.ts';

const seed = 20_261_101;
/** Fewer real passages than this that no question asks for are too few to make others of. */
const leastBase = 200;

/** All sets read: what is asked for, and what else there is. */
export interface RealArchive {
  askedFor: readonly ShelvedDocument[];
  others: readonly ShelvedDocument[];
}

/** What was written for one size. */
export interface Prepared {
  passages: number;
  real: number;
  /** The set of each real file. */
  homes: Record<string, string>;
  questions: AskedQuestion[];
}

/** Reads the archives of all sets. */
export async function readArchives(sets: readonly QuestionSet[]): Promise<RealArchive> {
  const all: ShelvedDocument[] = [];
  for (const { name, archive } of sets) all.push(...(await readArchive(archive, name)));
  const wanted = new Set(sets.flatMap(({ questions }) => questions.flatMap(({ sources }) => sources)));
  all.sort((a, b) => order(a) - order(b) || (a.document.path < b.document.path ? -1 : 1));
  return {
    askedFor: all.filter(({ document }) => wanted.has(document.source)),
    others: all.filter(({ document }) => !wanted.has(document.source)),
  };
}

/**
 * Writes a corpus of one size: the documents that are asked for, as many as fit, then the other real ones, then documents
 * recombined from sentences of those others. Nothing is recombined from what is asked for: an answer that stands in many
 * made documents would make each of them right, and all but one count as wrong.
 */
export async function writeCorpus(
  archive: RealArchive,
  sets: readonly QuestionSet[],
  size: number,
  file: string,
): Promise<Prepared> {
  const output = createWriteStream(file);
  const homes: Record<string, string> = {};
  const written: ShelvedDocument[] = [];
  let passages = 0;
  let ids = 0;
  const write = async (entry: ShelvedDocument) => {
    const kept = entry.passages.slice(0, size - passages).map((passage): Passage => ({ ...passage, id: ++ids }));
    passages += kept.length;
    written.push(entry);
    if (!output.write(`${JSON.stringify({ document: entry.document, passages: kept })}\n`)) await once(output, 'drain');
  };
  for (const entry of archive.askedFor) if (passages + entry.passages.length <= size) await write(entry);
  for (const entry of archive.others) if (passages + entry.passages.length <= size) await write(entry);
  const real = passages;
  for (const { document } of written) homes[document.source] = document.collection;
  const enough = archive.others.reduce((sum, entry) => sum + entry.passages.length, 0) >= leastBase;
  const base = enough ? archive.others : [...archive.askedFor, ...archive.others];
  const recombiner = new Recombiner(
    base.map(({ document: { title, organisation }, passages }) => ({ title, organisation, passages })),
    seed,
  );
  for (let number = 0; passages < size; number++) await write(madeDocument(recombiner, number));
  output.end();
  await once(output, 'finish');
  return { passages, real, homes, questions: questionsFor(sets, new Set(Object.keys(homes))) };
}

/**
 * Questions that stand by themselves and have a source in the corpus, mixed, so that a system that is cut off has seen some of
 * each set. Those that lean on an earlier message measure a conversation, which the other systems do not have.
 */
function questionsFor(sets: readonly QuestionSet[], present: ReadonlySet<string>): AskedQuestion[] {
  return sets
    .flatMap(({ name, questions }) =>
      questions
        .filter(({ outcome, history }) => outcome === 'answered' && history.length === 0)
        .filter(({ sources }) => sources.some((source) => present.has(source)))
        .map(({ id, question, sources }) => ({ set: name, id, question, sources })),
    )
    .map((question) => ({ question, at: hash(`${question.set} ${question.id}`) }))
    .sort((a, b) => a.at - b.at)
    .map(({ question }) => question);
}

function madeDocument(recombiner: Recombiner, number: number): ShelvedDocument {
  const made = recombiner.next();
  const edition = madeEdition(made, number);
  const id = edition.source;
  return {
    document: { ...edition, id, edition: 1, passages: made.passages.length },
    passages: made.passages.map((passage) => ({ ...passage, id: 0, documentId: id })),
  };
}

/** A mixed order that is the same every time. */
function order({ document }: ShelvedDocument): number {
  return hash(document.path);
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
