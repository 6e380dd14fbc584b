import { nthLargest } from './largest.ts';
import type { IndexedPassage, LexicalIndex } from './lexical-index.ts';
import type { Query } from './query.ts';

/** BM25's saturation, what a passage gains from the rest of its document, and BM25's discount for long documents. */
const rankWeights = { saturation: 1.2, document: 0.25, lengthDiscount: 0.5 };

/** From this weight on a variant is sure enough to be counted over a whole document: near spellings would add up to noise. */
const sure = 0.84;

/** A passage with its lexical score, as a share of the score of a perfect match. */
export interface Hit {
  entry: IndexedPassage;
  score: number;
  /** BM25 of its whole document, on the sure wordings only; the same share. */
  document: number;
}

/**
 * Scores all passages that hold anything of the query, and returns the best.
 *
 * A concept counts once a passage, by the best of its variants: BM25 with a synonym group as one term. To its own score a
 * passage gets a share of what its document as a whole meets, so that the right page outranks a chance sentence elsewhere.
 */
export class Ranker {
  private scores = new Float32Array(0);
  private best = new Float32Array(0);
  private group = new Float32Array(0);
  private groupCount = new Uint8Array(0);
  private documentScores = new Float32Array(0);
  private documentBest = new Float32Array(0);
  private documentFrequency = new Float32Array(0);
  private documentSum = new Float32Array(0);

  private readonly index: LexicalIndex;

  constructor(index: LexicalIndex) {
    this.index = index;
  }

  rank(query: Query, documents: number, most: number): Hit[] {
    this.reserve(documents);
    const { scores, best, documentScores, documentBest, documentFrequency, documentSum } = this;
    const average = this.index.averageDocument;
    const numbers = this.index.documentNumbers;
    const touched: number[] = [];
    const touchedDocuments: number[] = [];
    let ideal = 0;
    for (const concept of query.concepts) {
      const weight = concept.rarity * concept.share;
      ideal += weight;
      const met: number[] = [];
      for (const { terms, weight: share } of concept.variants) if (share >= sure) this.meet(terms, share, met);
      for (const ordinal of met) {
        const number = numbers[ordinal] as number;
        documentFrequency[number] = (documentFrequency[number] as number) + (best[ordinal] as number);
      }
      for (const { terms, weight: share } of concept.variants) if (share < sure) this.meet(terms, share, met);
      const metDocuments: number[] = [];
      for (const ordinal of met) {
        const frequency = best[ordinal] as number;
        best[ordinal] = 0;
        const gain = weight * saturated(frequency);
        if (scores[ordinal] === 0) touched.push(ordinal);
        scores[ordinal] = (scores[ordinal] as number) + gain;
        const number = numbers[ordinal] as number;
        const before = documentBest[number] as number;
        if (before === 0) metDocuments.push(number);
        if (gain > before) documentBest[number] = gain;
      }
      for (const number of metDocuments) {
        if (documentScores[number] === 0) touchedDocuments.push(number);
        documentScores[number] = (documentScores[number] as number) + (documentBest[number] as number);
        documentBest[number] = 0;
        const frequency = (documentFrequency[number] as number) / this.lengthOf(number, average);
        documentFrequency[number] = 0;
        documentSum[number] = (documentSum[number] as number) + weight * saturated(frequency);
      }
    }
    const hits: Hit[] = [];
    const floor = this.floorOf(touched, most);
    for (const ordinal of touched) {
      const own = scores[ordinal] as number;
      const number = numbers[ordinal] as number;
      scores[ordinal] = 0;
      const score = own + rankWeights.document * (documentScores[number] as number);
      if (own < floor) continue;
      const entry = this.index.entry(ordinal);
      const document = (documentSum[number] as number) / ideal;
      if (entry) hits.push({ entry, score: score / (ideal * (1 + rankWeights.document)), document });
    }
    for (const number of touchedDocuments) {
      documentScores[number] = 0;
      documentSum[number] = 0;
    }
    hits.sort((a, b) => b.score - a.score || a.entry.passage.id - b.entry.passage.id);
    return hits.length > most ? hits.slice(0, most) : hits;
  }

  /** How long a document is beside the average one, as BM25 discounts it. */
  private lengthOf(number: number, average: number): number {
    const { lengthDiscount } = rankWeights;
    return 1 - lengthDiscount + (lengthDiscount * (this.index.documentSizes[number] ?? 1)) / average;
  }

  /** Notes in `best` how well each passage says this variant, and in `met` which passages were met for the first time. */
  private meet(terms: readonly number[], weight: number, met: number[]): void {
    const { best } = this;
    const [single] = terms;
    if (terms.length === 1 && single !== undefined) {
      const list = this.index.postingsOf(single);
      if (!list) return;
      for (let i = 0; i < list.size; i++) {
        const ordinal = list.ordinals[i] as number;
        const value = (list.weights[i] as number) * weight;
        const before = best[ordinal] as number;
        if (before === 0) met.push(ordinal);
        if (value > before) best[ordinal] = value;
      }
      return;
    }
    for (const [ordinal, frequency] of this.intersect(terms)) {
      const value = frequency * weight;
      const before = best[ordinal] as number;
      if (before === 0) met.push(ordinal);
      if (value > before) best[ordinal] = value;
    }
  }

  /** Passages that hold all these terms, with the frequency of the one they hold least of. */
  private intersect(terms: readonly number[]): [ordinal: number, frequency: number][] {
    const { group, groupCount } = this;
    const lists = [...new Set(terms)].map((term) => this.index.postingsOf(term));
    const found: [number, number][] = [];
    for (const [place, list] of lists.entries()) {
      for (let i = 0; list && i < list.size; i++) {
        const ordinal = list.ordinals[i] as number;
        const value = list.weights[i] as number;
        if (groupCount[ordinal] !== place) continue;
        groupCount[ordinal] = place + 1;
        group[ordinal] = place === 0 ? value : Math.min(value, group[ordinal] as number);
        if (place === lists.length - 1) found.push([ordinal, group[ordinal] as number]);
      }
    }
    const [first] = lists;
    for (let i = 0; first && i < first.size; i++) groupCount[first.ordinals[i] as number] = 0;
    return found;
  }

  /** A score below which no passage can be among the best, so that only a few are sorted. */
  private floorOf(touched: readonly number[], most: number): number {
    if (touched.length <= most * 8) return 0;
    return nthLargest(this.scores, touched, most * 4);
  }

  private reserve(documents: number): void {
    const { capacity } = this.index;
    if (this.scores.length < capacity) {
      const size = Math.ceil(capacity * 1.3) + 64;
      this.scores = new Float32Array(size);
      this.best = new Float32Array(size);
      this.group = new Float32Array(size);
      this.groupCount = new Uint8Array(size);
    }
    if (this.documentScores.length < documents) {
      this.documentScores = new Float32Array(Math.ceil(documents * 1.3) + 16);
      this.documentBest = new Float32Array(Math.ceil(documents * 1.3) + 16);
      this.documentFrequency = new Float32Array(this.documentScores.length);
      this.documentSum = new Float32Array(this.documentScores.length);
    }
  }
}

/** What a frequency counts for: the second time that a word is said tells less than the first. */
function saturated(frequency: number): number {
  return (frequency / (frequency + rankWeights.saturation)) * (1 + rankWeights.saturation);
}
