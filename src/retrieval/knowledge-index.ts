import type { Document, Passage } from '../knowledge/document.ts';
import type { KnowledgeStore } from '../knowledge/knowledge-store.ts';
import type { HashedEmbedder } from './hashed-embedder.ts';
import { LexicalIndex } from './lexical-index.ts';
import { findAbbreviations, type Thesaurus } from './thesaurus.ts';
import type { VectorIndex } from './vector-index.ts';

/** The archive has to grow by this factor before rarity is learnt anew from all of it. */
const relearnGrowth = 1.5;

/**
 * The archive in memory: lexical index, vectors and abbreviations. A cache of the database, rebuilt at start and brought up to
 * date by {@link KnowledgeIndex.follow}, whoever made the change.
 */
export class KnowledgeIndex {
  readonly lexical = new LexicalIndex();
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

  /** How many documents are in the index. */
  get documentCount(): number {
    return this.documents.size;
  }

  /**
   * Takes over what changed in the archive since the last call; at first, all of it. Returns the number of documents that
   * changed. Calls at the same time share one run.
   */
  follow(store: KnowledgeStore): Promise<number> {
    this.following ??= this.catchUp(store).finally(() => {
      this.following = undefined;
    });
    return this.following;
  }

  private async catchUp(store: KnowledgeStore): Promise<number> {
    const changes = await store.changesSince(this.followedTo);
    const changed = new Set(changes.map((change) => change.documentId));
    for (const id of changed) {
      const document = await store.findDocument(id);
      this.remove(id);
      if (document) this.add(document, await store.passagesOf(id));
    }
    this.followedTo = changes[changes.length - 1]?.seq ?? this.followedTo;
    if (changed.size > 0) this.embedMissing();
    return changed.size;
  }

  private add(document: Document, passages: readonly Passage[]): void {
    const number = this.freeNumbers.pop() ?? this.nextNumber++;
    const ordinals: number[] = [];
    for (const passage of passages) {
      ordinals.push(this.lexical.add(document, number, passage).ordinal);
      for (const { name, abbreviation } of findAbbreviations(passage.text)) this.thesaurus.learn(name, abbreviation);
    }
    this.documents.set(document.id, { number, ordinals });
    this.pending.push(...ordinals);
  }

  private remove(documentId: string): void {
    const known = this.documents.get(documentId);
    if (!known) return;
    this.lexical.remove(known.ordinals);
    for (const ordinal of known.ordinals) this.vectors.delete(ordinal);
    this.documents.delete(documentId);
    this.freeNumbers.push(known.number);
  }

  private readonly pending: number[] = [];

  private embedMissing(): void {
    const relearn = this.lexical.size > this.learntAt * relearnGrowth;
    const entries = relearn
      ? [...this.lexical.all()]
      : this.pending.flatMap((ordinal) => this.lexical.entry(ordinal) ?? []);
    this.pending.length = 0;
    if (relearn) this.embedder.forget();
    this.embedder.learn(entries.map(({ passage }) => passage.text));
    if (relearn) this.learntAt = this.lexical.size;
    for (const { ordinal, passage, document } of entries) {
      const text = `${document.title} ${passage.section.join(' ')} ${passage.text}`;
      this.vectors.set(ordinal, this.embedder.embedNow(text));
    }
  }
}
