import { Breather } from '../kernel/breather.ts';
import type { Document, Passage } from '../knowledge/document.ts';
import type { KnowledgeStore } from '../knowledge/knowledge-store.ts';
import type { HashedEmbedder } from './hashed-embedder.ts';
import { type IndexedPassage, LexicalIndex } from './lexical-index.ts';
import { Ranker } from './rank.ts';
import { findAbbreviations, type Thesaurus } from './thesaurus.ts';
import type { VectorIndex } from './vector-index.ts';

/** The archive has to grow by this factor before rarity is learnt anew. */
const relearnGrowth = 1.5;

/** Texts that rarity is learnt from at a time. */
const batch = 200;

/** Of an archive with more passages than this, rarity is learnt from a part: it is a share, and a sample tells it as well. */
const sampleOf = 25_000;

/**
 * The archive in memory: lexical index, vectors and abbreviations. A cache of the database, rebuilt at start and brought up to
 * date by {@link KnowledgeIndex.follow}, whoever made the change.
 */
export class KnowledgeIndex {
  readonly lexical = new LexicalIndex();
  readonly ranker = new Ranker(this.lexical);
  readonly thesaurus: Thesaurus;
  readonly embedder: HashedEmbedder;
  readonly vectors: VectorIndex;
  private readonly documents = new Map<string, { number: number; ordinals: number[] }>();
  private readonly freeNumbers: number[] = [];
  private nextNumber = 0;
  private followedTo = 0;
  private learntAt = 0;
  private following: Promise<number> | undefined;

  constructor(thesaurus: Thesaurus, embedder: HashedEmbedder, vectors: VectorIndex) {
    this.thesaurus = thesaurus;
    this.embedder = embedder;
    this.vectors = vectors;
  }

  /** Upper bound of the document numbers that passages carry. */
  get documentNumbers(): number {
    return this.nextNumber;
  }

  /** Another number after each change that was taken over. */
  get version(): number {
    return this.followedTo;
  }

  /** How many documents are in the index. */
  get documentCount(): number {
    return this.documents.size;
  }

  /**
   * Takes over what changed in the archive since the last call; at first, all of it. Returns the number of documents that
   * changed. Calls come one after another, so each sees what was committed before it. Long work is done in stretches, and a
   * document goes from its old edition to its new one in one step: questions meanwhile find the one or the other.
   */
  follow(store: KnowledgeStore): Promise<number> {
    const before = this.following ?? Promise.resolve(0);
    const run = before.catch(() => 0).then(() => this.catchUp(store));
    this.following = run;
    return run;
  }

  private async catchUp(store: KnowledgeStore): Promise<number> {
    const changes = await store.changesSince(this.followedTo);
    const changed = new Set(changes.map((change) => change.documentId));
    const breather = new Breather();
    for (const id of changed) {
      const document = await store.findDocument(id);
      const passages = document ? await store.passagesOf(id) : [];
      this.remove(id);
      if (document) this.add(document, passages);
      await breather.breathe();
    }
    this.followedTo = changes[changes.length - 1]?.seq ?? this.followedTo;
    if (this.lexical.size > this.learntAt * relearnGrowth) await this.learnRarity(breather);
    return changed.size;
  }

  private add(document: Document, passages: readonly Passage[]): void {
    const number = this.freeNumbers.pop() ?? this.nextNumber++;
    const ordinals: number[] = [];
    const learnt = this.learntAt > 0;
    if (learnt) this.embedder.learn(passages.map((passage) => passage.text));
    for (const passage of passages) {
      const entry = this.lexical.add(document, number, passage);
      ordinals.push(entry.ordinal);
      // The first time, rarity is not known before all has been read; the vectors are made then.
      if (learnt) this.vectors.set(entry.ordinal, this.vectorOf(entry));
      for (const { name, abbreviation } of findAbbreviations(passage.text)) this.thesaurus.learn(name, abbreviation);
    }
    this.documents.set(document.id, { number, ordinals });
  }

  private remove(documentId: string): void {
    const known = this.documents.get(documentId);
    if (!known) return;
    this.lexical.remove(known.ordinals);
    for (const ordinal of known.ordinals) this.vectors.delete(ordinal);
    this.documents.delete(documentId);
    this.freeNumbers.push(known.number);
  }

  /** Learns which n-grams are rare in the archive, and makes all vectors anew. */
  private async learnRarity(breather: Breather): Promise<void> {
    const entries = [...this.lexical.all()];
    this.embedder.forget();
    const every = Math.ceil(entries.length / sampleOf);
    const sample = entries.filter((_, i) => i % every === 0);
    for (let from = 0; from < sample.length; from += batch) {
      this.embedder.learn(sample.slice(from, from + batch).map(({ passage }) => passage.text));
      await breather.breathe();
    }
    for (const entry of entries) {
      this.vectors.set(entry.ordinal, this.vectorOf(entry));
      await breather.breathe();
    }
    this.learntAt = this.lexical.size;
  }

  private vectorOf({ document, passage }: IndexedPassage): Float32Array {
    return this.embedder.embedNow(`${document.title} ${passage.section.join(' ')} ${passage.text}`);
  }
}
