import type { IndexedPassage, LexicalIndex } from './lexical-index.ts';
import { joinInto, type Match, type Matcher } from './matching.ts';
import type { Hit } from './rank.ts';

/**
 * How the evidence is added up. The first seven are fitted by list-wise logistic regression (the right page against the rest of
 * the shortlist) on the development sets, and were chosen by five-fold cross-validation; see README.
 */
const fusionWeights = {
  lexical: 0.58,
  document: 0.67,
  sentence: 1,
  vector: 0.82,
  documentVector: 1.13,
  opening: 0.82,
  title: 0.24,
  neighbour: 0.9,
  context: 0.4,
};

/** About what a passage scores that says literally what is asked, in a page about it: each sort of evidence at its most. */
export const highestScore = 5;

/** A shorter opening is a line of an address or a date, not a summary. In characters. */
const summaryFrom = 80;

/** From this weight on a wording is a mention of what is asked about. */
const mentioned = 0.5;

/** A passage found for a question, with the reasons. */
export interface RankedPassage {
  entry: IndexedPassage;
  /** What the ranking goes by; comparable within one question only. */
  score: number;
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
  const nearest = new Map<string, number>();
  for (const { entry, cosine } of passages)
    nearest.set(entry.document.id, Math.max(nearest.get(entry.document.id) ?? 0, cosine));
  const ranked = passages.map((passage) => ({
    ...passage,
    score: scoreOf(passage, nearest.get(passage.entry.document.id) ?? 0),
  }));
  return ranked.sort((a, b) => b.score - a.score || a.entry.passage.id - b.entry.passage.id);
}

function scoreOf(passage: RankedPassage, nearestOfDocument: number): number {
  return (
    fusionWeights.lexical * passage.lexical +
    fusionWeights.document * passage.document +
    fusionWeights.sentence * passage.best.coverage +
    fusionWeights.vector * Math.max(0, passage.cosine) +
    fusionWeights.documentVector * nearestOfDocument +
    fusionWeights.title * passage.title +
    (isOpening(passage.entry) ? fusionWeights.opening : 0)
  );
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
    joinInto(joined, context, fusionWeights.context);
    const before = sentences[i - 1];
    const after = sentences[i + 1];
    if (before) joinInto(joined, before, fusionWeights.neighbour);
    if (after) joinInto(joined, after, fusionWeights.neighbour);
    const coverage = (matcher.coverage(joined) + 0.5 * matcher.coverage(own)) / 1.5;
    if (coverage <= best.coverage) continue;
    best.sentence = i;
    best.coverage = coverage;
  }
  return best;
}
