/**
 * Ranking, in short; deciding whether to answer comes after it, in `answering/extract-answer.ts`.
 *
 * 1. `query.ts` turns the question into concepts: what it is about, with synonyms, compounds, verb forms and near spellings
 *    from the archive's own words, and the sort of fact that is asked for (question taxonomy after Li and Roth, 2002).
 * 2. `rank.ts` scores all passages with BM25F, a concept as one term (Robertson, Zaragoza and Taylor, 2004), and their whole
 *    documents with BM25. Of the whole document only sure wordings count: near spellings would add up to noise.
 * 3. `fusion.ts` reads the best forty closely: the sentence that meets most, nearness of hashed n-gram vectors, whether the
 *    title is about the question, and whether it is the opening of a page, which tells what the page is about. A weighted sum
 *    orders them. Its weights are those of list-wise logistic regression: the probability of the right page among the others
 *    (ListNet's top-one loss; Cao and others, "Learning to rank: from pairwise approach to listwise approach", ICML 2007).
 *    Then the next passage of a document gives way to nearly as good a one of another.
 *
 * `npm run fit:ranking` fits the weights on the development sets together, each asked of its own archive and of one in which all
 * stand among others; no rule is made for a question. Fitted on archives of one kind alone, the opening of a page weighed so much
 * that in a mixed archive it pushed aside what answers. An answer still prefers openings (`answers`): they sum a page up. Whoever
 * adds evidence: put it in `evidenceOf`, measure with `npm run evaluate`, and fit ranking and then abstaining anew (`npm run
 * fit`), because its signals include the score.
 */
import { fuse, mostAnswering, type RankedPassage, read } from './fusion.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import { Matcher } from './matching.ts';
import { buildQuery, type Query } from './query.ts';
import type { Hit } from './rank.ts';

/** How many passages are looked at closely. */
const shortlist = 40;

/** From this coverage on a passage counts as found by its words. */
const foundFrom = 0.5;

/** How many nearest vectors are added to the shortlist when nothing was. */
const nearest = 10;

/** What was found for a question. */
export interface Retrieval {
  query: Query;
  matcher: Matcher;
  /** Best first, of each document not too many in a row. */
  ranked: readonly RankedPassage[];
  /** The same passages, the one that an answer would begin with first. */
  answering: readonly RankedPassage[];
  /** How many passages were searched. */
  searched: number;
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
  const searched = index.lexical.size;
  if (query.concepts.length === 0) return { query, matcher, ranked: [], answering: [], searched };
  const hits = index.ranker.rank(query, index.documentNumbers, shortlist);
  const vector = index.embedder.embedNow(query.text);
  const readHit = (hit: Hit) => read(hit, matcher, index.lexical, index.vectors.similarity(hit.entry.ordinal, vector));
  const passages = hits.map(readHit);
  // Where the words are found, n-grams find nothing better, and comparing with every vector costs as much as all the rest.
  if (!passages.some((passage) => passage.best.coverage >= foundFrom)) {
    passages.push(...onlyNear(index, vector, hits).map(readHit));
  }
  const ranked = fuse(passages);
  return { query, matcher, ranked, answering: mostAnswering(ranked), searched };
}

/** Passages that are near by their n-grams but hold no word of the question. */
function onlyNear(index: KnowledgeIndex, vector: Float32Array, hits: readonly Hit[]): Hit[] {
  const known = new Set(hits.map((hit) => hit.entry.ordinal));
  return index.vectors.search(vector, nearest).flatMap(({ id }) => {
    const entry = known.has(id) ? undefined : index.lexical.entry(id);
    return entry ? [{ entry, score: 0, document: 0 }] : [];
  });
}
