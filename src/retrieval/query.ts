import { fold, type Token, tokenize } from './analysis.ts';
import { type ExpectedAnswer, expectedAnswer } from './expected-answer.ts';
import type { LexicalIndex, TermVariant } from './lexical-index.ts';
import { separableVerbs } from './separable-verbs.ts';
import { stopwords } from './stopwords.ts';
import type { Thesaurus } from './thesaurus.ts';
import { verbForms } from './verb-forms.ts';

/** One thing that a question is about, with all the ways in which the archive may say it. */
export interface Concept {
  /** The member's own words for it. */
  words: string;
  variants: readonly TermVariant[];
  /** How rare it is in the archive: inverse document frequency, in nats. */
  rarity: number;
  /** True when the archive holds the word itself, or a synonym of it. */
  known: boolean;
  /**
   * `name` for capitals and numbers, `organisation` for an abbreviation, which nothing but itself or its full name can meet,
   * `fact` for the sort of fact that is asked for.
   */
  kind: 'word' | 'name' | 'organisation' | 'fact';
  /** How much it counts: 1 for this question, less when it comes from an earlier one. */
  share: number;
}

/** A question, taken apart. */
export interface Query {
  text: string;
  concepts: readonly Concept[];
  expected: ExpectedAnswer;
  /** True when the earlier question was taken along. */
  followUp: boolean;
}

const similarityFloor = 0.55;
const similarAtMost = 14;
const inheritedShare = 0.6;
const partOfPhraseWeight = 0.3;
const otherFormWeight = 0.85;

/** A name counts at least this much, also where the whole archive is full of it: it says whom a question is about. */
const nameRarity = 2;

/** From this weight on a variant is the same thing: itself, a synonym, the full name of an abbreviation. */
const sameThing = 0.7;

/** Takes a question apart against the words that the archive knows. */
export function buildQuery(text: string, earlier: readonly string[], index: LexicalIndex, thesaurus: Thesaurus): Query {
  const folded = fold(text);
  const expected = expectedAnswer(folded);
  const own = conceptsOf(text, expected, index, thesaurus, 1);
  const previous = earlier[earlier.length - 1];
  const followUp = previous !== undefined && leansOnEarlier(folded, own.length);
  if (!followUp || previous === undefined) return { text, concepts: own, expected, followUp: false };
  const mentioned = new Set(own.map((concept) => concept.words));
  const inherited = conceptsOf(previous, expectedAnswer(fold(previous)), index, thesaurus, inheritedShare).filter(
    (concept) => concept.kind !== 'fact' && !mentioned.has(concept.words),
  );
  return { text, concepts: [...own, ...inherited], expected, followUp: true };
}

const goesOn = /^\W*(?:en|maar|dus|oke|ok|and|but|so)\b/;
const pointsBack =
  /\b(?:daar(?:van|mee|in|voor|over|aan|bij|op|naartoe|heen|toe)?|ervan|erbij|erover|ervoor|hiervan|hierover|hierbij|hij|zij|hen|hun|deze|dit|dat|die|it|they|them|that|those|there)\b/;

/** Above this many things asked about, a question stands on its own, whatever pronouns are in it. */
const standsAloneFrom = 5;

/** True when a question cannot be understood without the one before it: it says too little, goes on, or points back. */
function leansOnEarlier(folded: string, concepts: number): boolean {
  if (concepts >= standsAloneFrom) return false;
  return concepts <= 1 || goesOn.test(folded) || (concepts <= 3 && pointsBack.test(folded));
}

function conceptsOf(
  text: string,
  expected: ExpectedAnswer,
  index: LexicalIndex,
  thesaurus: Thesaurus,
  share: number,
): Concept[] {
  const all = tokenize(text);
  const whole = separableVerbs(all, (term) => thesaurus.knows(term) || index.vocabulary.find(term) !== undefined);
  const tokens = all.flatMap((token) => {
    const verb = whole.get(token);
    if (verb !== undefined) return [{ ...token, folded: verb, term: verb }];
    return token.folded.length > 1 && !stopwords.has(token.folded) ? [token] : [];
  });
  const terms = tokens.map((token) => token.term);
  const concepts = new Map<string, Concept>();
  const asked: TermVariant[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token;
    const entry = thesaurus.match(terms, at);
    const length = entry?.length ?? 1;
    const words = terms.slice(at, at + length).join(' ');
    const variants = variantsOf(terms.slice(at, at + length), entry?.variants ?? [], index);
    if (expected.namedBy.includes(token.folded)) asked.push(...variants);
    else if (!concepts.has(words))
      concepts.set(words, conceptOf(words, variants, text, token, index, share, thesaurus.isAbbreviation(token.term)));
    at += length;
  }
  const result = [...concepts.values()];
  if (expected.markers.length > 0) result.push(factConcept(expected, asked, index, share));
  return result;
}

