import type { KnowledgeIndex } from './knowledge-index.ts';
import type { IndexedPassage } from './lexical-index.ts';
import { joinInto, type Match, Matcher } from './matching.ts';
import { buildQuery, type Query } from './query.ts';
import type { Hit } from './rank.ts';

/** How the signals are added up. Fitted on the development sets, see README. */
const fusionWeights = { lexical: 1, vector: 0.8, sentence: 1.1, neighbour: 0.9, context: 0.4 };

/** How many passages are looked at closely. */
const shortlist = 40;

/** From this coverage on a passage counts as found by its words. */
const foundFrom = 0.5;

/** How many nearest vectors are added to the shortlist when nothing was. */
const nearest = 10;

/** A passage found for a question, with the reasons. */
export interface RankedPassage {
  entry: IndexedPassage;
  /** What the ranking goes by; comparable within one question only. */
  score: number;
  /** Lexical score as a share of a perfect match. */
  lexical: number;
  /** Cosine of its vector with the question's. */
  cosine: number;
  /** What the passage's own text meets. */
  body: Match;
  /** What its section and document meet. */
  context: Match;
  /** What each of its sentences meets. */
  sentences: readonly Match[];
  /** The sentence that, with its neighbours and its context, meets most; its coverage is between 0 and 1. */
  best: { sentence: number; coverage: number };
}

/** What was found for a question. */
export interface Retrieval {
  query: Query;
  matcher: Matcher;
  /** Best first. */
  ranked: readonly RankedPassage[];
}

/**
 * Finds the passages for a question.
 *
 * 1. The question becomes concepts: what it is about, with synonyms, compounds and near spellings from the archive's own words.
 * 2. BM25F over the concepts ranks all passages; the hashed vectors rank them once more.
 * 3. The best are read sentence by sentence: the words of a question stand near each other where the answer is.
 *
 * @param earlier the member's earlier questions in this conversation, oldest first
 */
export function retrieve(index: KnowledgeIndex, question: string, earlier: readonly string[]): Retrieval {
  const query = buildQuery(question, earlier, index.lexical, index.thesaurus);
  const matcher = new Matcher(query);
  if (query.concepts.length === 0) return { query, matcher, ranked: [] };
  const hits = index.ranker.rank(query, index.documentNumbers, shortlist);
  const vector = index.embedder.embedNow(query.text);
  const lookAt = (hit: Hit) => look(hit, matcher, index.vectors.similarity(hit.entry.ordinal, vector));
  const ranked = hits.map(lookAt);
  // Where the words are found, n-grams find nothing better, and comparing with every vector costs as much as all the rest.
  if (!ranked.some((passage) => passage.best.coverage >= foundFrom)) {
    ranked.push(...onlyNear(index, vector, hits).map(lookAt));
  }
  ranked.sort((a, b) => b.score - a.score || a.entry.passage.id - b.entry.passage.id);
  return { query, matcher, ranked };
}

/** Passages that are near by their n-grams but hold no word of the question. */
function onlyNear(index: KnowledgeIndex, vector: Float32Array, hits: readonly Hit[]): Hit[] {
  const known = new Set(hits.map((hit) => hit.entry.ordinal));
  return index.vectors.search(vector, nearest).flatMap(({ id }) => {
    const entry = known.has(id) ? undefined : index.lexical.entry(id);
    return entry ? [{ entry, score: 0 }] : [];
  });
}

function look(hit: Hit, matcher: Matcher, cosine: number): RankedPassage {
  const { entry } = hit;
  const body = matcher.matchTerms(entry.terms);
  const context = matcher.matchTerms(entry.section, entry.title, entry.origin);
  const sentences = matcher.matchSentences(entry);
  const best = bestSentence(matcher, sentences, context);
  const score =
    fusionWeights.lexical * hit.score + fusionWeights.vector * cosine + fusionWeights.sentence * best.coverage;
  return { entry, score, lexical: hit.score, cosine, body, context, sentences, best };
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
