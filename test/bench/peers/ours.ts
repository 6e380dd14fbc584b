import { readFileSync } from 'node:fs';
import { HnswVectorIndex } from '../../../adapters/vectors/hnsw-vector-index.ts';
import { extractAnswer } from '../../../src/answering/extract-answer.ts';
import type { KnowledgeStore } from '../../../src/knowledge/knowledge-store.ts';
import { HashedEmbedder } from '../../../src/retrieval/hashed-embedder.ts';
import { KnowledgeIndex } from '../../../src/retrieval/knowledge-index.ts';
import { buildQuery } from '../../../src/retrieval/query.ts';
import { retrieve } from '../../../src/retrieval/retrieve.ts';
import { Thesaurus } from '../../../src/retrieval/thesaurus.ts';
import { parseThesaurus } from '../../../src/retrieval/thesaurus-file.ts';
import type { Neighbour, VectorIndex } from '../../../src/retrieval/vector-index.ts';
import type { Corpus } from '../retrieval/corpus.ts';
import { type Built, type Mode, wanted } from './system.ts';

const thesaurusFile = new URL('../../../knowledge/thesaurus.yaml', import.meta.url);
const bytesPerPosting = 8;
const bytesPerNumber = 2;
/** Of more vectors than this no more than so many dimensions are read. */
const readInFull = 5_000;
const weightiest = 48;

/** Our own index: finding passages, and the whole way to an answer. */
export async function ours({ store }: Corpus): Promise<Built> {
  const vectors = new CountingVectors(new HashedEmbedder().dimensions);
  const index = await indexOf(store, vectors);
  const touched = (question: string) => {
    const before = vectors.bytes;
    retrieve(index, question, []);
    return { postings: postingBytes(index, question), vectors: vectors.bytes - before };
  };
  const finding: Mode = {
    name: 'Dorpsbalie retrieve()',
    search: (question) =>
      retrieve(index, question, [])
        .ranked.slice(0, wanted)
        .map(({ entry }) => entry.document.source),
    touched,
  };
  const answering: Mode = {
    name: 'Dorpsbalie extractAnswer()',
    search: (question) => extractAnswer(index, question, [], Date.UTC(2026, 10, 1)).ranked.map(({ source }) => source),
    touched,
  };
  return { modes: [() => finding, () => answering] };
}

/** Our index of an archive. */
export async function indexOf(store: KnowledgeStore, vectors?: VectorIndex): Promise<KnowledgeIndex> {
  const thesaurus = new Thesaurus(parseThesaurus(readFileSync(thesaurusFile, 'utf8')));
  const embedder = new HashedEmbedder();
  const index = new KnowledgeIndex(thesaurus, embedder, vectors ?? new HnswVectorIndex(embedder.dimensions));
  await index.follow(store);
  return index;
}

/** Bytes of the posting lists that rank a question, each list once a variant. */
function postingBytes({ lexical, thesaurus }: KnowledgeIndex, question: string): number {
  let postings = 0;
  for (const { variants } of buildQuery(question, [], lexical, thesaurus).concepts) {
    for (const { terms } of variants) {
      for (const term of terms) postings += lexical.postingsOf(term)?.size ?? 0;
    }
  }
  return postings * bytesPerPosting;
}

/** The real vectors, counting what is read of them. */
class CountingVectors implements VectorIndex {
  bytes = 0;
  private readonly inner: HnswVectorIndex;

  constructor(dimensions: number) {
    this.inner = new HnswVectorIndex(dimensions);
  }

  get size(): number {
    return this.inner.size;
  }

  set(id: number, vector: Float32Array): void {
    this.inner.set(id, vector);
  }

  delete(id: number): void {
    this.inner.delete(id);
  }

  similarity(id: number, vector: Float32Array): number {
    this.bytes += vector.filter((value) => value !== 0).length * bytesPerNumber;
    return this.inner.similarity(id, vector);
  }

  /** Up to 150,000 vectors each one is looked at, in those dimensions that the question has. */
  search(vector: Float32Array, k: number): Neighbour[] {
    const held = vector.filter((value) => value !== 0).length;
    const read = this.inner.size > readInFull ? Math.min(held, weightiest) : held;
    this.bytes += read * bytesPerNumber * this.inner.size;
    return this.inner.search(vector, k);
  }
}
