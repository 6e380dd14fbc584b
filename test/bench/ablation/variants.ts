import { HnswVectorIndex } from '../../../adapters/vectors/hnsw-vector-index.ts';
import { HashedEmbedder } from '../../../src/retrieval/hashed-embedder.ts';
import { KnowledgeIndex } from '../../../src/retrieval/knowledge-index.ts';
import type { IndexedPassage } from '../../../src/retrieval/lexical-index.ts';
import { Thesaurus, type ThesaurusFile } from '../../../src/retrieval/thesaurus.ts';
import type { VectorIndex } from '../../../src/retrieval/vector-index.ts';
import { ShelfStore, type ShelvedDocument } from '../retrieval/corpus.ts';

/** Our index with a part of it taken away, from the outside: production code knows nothing of it. */
export interface Variant {
  name: string;
  build(shelf: readonly ShelvedDocument[], words: ThesaurusFile): Promise<KnowledgeIndex>;
  /** True when only the ranking can be judged: the confidence then sees something that would not be there. */
  rankingOnly?: true;
}

export const variants: readonly Variant[] = [
  { name: 'everything', build: (shelf, words) => indexOf(shelf, { thesaurus: new Thesaurus(words) }) },
  {
    name: "without the thesaurus's synonyms",
    build: (shelf, words) =>
      indexOf(shelf, { thesaurus: new Thesaurus({ ...words, synonyms: [], broader: {}, english: {} }) }),
  },
  {
    name: 'without abbreviations learnt from the archive',
    build: (shelf, words) => indexOf(shelf, { thesaurus: new FixedThesaurus(words) }),
  },
  {
    name: 'without near spellings and words inside compounds',
    build: async (shelf, words) => {
      const index = await indexOf(shelf, { thesaurus: new Thesaurus(words) });
      index.lexical.vocabulary.similar = () => [];
      return index;
    },
  },
  { name: 'without the section', build: (shelf, words) => withoutFields(shelf, words, { section: true }) },
  { name: 'without the title', build: (shelf, words) => withoutFields(shelf, words, { title: true }) },
  {
    name: 'without organisation, region, kind, year',
    build: (shelf, words) => withoutFields(shelf, words, { origin: true }),
  },
  {
    name: 'without any of these fields',
    build: (shelf, words) => withoutFields(shelf, words, { section: true, title: true, origin: true }),
  },
  {
    name: 'without a share of the document',
    build: async (shelf, words) => {
      const index = await filled(new LooseLeaves(new Thesaurus(words), ...ownVectors()), shelf);
      index.lexical.documentNumbers = Int32Array.from({ length: index.lexical.capacity }, (_, i) => i);
      return index;
    },
  },
  {
    name: 'without vectors',
    build: (shelf, words) => indexOf(shelf, { thesaurus: new Thesaurus(words), vectors: new NoVectors() }),
  },
  {
    name: 'with each passage read as one sentence',
    rankingOnly: true,
    build: async (shelf, words) => {
      const index = await indexOf(shelf, { thesaurus: new Thesaurus(words) });
      const merged = new Map([...index.lexical.all()].map((entry) => [entry.ordinal, asOneSentence(entry)]));
      index.lexical.entry = (ordinal) => merged.get(ordinal);
      return index;
    },
  },
  {
    name: 'without marks on the sort of fact',
    rankingOnly: true,
    build: async (shelf, words) => {
      const index = await indexOf(shelf, { thesaurus: new Thesaurus(words) });
      const { vocabulary } = index.lexical;
      const find = vocabulary.find.bind(vocabulary);
      vocabulary.find = (term) => (term.startsWith('§') ? undefined : find(term));
      return index;
    },
  },
];

/** What cannot be taken away without touching production code. */
export const notSwitchable = [
  'separable verbs put together again, compounds of the question split in two, and verb forms with and without -t: functions',
  'inside `query.ts`, which nothing is handed to; `expected-answer.ts` with its rules; each weight of the fusion.',
];

function ownVectors(): [HashedEmbedder, VectorIndex] {
  const embedder = new HashedEmbedder();
  return [embedder, new HnswVectorIndex(embedder.dimensions)];
}

function indexOf(
  shelf: readonly ShelvedDocument[],
  { thesaurus, vectors }: { thesaurus: Thesaurus; vectors?: VectorIndex },
): Promise<KnowledgeIndex> {
  const [embedder, own] = ownVectors();
  return filled(new KnowledgeIndex(thesaurus, embedder, vectors ?? own), shelf);
}

async function filled(index: KnowledgeIndex, shelf: readonly ShelvedDocument[]): Promise<KnowledgeIndex> {
  await index.follow(new ShelfStore(shelf));
  return index;
}

function withoutFields(
  shelf: readonly ShelvedDocument[],
  words: ThesaurusFile,
  without: { section?: true; title?: true; origin?: true },
): Promise<KnowledgeIndex> {
  const unknown = { organisation: null, region: null, kind: null, date: null, basedOn: null };
  const view = shelf.map(
    ({ document, passages }): ShelvedDocument => ({
      document: { ...document, ...(without.title && { title: '' }), ...(without.origin && unknown) },
      passages: without.section ? passages.map((passage) => ({ ...passage, section: [] })) : passages,
    }),
  );
  return indexOf(view, { thesaurus: new Thesaurus(words) });
}

function asOneSentence(entry: IndexedPassage): IndexedPassage {
  return {
    ...entry,
    spans: Int32Array.of(0, entry.passage.text.length),
    bounds: Int32Array.of(0, entry.terms.length),
  };
}

/** Knows only what the board wrote. */
class FixedThesaurus extends Thesaurus {
  override learn(): void {}
}

/** Each passage counts as a document of its own when documents are scored. */
class LooseLeaves extends KnowledgeIndex {
  override get documentNumbers(): number {
    return this.lexical.capacity;
  }
}

/** Vectors that are near to nothing. */
class NoVectors implements VectorIndex {
  readonly size = 0;
  set(): void {}
  delete(): void {}
  similarity(): number {
    return 0;
  }
  search(): [] {
    return [];
  }
}
