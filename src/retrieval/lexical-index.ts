import type { Document, Passage } from '../knowledge/document.ts';
import { sentences } from '../knowledge/sentences.ts';
import { markersOf } from './markers.ts';
import { PostingList } from './postings.ts';
import { TermReader } from './term-reader.ts';
import { Vocabulary } from './vocabulary.ts';

/** What a passage's surroundings weigh beside its own words, and how strongly length is discounted. Fitted, see README. */
const fieldWeights = { section: 0.9, title: 0.7, origin: 0.5, lengthDiscount: 0.45, averageLength: 45 };

/** A passage as the index keeps it. */
export interface IndexedPassage {
  readonly ordinal: number;
  readonly passage: Passage;
  readonly document: Document;
  /** Content terms of the text in order. */
  readonly terms: Int32Array;
  /** Offsets of the sentences in the text: start, end, start, end, … */
  readonly spans: Int32Array;
  /** For each sentence where its terms start in `terms`; one more at the end. */
  readonly bounds: Int32Array;
  /** Terms of its section, each once. */
  readonly section: Int32Array;
  /** Terms of its document's title, and of its organisation, region, kind, year and source, each once. */
  readonly title: Int32Array;
  readonly origin: Int32Array;
}

/** A term or several that belong together, as one way to meet a concept. */
export interface TermVariant {
  terms: readonly number[];
  weight: number;
}

/**
 * An inverted index of passages over fields: BM25F with the passages' own words, their section, and what the document says of
 * itself (title, organisation, region, date), so that a passage knows its document.
 *
 * @see Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004
 */
export class LexicalIndex {
  readonly vocabulary = new Vocabulary();
  private readonly reader = new TermReader(this.vocabulary);
  private readonly weigher = new Weigher();
  private readonly postings: (PostingList | undefined)[] = [];
  private readonly entries: (IndexedPassage | undefined)[] = [];
  private readonly free: number[] = [];
  private alive = 0;
  private documents = 0;
  private readonly documentTerms = new WeakMap<Document, { title: Int32Array; origin: Int32Array }>();
  /** For each ordinal the number of its document, dense from 0. */
  documentNumbers = new Int32Array(64);
  /** For each document number how many passages it has. */
  readonly documentSizes: number[] = [];

  /** Passages in the index. */
  get size(): number {
    return this.alive;
  }

  /** How many passages a document has on average. */
  get averageDocument(): number {
    return this.documents > 0 ? this.alive / this.documents : 1;
  }

  /** One more than the highest ordinal in use. */
  get capacity(): number {
    return this.entries.length;
  }

  entry(ordinal: number): IndexedPassage | undefined {
    return this.entries[ordinal];
  }

  /** All passages in the index. */
  *all(): IterableIterator<IndexedPassage> {
    for (const entry of this.entries) if (entry) yield entry;
  }

  /** The passages that hold a term; undefined when none does. */
  postingsOf(term: number): PostingList | undefined {
    return this.postings[term];
  }

  /** Inverse document frequency of a term, as BM25 has it, in nats. */
  rarityOf(term: number): number {
    const holds = Math.min(this.postings[term]?.size ?? 0, this.size);
    return Math.log(1 + (this.size - holds + 0.5) / (holds + 0.5));
  }

  add(document: Document, documentNumber: number, passage: Passage): IndexedPassage {
    const ordinal = this.free.pop() ?? this.entries.length;
    const entry = this.analyse(ordinal, document, passage);
    this.entries[ordinal] = entry;
    if (ordinal >= this.documentNumbers.length) {
      const larger = new Int32Array(this.documentNumbers.length * 2);
      larger.set(this.documentNumbers);
      this.documentNumbers = larger;
    }
    this.documentNumbers[ordinal] = documentNumber;
    const siblings = this.documentSizes[documentNumber] ?? 0;
    if (siblings === 0) this.documents++;
    this.documentSizes[documentNumber] = siblings + 1;
    this.alive++;
    this.weigher.weigh(entry, this.vocabulary.size, (term, weight) => {
      let list = this.postings[term];
      if (!list) {
        list = new PostingList();
        this.postings[term] = list;
      }
      list.add(ordinal, weight);
    });
    return entry;
  }

