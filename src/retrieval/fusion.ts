import fitted from './fusion-weights.json' with { type: 'json' };
import type { IndexedPassage, LexicalIndex } from './lexical-index.ts';
import { joinInto, type Match, type Matcher } from './matching.ts';
import type { Hit } from './rank.ts';

/** The evidence whose weights are fitted; each is between 0 and 1. */
export const evidenceNames = [
  'lexical',
  'document',
  'sentence',
  'vector',
  'documentVector',
  'opening',
  'title',
] as const satisfies readonly (keyof typeof fitted.weights)[];
type Evidence = Record<(typeof evidenceNames)[number], number>;

/** What {@link bestSentence} counts for less than the sentence itself. */
const sentenceWeights = { neighbour: 0.9, context: 0.4 };

/** What the opening of a page is worth more in an answer than in the ranking: it sums the page up. */
const summaryBonus = 0.45;

/** About what a passage scores that says literally what is asked, in a page about it: each sort of evidence at its most. */
export const highestScore = 5;

/** What a passage is worth less for each one above it of the same document. */
const repeated = 0.3;

/** A shorter opening is a line of an address or a date, not a summary. In characters. */
const summaryFrom = 80;

/** From this weight on a wording is a mention of what is asked about. */
const mentioned = 0.5;

/** A passage found for a question, with the reasons. */
export interface RankedPassage {
  entry: IndexedPassage;
  /** What the ranking goes by; comparable within one question only. */
  score: number;
  /** The same, as an answer goes by it: the opening of a page weighs more. */
  answers: number;
  /** Lexical score as a share of a perfect match. */
  lexical: number;
  /** Lexical score of its whole document, the same share. */
  document: number;
  /** Cosine of its vector with the question's. */
  cosine: number;
  /** Share of its document's title that the question is about, rare words counting more. */
  title: number;
  /** What the passage's own text meets. */
  body: Match;
  /** What its section and document meet. */
  context: Match;
  /** What each of its sentences meets. */
  sentences: readonly Match[];
  /** The sentence that, with its neighbours and its context, meets most; its coverage is between 0 and 1. */
  best: { sentence: number; coverage: number };
}

/** Reads a hit closely: what each sentence meets, and what its title says beside that. Its score is not known yet. */
export function read(hit: Hit, matcher: Matcher, lexical: LexicalIndex, cosine: number): RankedPassage {
  const { entry } = hit;
  const body = matcher.matchTerms(entry.terms);
  const context = matcher.matchTerms(entry.section, entry.title, entry.origin);
  const sentences = matcher.matchSentences(entry);
  const best = bestSentence(matcher, sentences, context);
  const title = titleShare(entry.title, matcher, lexical);
  return {
    entry,
    score: 0,
    answers: 0,
    lexical: hit.score,
    document: hit.document,
    cosine,
    title,
    body,
    context,
    sentences,
    best,
  };
}

/** The passages with their scores, best first. */
export function fuse(passages: readonly RankedPassage[]): RankedPassage[] {
  const evidence = evidenceOf(passages);
  const scored = passages.map((passage, i) => {
    const all = evidence[i] as Evidence;
    const score = evidenceNames.reduce((sum, name) => sum + fitted.weights[name] * all[name], 0);
    return { ...passage, score, answers: score + summaryBonus * all.opening };
  });
  return varied(scored.sort((a, b) => b.score - a.score || byPlace(a, b)));
}

/** The same passages in the order in which they may answer. */
export function mostAnswering(passages: readonly RankedPassage[]): RankedPassage[] {
  return [...passages].sort((a, b) => b.answers - a.answers || byPlace(a, b));
}

function byPlace(a: RankedPassage, b: RankedPassage): number {
  return a.entry.passage.id - b.entry.passage.id;
}

/** What speaks for each passage: what the weights are fitted on. */
export function evidenceOf(passages: readonly RankedPassage[]): Evidence[] {
  const nearest = new Map<string, number>();
  for (const { entry, cosine } of passages)
    nearest.set(entry.document.id, Math.max(nearest.get(entry.document.id) ?? 0, cosine));
  return passages.map((passage) => ({
    lexical: passage.lexical,
    document: passage.document,
    sentence: passage.best.coverage,
    vector: Math.max(0, passage.cosine),
    documentVector: nearest.get(passage.entry.document.id) ?? 0,
    opening: isOpening(passage.entry) ? 1 : 0,
    title: passage.title,
  }));
}

/**
 * Ranked passages in an order in which the next one of a document gives way to nearly as good a one of another: who looks
 * at a few should see what there is (after maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998).
 */
function varied(ranked: readonly RankedPassage[]): RankedPassage[] {
  const above = new Map<string, number>();
  const placed = ranked.map((passage) => {
    const { id } = passage.entry.document;
    const before = above.get(id) ?? 0;
    above.set(id, before + 1);
    return { passage, worth: passage.score - repeated * before };
  });
  return placed.sort((a, b) => b.worth - a.worth).map(({ passage }) => passage);
}

/** True for the first lines of a page, above its first heading: there a page tells what it is about. */
export function isOpening({ passage }: IndexedPassage): boolean {
  return passage.position === 0 && passage.section.length === 0 && passage.text.length >= summaryFrom;
}

function titleShare(title: Int32Array, matcher: Matcher, lexical: LexicalIndex): number {
  let all = 0;
  let asked = 0;
  for (const term of title) {
    const rarity = lexical.rarityOf(term);
    all += rarity;
    if (matcher.mentions(term, mentioned)) asked += rarity;
  }
  return all > 0 ? asked / all : 0;
}

/** The sentence that meets most of the question, counting its neighbours and its context for less. */
function bestSentence(
  matcher: Matcher,
  sentences: readonly Match[],
  context: Match,
): { sentence: number; coverage: number } {
  const best = { sentence: 0, coverage: 0 };
  const joined = new Float32Array(context.length);
  for (const [i, own] of sentences.entries()) {
    joined.set(own);
    joinInto(joined, context, sentenceWeights.context);
    const before = sentences[i - 1];
    const after = sentences[i + 1];
    if (before) joinInto(joined, before, sentenceWeights.neighbour);
    if (after) joinInto(joined, after, sentenceWeights.neighbour);
    const coverage = (matcher.coverage(joined) + 0.5 * matcher.coverage(own)) / 1.5;
    if (coverage <= best.coverage) continue;
    best.sentence = i;
    best.coverage = coverage;
  }
  return best;
}
