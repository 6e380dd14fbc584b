import type { NewPassage } from '../../src/knowledge/document.ts';
import { sentences } from '../../src/knowledge/sentences.ts';
import { fitHeaps, type Growth, type Heaps, WordCounter } from './heaps.ts';

/** A document that others are made of. */
export interface BaseDocument {
  title: string;
  organisation: string | null;
  passages: readonly { section: readonly string[]; text: string }[];
}

export interface MadeDocument {
  title: string;
  organisation: string | null;
  passages: NewPassage[];
}

/** How many of a passage's sentences come from the document it is named after; the others come from two guests. */
const ownShare = 0.7;
/** How often a word gives way to one that was made before: words that are used are used again (Simon 1955). */
const reuse = 0.08;
/** Real archives grow by between these powers; a small archive cannot say it more exactly. */
const betaBounds = [0.5, 0.72] as const;

const wordPattern = /\p{L}+/gu;

/**
 * Makes any number of documents out of a real archive, the same ones for the same seed.
 *
 * Recombining sentences alone would leave the vocabulary where it is, and an index of 100,000 passages over 3,000 words is no
 * archive. So the archive's own growth is fitted (Heaps' law), and whenever the made text has fewer different words than that
 * law says, a long word gets a new one in front, as Dutch makes its words: `vergadering` becomes `ledenvergadering`. A new word
 * comes back later as often as it was used before (Simon's process), which gives the long tail of rare words that real text
 * has.
 */
export class Recombiner {
  /** What the archive itself does. */
  readonly law: Heaps;
  private readonly base: readonly { document: BaseDocument; sentences: readonly string[] }[];
  private readonly modifiers: readonly string[];
  private readonly made: string[] = [];
  private readonly counter = new WordCounter();
  private readonly random: () => number;
  private documents = 0;

  constructor(documents: readonly BaseDocument[], seed: number) {
    this.random = mulberry32(seed);
    this.base = documents
      .filter(({ passages }) => passages.length > 0)
      .map((document) => ({
        document,
        sentences: document.passages.flatMap(({ text }) =>
          sentences(text).map(({ start, end }) => text.slice(start, end)),
        ),
      }));
    const modifiers = new Set<string>();
    for (const { document } of this.shuffled()) {
      for (const { text } of document.passages) {
        for (const [word] of text.toLowerCase().matchAll(wordPattern)) {
          this.counter.count(word);
          if (word.length >= 4 && word.length <= 9) modifiers.add(word);
        }
      }
    }
    this.modifiers = [...modifiers];
    const { beta } = fitHeaps(this.counter.points);
    const bounded = Math.min(betaBounds[1], Math.max(betaBounds[0], beta));
    this.law = { beta: bounded, k: this.counter.vocabulary / this.counter.words ** bounded };
  }

  /** How the text has grown so far, the archive's own included, and the law that the whole of it follows. */
  growth(): Growth & { expected: number; fitted: Heaps } {
    const { words, vocabulary, points } = this.counter;
    return { words, vocabulary, expected: Math.round(this.lawAt(words)), fitted: fitHeaps(points) };
  }

  next(): MadeDocument {
    const host = this.pick(this.base);
    const guests = [this.pick(this.base), this.pick(this.base)];
    const passages = host.document.passages.map((model, position): NewPassage => {
      const length = Math.max(1, sentences(this.pick(host.document.passages).text).length);
      const parts = Array.from({ length }, () => {
        const from = this.random() < ownShare ? host : this.pick(guests);
        return this.dress(this.pick(from.sentences));
      });
      return { position, section: model.section, page: null, text: parts.join(' '), seams: [] };
    });
    this.documents++;
    return { title: `${host.document.title} ${this.documents}`, organisation: host.document.organisation, passages };
  }

  /** Gives a sentence the words that it needs for the whole to grow as it should. */
  private dress(sentence: string): string {
    return sentence.replace(wordPattern, (word) => {
      const dressed = word.length >= 5 ? this.wordFor(word) : word;
      this.counter.count(dressed.toLowerCase());
      return dressed;
    });
  }

  private wordFor(word: string): string {
    let made: string | undefined;
    if (this.counter.vocabulary < this.lawAt(this.counter.words)) {
      made = `${this.pick(this.modifiers)}${this.random() < 0.3 ? 's' : ''}${word.slice(-14).toLowerCase()}`;
    } else if (this.random() < reuse && this.made.length > 0) made = this.pick(this.made);
    if (made === undefined) return word;
    this.made.push(made);
    return made;
  }

  private lawAt(words: number): number {
    return this.law.k * words ** this.law.beta;
  }

  private pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('there is nothing to make documents of');
    return item;
  }

  private shuffled() {
    return this.base.map((entry) => ({ ...entry, at: this.random() })).sort((a, b) => a.at - b.at);
  }
}

/** Numbers from 0 up to 1 that are the same every time (mulberry32, Tommy Ettinger). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