function factConcept(expected: ExpectedAnswer, asked: TermVariant[], index: LexicalIndex, share: number): Concept {
  const variants = [...asked.map(({ terms, weight }) => ({ terms, weight: weight * 0.5 }))];
  for (const marker of expected.markers) {
    const id = index.vocabulary.find(marker);
    if (id !== undefined) variants.push({ terms: [id], weight: 1 });
  }
  return {
    words: expected.markers[0] ?? '',
    variants,
    rarity: rarity(variants, index),
    known: variants.length > 0,
    kind: 'fact',
    share,
  };
}

function conceptOf(
  words: string,
  variants: TermVariant[],
  text: string,
  token: Token,
  index: LexicalIndex,
  share: number,
  abbreviated: boolean,
): Concept {
  const surface = text.slice(token.start, token.end);
  const capital = /^\p{Lu}/u.test(surface) && (token.start > 0 || /^\p{Lu}{2}/u.test(surface));
  const isOrganisation = abbreviated || /^\p{Lu}{2,}\p{L}*$|^\p{Lu}\p{L}*\p{Lu}{2,}$/u.test(surface);
  const isName = isOrganisation || capital || /^\p{N}/u.test(surface);
  const kept = isOrganisation ? variants.filter((variant) => variant.weight >= sameThing) : variants;
  return {
    words,
    variants: kept,
    rarity: Math.max(rarity(kept, index), isName ? nameRarity : 0),
    known: kept.some((variant) => variant.weight >= sameThing),
    kind: isOrganisation ? 'organisation' : isName ? 'name' : 'word',
    share,
  };
}

/** All ways in which the archive may say these terms, each way once with its best weight. */
function variantsOf(
  terms: readonly string[],
  synonyms: readonly { terms: readonly string[]; weight: number }[],
  index: LexicalIndex,
): TermVariant[] {
  const found = new Map<string, TermVariant>();
  const offer = (words: readonly string[], weight: number) => {
    const ids: number[] = [];
    for (const word of words) {
      const id = index.vocabulary.find(word);
      if (id === undefined || (index.postingsOf(id)?.size ?? 0) === 0) return;
      ids.push(id);
    }
    keep(found, { terms: ids, weight });
  };
  const only = terms.length === 1 ? terms[0] : undefined;
  offer(terms, 1);
  for (const synonym of synonyms) offer(synonym.terms, synonym.weight);
  if (only !== undefined) for (const form of verbForms(only)) offer([form], otherFormWeight);
  if (terms.length > 1) for (const term of terms) offer([term], partOfPhraseWeight);
  if (only !== undefined) for (const [head, tail] of splits(only, index)) offer([head, tail], 0.8);
  const similarTo = [...terms, ...synonyms.filter((s) => s.terms.length === 1).map((s) => s.terms[0] ?? '')];
  for (const [place, term] of similarTo.entries()) {
    const scale = place < terms.length ? (terms.length > 1 ? partOfPhraseWeight : 1) : 0.6;
    const inUse = (id: number) => (index.postingsOf(id)?.size ?? 0) > 0;
    for (const { id, similarity } of index.vocabulary.similar(term, similarityFloor, similarAtMost, inUse)) {
      keep(found, { terms: [id], weight: similarity ** 1.5 * 0.9 * scale });
    }
  }
  return [...found.values()];
}

function keep(found: Map<string, TermVariant>, variant: TermVariant): void {
  const key = variant.terms.join(',');
  const known = found.get(key);
  if (!known || known.weight < variant.weight) found.set(key, variant);
}

/** Ways to read a compound as two words that the archive knows: `dorpshuisbestuur` as `dorpshuis` and `bestuur`. */
function* splits(term: string, index: LexicalIndex): IterableIterator<readonly [string, string]> {
  if (term.length < 8) return;
  for (let at = 4; at <= term.length - 4; at++) {
    const tail = term.slice(at);
    if (index.vocabulary.find(tail) === undefined) continue;
    const head = term.slice(0, at);
    for (const link of ['', 's', 'en', 'e']) {
      if (!head.endsWith(link) || head.length - link.length < 4) continue;
      const root = link === '' ? head : head.slice(0, -link.length);
      if (index.vocabulary.find(root) !== undefined) yield [root, tail];
    }
  }
}

/** Inverse document frequency of a concept: that of its surest way of being said, as BM25 has it. */
function rarity(variants: readonly TermVariant[], index: LexicalIndex): number {
  let surest = 0;
  for (const variant of variants) surest = Math.max(surest, variant.weight);
  let holds = 0;
  for (const { terms, weight } of variants) {
    if (weight < surest * 0.95) continue;
    holds = Math.max(holds, Math.min(...terms.map((term) => index.postingsOf(term)?.size ?? 0)));
  }
  return Math.log(1 + (index.size - Math.min(holds, index.size) + 0.5) / (Math.min(holds, index.size) + 0.5));
}