  /** Takes passages out; each term's list is gone through once. */
  remove(ordinals: readonly number[]): void {
    const gone = new Uint8Array(this.entries.length);
    const terms = new Set<number>();
    for (const ordinal of ordinals) {
      const entry = this.entries[ordinal];
      if (!entry) continue;
      gone[ordinal] = 1;
      for (const stretch of [entry.terms, entry.section, entry.title, entry.origin]) {
        for (const term of stretch) terms.add(term);
      }
      this.entries[ordinal] = undefined;
      const number = this.documentNumbers[ordinal] as number;
      const siblings = (this.documentSizes[number] ?? 1) - 1;
      if (siblings === 0) this.documents--;
      this.documentSizes[number] = siblings;
      this.free.push(ordinal);
      this.alive--;
    }
    for (const term of terms) this.postings[term]?.removeMarked(gone);
  }

  private analyse(ordinal: number, document: Document, passage: Passage): IndexedPassage {
    const terms: number[] = [];
    const spans: number[] = [];
    const bounds: number[] = [];
    for (const { start, end } of sentences(passage.text)) {
      spans.push(start, end);
      bounds.push(terms.length);
      const hints = this.reader.read(passage.text, start, end, terms);
      for (const marker of markersOf(passage.text.slice(start, end), hints)) terms.push(this.vocabulary.add(marker));
    }
    bounds.push(terms.length);
    return {
      ordinal,
      passage,
      document,
      terms: new Int32Array(terms),
      spans: new Int32Array(spans),
      bounds: new Int32Array(bounds),
      section: this.distinctTerms(passage.section.join(' ')),
      ...this.termsOfDocument(document),
    };
  }

  /** Worked out once a document: all its passages share them. */
  private termsOfDocument(document: Document): { title: Int32Array; origin: Int32Array } {
    const known = this.documentTerms.get(document);
    if (known) return known;
    const found = { title: this.distinctTerms(document.title), origin: this.distinctTerms(originText(document)) };
    this.documentTerms.set(document, found);
    return found;
  }

  private distinctTerms(text: string): Int32Array {
    const terms: number[] = [];
    this.reader.read(text, 0, text.length, terms);
    return new Int32Array(new Set(terms));
  }
}

/** Adds up what each term of a passage weighs over its fields. Its list is kept from passage to passage. */
class Weigher {
  /** For each term its weight in the passage at hand; 0 for all others. */
  private weights = new Float64Array(1024);

  /** Calls `visit` with each term of a passage and its weighted frequency. `terms` is more than the highest number of one. */
  weigh(entry: IndexedPassage, terms: number, visit: (term: number, weight: number) => void): void {
    if (this.weights.length < terms) this.weights = new Float64Array(terms * 2);
    const { lengthDiscount: b, averageLength } = fieldWeights;
    const found: number[] = [];
    this.credit(entry.terms, 1 / (1 - b + (b * entry.terms.length) / averageLength), found);
    this.credit(entry.section, fieldWeights.section, found);
    this.credit(entry.title, fieldWeights.title, found);
    this.credit(entry.origin, fieldWeights.origin, found);
    for (const term of found) {
      visit(term, this.weights[term] as number);
      this.weights[term] = 0;
    }
  }

  private credit(terms: Int32Array, weight: number, found: number[]): void {
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i] as number;
      const before = this.weights[term] as number;
      if (before === 0) found.push(term);
      this.weights[term] = before + weight;
    }
  }
}

function originText(document: Document): string {
  return [document.organisation, document.region, document.kind, document.date?.slice(0, 4), document.basedOn]
    .filter((part) => part !== null && part !== undefined)
    .join(' ');
}
