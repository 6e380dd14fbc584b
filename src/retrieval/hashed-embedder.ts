import { fold, isAscii } from './analysis.ts';
import type { Embedder } from './embedder.ts';
import { GramCache } from './gram-cache.ts';
import { WordCounts } from './word-counts.ts';

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
  private readonly counted = new WordCounts();

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
      const { words } = this.countWords(text);
      for (const word of words) {
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
    const { words, counts } = this.countWords(text);
    for (const [place, word] of words.entries()) {
      const often = 1 + Math.log(counts[place] as number);
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

  /** The words of a text by their numbers in the cache; they hold until the next text. */
  private countWords(text: string): WordCounts {
    const { grams, counted } = this;
    grams.makeRoom();
    counted.clear();
    const folded = fold(text);
    if (isAscii(folded)) eachAsciiWord(folded, (start, end) => counted.note(grams.find(folded, start, end)));
    else for (const word of folded.match(anyWord) ?? []) counted.note(grams.find(word, 0, word.length));
    return counted;
  }

  private workOutRarity(): void {
    for (let slot = 0; slot < slots; slot++) {
      this.rarity[slot] = Math.log(1 + (this.texts + 1) / ((this.seenIn[slot] as number) + 1));
    }
    this.rarityHolds = true;
  }
}

const shortest = 2;
const longest = 64;
const anyWord = /[\p{L}\p{N}]{2,64}/gu;

/** As `anyWord` in a text of small ASCII letters, which nearly all Dutch is without its accents. */
function eachAsciiWord(folded: string, visit: (start: number, end: number) => void): void {
  for (let at = 0; at < folded.length; ) {
    let end = at;
    while (end < folded.length && end - at < longest && isWordUnit(folded.charCodeAt(end))) end++;
    if (end - at >= shortest) visit(at, end);
    at = Math.max(end, at + 1);
  }
}

function isWordUnit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] as number) ** 2;
  if (sum === 0) return vector;
  const factor = 1 / Math.sqrt(sum);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * factor;
  return vector;
}
