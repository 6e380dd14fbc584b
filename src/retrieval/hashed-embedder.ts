import { fold } from './analysis.ts';
import type { Embedder } from './embedder.ts';

const slots = 1 << 16;

/** Words whose n-grams are kept; at about 100 bytes each. */
const wordsAtMost = 150_000;

/**
 * The embedder that needs no download: character 3- to 5-grams of a text, hashed into a dense vector with a sign, and weighted
 * by how rare they are in the archive. It knows no meaning, but forgives spelling, compounds and scan errors.
 *
 * Rarity is learnt from what has been embedded so far, so an archive is embedded in two passes: {@link HashedEmbedder.learn}
 * first.
 *
 * @see Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009
 */
export class HashedEmbedder implements Embedder {
  readonly dimensions: number;
  private readonly seenIn = new Uint32Array(slots);
  private readonly rarity = new Float32Array(slots).fill(Math.LN2);
  private texts = 0;
  private readonly stamp = new Uint32Array(slots);
  private round = 0;
  /** Hashes of the n-grams of words that were seen before: texts use the same words again and again. */
  private readonly words = new Map<string, Uint32Array>();

  constructor(dimensions = 384) {
    this.dimensions = dimensions;
  }

  /** Counts how many texts hold each n-gram. */
  learn(texts: Iterable<string>): void {
    for (const text of texts) {
      this.texts++;
      this.round++;
      for (const word of countWords(text).keys()) {
        for (const hash of this.hashesOf(word)) {
          const slot = hash & (slots - 1);
          if (this.stamp[slot] === this.round) continue;
          this.stamp[slot] = this.round;
          this.seenIn[slot] = (this.seenIn[slot] as number) + 1;
        }
      }
    }
    for (let slot = 0; slot < slots; slot++) {
      this.rarity[slot] = Math.log(1 + (this.texts + 1) / ((this.seenIn[slot] as number) + 1));
    }
  }

  /** Starts to learn from nothing. */
  forget(): void {
    this.seenIn.fill(0);
    this.rarity.fill(Math.LN2);
    this.texts = 0;
  }

  embed(texts: readonly string[]): Promise<Float32Array[]> {
    return Promise.resolve(texts.map((text) => this.embedNow(text)));
  }

  /** The vector of one text; the zero vector when it has no letters. */
  embedNow(text: string): Float32Array {
    const vector = new Float32Array(this.dimensions);
    for (const [word, count] of countWords(text)) {
      const often = 1 + Math.log(count);
      for (const hash of this.hashesOf(word)) {
        const weight = often * (this.rarity[hash & (slots - 1)] as number);
        const index = (hash >>> 1) % this.dimensions;
        vector[index] = (vector[index] as number) + ((hash & 1) === 1 ? weight : -weight);
      }
    }
    return normalise(vector);
  }

  private hashesOf(word: string): Uint32Array {
    const known = this.words.get(word);
    if (known) return known;
    const hashes = Uint32Array.from(gramHashes(word));
    if (this.words.size >= wordsAtMost) this.words.clear();
    this.words.set(word, hashes);
    return hashes;
  }
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of fold(text).matchAll(/[\p{L}\p{N}]{2,64}/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  if (sum === 0) return vector;
  const factor = 1 / Math.sqrt(sum);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * factor;
  return vector;
}

/** Hashes of the padded 3-, 4- and 5-grams of a word (FNV-1a, 32 bits). */
function* gramHashes(bare: string): IterableIterator<number> {
  const word = `^${bare}$`;
  for (let start = 0; start < word.length - 2; start++) {
    let hash = 0x811c9dc5;
    const end = Math.min(word.length, start + 5);
    for (let i = start; i < end; i++) {
      hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
      if (i - start >= 2) yield finish(hash);
    }
  }
}

/** Spreads the bits of an FNV hash (the end of MurmurHash3), as its low ones are weak. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
