import type { IndexedPassage } from './lexical-index.ts';
import type { Concept, Query } from './query.ts';

/** Which concepts a stretch of text meets, and how well: a weight from 0 to 1 for each concept. */
export type Match = Float32Array;

/**
 * Holds one query against the terms of passages. Made once a query; a term leads to the concepts that it meets in one step.
 */
export class Matcher {
  readonly concepts: readonly Concept[];
  /** What all concepts together weigh. */
  readonly ideal: number;
  /** Each term of the query, also as a part of a wording, with the best weight that it has there. */
  private readonly terms = new Map<number, number>();
  private readonly weights: Float64Array;
  private readonly singles = new Map<number, { concept: number; weight: number }[]>();
  private readonly groups: { concept: number; weight: number; terms: readonly number[] }[] = [];
  /** Marks the last bits of the terms that the query has, as nearly all terms of a passage are not among them. */
  private readonly marks = new Uint8Array(markCount);

  constructor(query: Query) {
    this.concepts = query.concepts;
    let ideal = 0;
    for (const [concept, { variants, rarity, share }] of query.concepts.entries()) {
      ideal += rarity * share;
      for (const { terms, weight } of variants) {
        for (const term of terms) this.marks[term % markCount] = 1;
        const [first] = terms;
        for (const term of terms) this.terms.set(term, Math.max(weight, this.terms.get(term) ?? 0));
        if (terms.length === 1 && first !== undefined) {
          const list = this.singles.get(first);
          if (list) list.push({ concept, weight });
          else this.singles.set(first, [{ concept, weight }]);
        } else this.groups.push({ concept, weight, terms });
      }
    }
    this.ideal = ideal;
    this.weights = Float64Array.from(query.concepts, ({ rarity, share }) => rarity * share);
  }

  /** True when this term by itself says something that is asked about, at least this well. */
  mentions(term: number, least: number): boolean {
    return (this.terms.get(term) ?? 0) >= least;
  }

  /** What these terms meet. */
  matchTerms(...stretches: readonly Int32Array[]): Match {
    const match = new Float32Array(this.concepts.length);
    const seen: number[] = [];
    for (const terms of stretches) this.note(terms, 0, terms.length, match, seen);
    return this.withGroups(match, seen);
  }

  /** What each sentence of a passage meets. */
  matchSentences({ terms, bounds }: IndexedPassage): Match[] {
    const matches: Match[] = [];
    for (let i = 0; i + 1 < bounds.length; i++) {
      const match = new Float32Array(this.concepts.length);
      const seen: number[] = [];
      this.note(terms, bounds[i] as number, bounds[i + 1] as number, match, seen);
      matches.push(this.withGroups(match, seen));
    }
    return matches;
  }

  /** Notes what a stretch of terms meets by themselves, and which of them the query has. */
  private note(terms: Int32Array, from: number, to: number, match: Match, seen: number[]): void {
    for (let i = from; i < to; i++) {
      const term = terms[i] as number;
      if (this.marks[term % markCount] === 0) continue;
      seen.push(term);
      const meets = this.singles.get(term);
      if (!meets) continue;
      for (const { concept, weight } of meets) if (weight > (match[concept] as number)) match[concept] = weight;
    }
  }

  private withGroups(match: Match, seen: readonly number[]): Match {
    for (const { concept, weight, terms } of this.groups) {
      if (weight > (match[concept] as number) && terms.every((term) => seen.includes(term))) match[concept] = weight;
    }
    return match;
  }

  /** How much of the question a match meets: between 0 and 1, rare concepts counting more. */
  coverage(match: Match): number {
    if (this.ideal === 0) return 0;
    let met = 0;
    for (let i = 0; i < this.weights.length; i++) met += (match[i] as number) * (this.weights[i] as number);
    return met / this.ideal;
  }
}

/** Of how many last bits of a term a {@link Matcher} keeps a mark. */
const markCount = 1 << 12;

/** The better of two matches for each concept, the second scaled. */
export function joinMatches(first: Match, second: Match, scale = 1): Match {
  const joined = first.slice();
  joinInto(joined, second, scale);
  return joined;
}

/** As {@link joinMatches}, in the first match itself. */
export function joinInto(first: Match, second: Match, scale: number): void {
  for (let i = 0; i < first.length; i++) {
    const other = (second[i] as number) * scale;
    if (other > (first[i] as number)) first[i] = other;
  }
}
