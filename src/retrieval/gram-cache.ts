import { doubled } from './doubled.ts';
import { WordTable } from './word-table.ts';

/** N-grams that are kept, at 4 bytes each; a word has about twenty. */
const gramsAtMost = 4 << 20;

/** Words whose n-grams are kept. */
const wordsAtMost = 200_000;

/**
 * The hashed n-grams of words, kept because texts use the same words again and again: in two flat lists, as a list a word would
 * take ten times the memory.
 */
export class GramCache {
  /** For each n-gram the slot that it is counted in. */
  slots = new Uint16Array(1 << 14);
  /** For each n-gram its place in the vector; where it counts negatively, `~place`. */
  places = new Int16Array(1 << 14);
  private size = 0;
  private readonly words = new WordTable();
  private starts = new Int32Array(1024);
  private readonly slotMask: number;
  private readonly dimensions: number;

  /**
   * @param slots a power of two, at most 65,536
   * @param dimensions length of the vectors, at most 32,768
   */
  constructor(slots: number, dimensions: number) {
    this.slotMask = slots - 1;
    this.dimensions = dimensions;
  }

  /** The number of the word between two places of a text; it holds until there is no room any more. */
  find(text: string, start: number, end: number): number {
    const known = this.words.size;
    const number = this.words.numberOf(text, start, end);
    if (number === known) this.add(number, `^${text.slice(start, end)}$`);
    return number;
  }

  /** A word's n-grams stand from here on in both lists, */
  startOf(word: number): number {
    return this.starts[word] as number;
  }

  /** up to here. */
  endOf(word: number): number {
    return this.starts[word + 1] as number;
  }

  /** Forgets all words when there are too many; their numbers are given out anew. To be called before each text. */
  makeRoom(): void {
    if (this.words.size < wordsAtMost && this.size < gramsAtMost) return;
    this.words.clear();
    this.size = 0;
  }

  private add(number: number, word: string): void {
    if (number + 2 > this.starts.length) this.starts = doubled(this.starts);
    for (let start = 0; start < word.length - 2; start++) {
      let hash = 0x811c9dc5;
      const end = Math.min(word.length, start + 5);
      for (let i = start; i < end; i++) {
        hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
        if (i - start >= 2) this.push(finish(hash));
      }
    }
    this.starts[number + 1] = this.size;
  }

  private push(hash: number): void {
    if (this.size === this.slots.length) {
      this.slots = doubled(this.slots);
      this.places = doubled(this.places);
    }
    const place = (hash >>> 1) % this.dimensions;
    this.slots[this.size] = hash & this.slotMask;
    this.places[this.size] = (hash & 1) === 1 ? place : ~place;
    this.size++;
  }
}

/** Spreads the bits of an FNV-1a hash of 32 bits (the end of MurmurHash3), as its low ones are weak. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
