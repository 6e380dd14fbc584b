import { fold, isAscii } from './analysis.ts';
import type { Embedder } from './embedder.ts';
import { GramCache } from './gram-cache.ts';

const slots = 1 << 16;

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
  /** False when something was learnt since rarity was worked out. */
  private rarityHolds = true;
  private texts = 0;
  private readonly stamp = new Uint32Array(slots);
  private round = 0;
  private readonly grams: GramCache;

  constructor(dimensions = 384) {
    this.dimensions = dimensions;
    this.grams = new GramCache(slots, dimensions);
  }

  /** Counts how many texts hold each n-gram. */
  learn(texts: Iterable<string>): void {
    const { stamp, seenIn, grams } = this;
    for (const text of texts) {
      this.texts++;
      const round = ++this.round;
      for (const { word } of this.countWords(text)) {
        const end = grams.endOf(word);
        for (let i = grams.startOf(word); i < end; i++) {
          const slot = grams.slots[i] as number;
          if (stamp[slot] === round) continue;
          stamp[slot] = round;
          seenIn[slot] = (seenIn[slot] as number) + 1;
        }
      }
    }
    this.rarityHolds = false;
  }

  /** Starts to learn from nothing. */
  forget(): void {
    this.seenIn.fill(0);
    this.rarity.fill(Math.LN2);
    this.rarityHolds = true;
    this.texts = 0;
  }

  embed(texts: readonly string[]): Promise<Float32Array[]> {
    return Promise.resolve(texts.map((text) => this.embedNow(text)));
  }

  /** The vector of one text; the zero vector when it has no letters. */
  embedNow(text: string): Float32Array {
    if (!this.rarityHolds) this.workOutRarity();
    const { rarity, grams } = this;
    const vector = new Float32Array(this.dimensions);
    for (const { word, count } of this.countWords(text)) {
      const often = 1 + Math.log(count);
      const end = grams.endOf(word);
      for (let i = grams.startOf(word); i < end; i++) {
        const weight = often * (rarity[grams.slots[i] as number] as number);
        const place = grams.places[i] as number;
        if (place >= 0) vector[place] = (vector[place] as number) + weight;
        else vector[~place] = (vector[~place] as number) - weight;
      }
    }
    return normalise(vector);
  }

  /** The words of a text in order, each once, by its number in the cache; they hold until the next text. */
  private countWords(text: string): { word: number; count: number }[] {
    this.grams.makeRoom();
    const counted: { word: number; count: number }[] = [];
    const places = new Map<number, number>();
    for (const word of wordsOf(text)) {
      const number = this.grams.find(word);
      const place = places.get(number);
      if (place === undefined) {
        places.set(number, counted.length);
        counted.push({ word: number, count: 1 });
      } else (counted[place] as { count: number }).count++;
    }
    return counted;
  }

  private workOutRarity(): void {
    for (let slot = 0; slot < slots; slot++) {
      this.rarity[slot] = Math.log(1 + (this.texts + 1) / ((this.seenIn[slot] as number) + 1));
    }
    this.rarityHolds = true;
  }
}

function wordsOf(text: string): readonly string[] {
  const folded = fold(text);
  // Nearly all Dutch is ASCII without its accents, and reading it as such is faster.
  const pattern = isAscii(folded) ? /[a-z0-9]{2,64}/g : /[\p{L}\p{N}]{2,64}/gu;
  return folded.match(pattern) ?? [];
}

function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] as number) ** 2;
  if (sum === 0) return vector;
  const factor = 1 / Math.sqrt(sum);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * factor;
  return vector;
}
