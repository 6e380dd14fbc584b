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
  private readonly singles = new Map<number, { concept: number; weight: number }[]>();
  private readonly groups: { concept: number; weight: number; terms: readonly number[] }[] = [];

  constructor(query: Query) {
    this.concepts = query.concepts;
    let ideal = 0;
    for (const [concept, { variants, rarity, share }] of query.concepts.entries()) {
      ideal += rarity * share;
      for (const { terms, weight } of variants) {
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
  }

  /** True when this term by itself says something that is asked about, at least this well. */
  mentions(term: number, least: number): boolean {
    return (this.terms.get(term) ?? 0) >= least;
  }

  /** What these terms meet. */
  matchTerms(terms: Iterable<number>): Match {
    const match = new Float32Array(this.concepts.length);
    const grouped = this.groups.length > 0 ? new Set<number>() : undefined;
    for (const term of terms) {
      for (const { concept, weight } of this.singles.get(term) ?? []) {
        if (weight > (match[concept] as number)) match[concept] = weight;
      }
      grouped?.add(term);
    }
    if (grouped) {
      for (const { concept, weight, terms: needed } of this.groups) {
        if (weight > (match[concept] as number) && needed.every((term) => grouped.has(term))) match[concept] = weight;
      }
    }
    return match;
  }

  /** What each sentence of a passage meets. */
  matchSentences(entry: IndexedPassage): Match[] {
    const matches: Match[] = [];
    for (let i = 0; i + 1 < entry.bounds.length; i++) {
      matches.push(this.matchTerms(entry.terms.subarray(entry.bounds[i], entry.bounds[i + 1])));
    }
    return matches;
  }

  /** How much of the question a match meets: between 0 and 1, rare concepts counting more. */
  coverage(match: Match): number {
    if (this.ideal === 0) return 0;
    let met = 0;
    for (const [i, { rarity, share }] of this.concepts.entries()) met += (match[i] as number) * rarity * share;
    return met / this.ideal;
  }
}

/** The better of two matches for each concept, the second scaled. */
export function joinMatches(first: Match, second: Match, scale = 1): Match {
  const joined = Float32Array.from(first);
  for (let i = 0; i < joined.length; i++) {
    const other = (second[i] as number) * scale;
    if (other > (joined[i] as number)) joined[i] = other;
  }
  return joined;
}
