import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/database/database.ts';
import { HnswVectorIndex } from '../../../adapters/vectors/hnsw-vector-index.ts';
import type { Document, Passage } from '../../../src/knowledge/document.ts';
import type { KnowledgeStore, NewEdition } from '../../../src/knowledge/knowledge-store.ts';
import { HashedEmbedder } from '../../../src/retrieval/hashed-embedder.ts';
import { KnowledgeIndex } from '../../../src/retrieval/knowledge-index.ts';
import { Thesaurus } from '../../../src/retrieval/thesaurus.ts';
import { parseThesaurus } from '../../../src/retrieval/thesaurus-file.ts';
import { editionOf, passagesWith } from '../../contract/samples.ts';

/** A real database with documents in it, and an index that follows it. */
export interface Archive {
  knowledge: KnowledgeStore;
  index: KnowledgeIndex;
  /** Stores a document under its path, in place of the one before it. */
  save(path: string, texts: readonly string[], change?: Partial<NewEdition>): Promise<Document>;
}

export function emptyIndex(thesaurus = ''): KnowledgeIndex {
  const embedder = new HashedEmbedder();
  return new KnowledgeIndex(
    new Thesaurus(parseThesaurus(thesaurus)),
    embedder,
    new HnswVectorIndex(embedder.dimensions),
  );
}

/** An archive of these documents, a list of passages each; gone when the test ends. */
export async function archiveOf(
  documents: Readonly<Record<string, readonly string[]>> = {},
  thesaurus = '',
): Promise<Archive> {
  const database = await openDatabase({ kind: 'sqlite-memory' });
  onTestFinished(() => database.close());
  return fillArchive(database, documents, thesaurus);
}

/** Puts these documents in a database that the caller closes. */
export async function fillArchive(
  database: Database,
  documents: Readonly<Record<string, readonly string[]>>,
  thesaurus = '',
): Promise<Archive> {
  const { knowledge } = database.stores;
  const index = emptyIndex(thesaurus);
  const save: Archive['save'] = (path, texts, change = {}) =>
    knowledge.saveEdition(editionOf(path, change), passagesWith(...texts));
  for (const [path, texts] of Object.entries(documents)) await save(path, texts);
  await index.follow(knowledge);
  return { knowledge, index, save };
}

/** A document as the index takes it, without a database. */
export function documentOf(id: string, change: Partial<Document> = {}): Document {
  return { ...editionOf(`${id}.md`), id, edition: 1, passages: 1, ...change };
}

export function passageOf(id: number, text: string, change: Partial<Passage> = {}): Passage {
  return { id, documentId: 'd', position: 0, section: [], page: null, text, seams: [], ...change };
}
