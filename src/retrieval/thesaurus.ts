import { z } from 'zod';
import { tokenize } from './analysis.ts';
import { stopwords } from './stopwords.ts';

/** The form of `knowledge/thesaurus.yaml`. Its file documents it for the board. */
export const thesaurusFile = z.object({
  synonyms: z.array(z.array(z.string().min(1)).min(2)).default([]),
  broader: z.record(z.string(), z.array(z.string().min(1))).default({}),
  topics: z.array(z.string().min(1)).default([]),
  offTopic: z.record(z.string(), z.array(z.string().min(1))).default({}),
  english: z.record(z.string(), z.array(z.string().min(1))).default({}),
});
export type ThesaurusFile = z.infer<typeof thesaurusFile>;

/** Another way to say something: one term, or several that belong together. */
export interface Variant {
  terms: readonly string[];
  /** How surely it means the same, at most 1. */
  weight: number;
}

/** An entry that was recognised in a sequence of terms. */
export interface ThesaurusMatch {
  /** How many terms of the sequence it covers. */
  length: number;
  variants: readonly Variant[];
}

const synonymWeight = 0.7;
const broaderWeight = 0.4;

/** The field's synonyms, by root, so that inflection does not matter. */
export class Thesaurus {
  private readonly entries = new Map<string, Variant[]>();
  private longest = 1;
  private readonly abbreviations = new Set<string>();
  readonly topics: ReadonlySet<string>;
  readonly offTopic: ReadonlySet<string>;

  constructor(file: ThesaurusFile) {
    for (const group of file.synonyms) {
      for (const phrase of group) this.noteAbbreviation(phrase);
      const phrases = group.map(rootsOf).filter((terms) => terms.length > 0);
      for (const phrase of phrases) {
        for (const other of phrases) if (key(other) !== key(phrase)) this.relate(phrase, other, synonymWeight);
      }
    }
    for (const [narrow, wide] of Object.entries(file.broader)) {
      for (const phrase of wide) this.relate(rootsOf(narrow), rootsOf(phrase), broaderWeight);
    }
    for (const [english, dutch] of Object.entries(file.english)) {
      for (const phrase of dutch) this.relate(rootsOf(english), rootsOf(phrase), 1);
    }
    this.topics = new Set(file.topics.map((topic) => key(rootsOf(topic))));
    this.offTopic = new Set(Object.values(file.offTopic).flatMap((group) => group.map((word) => key(rootsOf(word)))));
  }

  /** Learns that two phrases mean the same, such as a name and its abbreviation. */
  learn(one: string, other: string): void {
    const a = rootsOf(one);
    const b = rootsOf(other);
    if (a.length === 0 || b.length === 0 || key(a) === key(b)) return;
    this.noteAbbreviation(other);
    this.relate(a, b, 1);
    this.relate(b, a, 1);
  }

  /** True when a root is an abbreviation that is explained somewhere, such as that of an association. */
  isAbbreviation(term: string): boolean {
    return this.abbreviations.has(term);
  }

  /** True when a root is an entry by itself. */
  knows(term: string): boolean {
    return this.entries.has(term);
  }

  /** The longest entry that starts at `from` in this sequence of roots, or undefined. */
  match(terms: readonly string[], from: number): ThesaurusMatch | undefined {
    for (let length = Math.min(this.longest, terms.length - from); length >= 1; length--) {
      const variants = this.entries.get(key(terms.slice(from, from + length)));
      if (variants) return { length, variants };
    }
    return undefined;
  }

  /** True when one of these roots, or a run of them, stands in the set. */
  static holds(set: ReadonlySet<string>, terms: readonly string[], from: number): boolean {
    for (let length = Math.min(3, terms.length - from); length >= 1; length--) {
      if (set.has(key(terms.slice(from, from + length)))) return true;
    }
    return false;
  }

  private noteAbbreviation(phrase: string): void {
    if (/^\p{Lu}{2}[\p{Lu}\p{Ll}]{0,8}$/u.test(phrase)) this.abbreviations.add(key(rootsOf(phrase)));
  }

  private relate(from: readonly string[], to: readonly string[], weight: number): void {
    if (from.length === 0 || to.length === 0) return;
    const entry = this.entries.get(key(from)) ?? [];
    this.entries.set(key(from), entry);
    const known = entry.find((variant) => key(variant.terms) === key(to));
    if (known) known.weight = Math.max(known.weight, weight);
    else entry.push({ terms: to, weight });
    this.longest = Math.max(this.longest, from.length);
  }
}

/** The content roots of a phrase. */
export function rootsOf(phrase: string): string[] {
  const tokens = tokenize(phrase);
  const content = tokens.filter((token) => !stopwords.has(token.folded));
  return (content.length > 0 ? content : tokens).map((token) => token.term);
}

function key(terms: readonly string[]): string {
  return terms.join(' ');
}

const abbreviationPattern =
  /((?:\p{Lu}[\p{L}’'-]+)(?:\s+(?:\p{Lu}[\p{L}’'-]+|van|voor|de|der|den|het|en|in|op|te|ter)){1,9})\s+\((\p{Lu}[\p{L}]{1,9})\)/gu;
const reversedPattern =
  /\b(\p{Lu}[\p{L}]{1,9})\s+\(((?:\p{Lu}[\p{L}’'-]+)(?:\s+(?:\p{Lu}[\p{L}’'-]+|van|voor|de|der|den|het|en|in|op|te|ter)){1,9})[):]/gu;

/**
 * Abbreviations that a text explains: "Vereniging van Kleine Kernen (VKK)" or the other way round. Only when the letters of
 * the abbreviation stand in the name in that order.
 *
 * @see Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003
 */
export function findAbbreviations(text: string): { name: string; abbreviation: string }[] {
  const found: { name: string; abbreviation: string }[] = [];
  for (const match of text.matchAll(abbreviationPattern)) consider(match[1], match[2]);
  for (const match of text.matchAll(reversedPattern)) consider(match[2], match[1]);
  return found;

  function consider(name: string | undefined, abbreviation: string | undefined): void {
    if (!name || !abbreviation || (abbreviation.match(/\p{Lu}/gu) ?? []).length < 2) return;
    const words = name.split(/\s+/);
    for (let from = 0; from < words.length - 1; from++) {
      const candidate = words.slice(from).join(' ');
      if (spells(candidate, abbreviation)) {
        found.push({ name: candidate, abbreviation });
        return;
      }
    }
  }
}

/** True when the letters of the abbreviation stand in the name in order, the first at its start, each capital at a word. */
function spells(name: string, abbreviation: string): boolean {
  const letters = name.toLowerCase();
  let at = 0;
  for (const [index, letter] of [...abbreviation.toLowerCase()].entries()) {
    const next = letters.indexOf(letter, at);
    if (next < 0 || (index === 0 && next !== 0)) return false;
    at = next + 1;
  }
  return true;
}
