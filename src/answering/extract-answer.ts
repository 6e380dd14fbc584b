/**
 * Answering or abstaining, in short; ranking comes before it, in `retrieval/retrieve.ts`.
 *
 * 1. `excerpts.ts` chooses the sentences to show: of each of the best passages the short run that meets most of the question.
 * 2. `signals.ts` looks at the first of them: how much of the question it and its headings meet, which names are missing, how
 *    far it is ahead of the next document, whether words and n-grams find the same one, and over how many documents the best
 *    passages are spread.
 * 3. `abstain.ts` makes one confidence of these by logistic regression, and below a threshold the desk does not answer
 *    (selective answering: Kamath, Jia and Liang, ACL 2020).
 * 4. `rules.ts` refuses whatever the confidence: a strictly expected fact has to be there, most of what is asked has to be
 *    known to the archive, an organisation that is asked about has to be named, and a follow-up has to meet a word of its own.
 *
 * `npm run fit` fits the weights. To learn from, every question is also asked with the documents that answer it taken out, which
 * gives a question without an answer in the same field. The threshold is the highest at which, in cross-validation, no set
 * has more than the allowed share of its answerable questions refused.
 *
 * A signal stays when cross-validation gets worse without it. Tried and left out, as they brought nothing beside the others: the
 * share of headings and title that is met, the rarest word that is not met, cosine and lexical score by themselves, how big the
 * archive is, whether a fact stands beside what it was asked for, and products of two signals.
 */
import type { Document } from '../knowledge/document.ts';
import type { RankedPassage } from '../retrieval/fusion.ts';
import type { KnowledgeIndex } from '../retrieval/knowledge-index.ts';
import { type Retrieval, retrieve } from '../retrieval/retrieve.ts';
import { answerFrom, confidenceOf } from './abstain.ts';
import type { Abstention, Answer, Excerpt, RankedSource } from './answer.ts';
import { type Selection, selectExcerpts } from './excerpts.ts';
import { literalQuote } from './quote.ts';
import { isRuledOut } from './rules.ts';
import { type Signals, signalsOf } from './signals.ts';

/** How many ranked passages an outcome tells. */
const told = 10;

/** An edition whose year is this many years back is named as old in the answer. */
const outdatedAfterYears = 3;

/**
 * Answers a question with sentences of the archive, or abstains. Nothing is composed: what the member reads stands in the
 * documents, each excerpt under its own citation.
 *
 * @param earlier the member's earlier questions in this conversation, oldest first
 * @param now milliseconds since 1970, to tell an old edition from a current one
 * @param shown numbers of the passages that the last answer quoted
 */
export function extractAnswer(
  index: KnowledgeIndex,
  question: string,
  earlier: readonly string[],
  now: number,
  shown: readonly number[] = [],
): Answer | Abstention {
  const { outcome } = explainAnswer(index, question, earlier, now, shown);
  return outcome;
}

/**
 * “And what do they do?” has no word of its own: it wants to hear more. What was shown just before is passed over then, or the
 * member would read the same once more.
 */
function withoutShown(retrieval: Retrieval, shown: readonly number[]): Retrieval {
  const hasOwnWords = retrieval.query.concepts.some((concept) => concept.share === 1 && concept.kind !== 'fact');
  if (hasOwnWords || shown.length === 0) return retrieval;
  const isNew = ({ entry }: RankedPassage) => !shown.includes(entry.passage.id);
  const { ranked, answering } = retrieval;
  return { ...retrieval, ranked: ranked.filter(isNew), answering: answering.filter(isNew) };
}

/** The same, with the signals that decided; undefined when nothing was found to decide on. */
export function explainAnswer(
  index: KnowledgeIndex,
  question: string,
  earlier: readonly string[],
  now: number,
  shown: readonly number[] = [],
): { outcome: Answer | Abstention; signals: Signals | undefined } {
  const retrieval = withoutShown(retrieve(index, question, earlier), shown);
  const selections = selectExcerpts(retrieval);
  const ranked = retrieval.ranked.slice(0, told).map(({ entry }) => sourceOf(entry));
  const [best] = selections;
  if (!best)
    return { outcome: { kind: 'abstention', reason: 'nothing_found', confidence: 0, ranked }, signals: undefined };
  const signals = signalsOf(retrieval, best);
  const confidence = confidenceOf(signals);
  if (confidence < answerFrom || isRuledOut(retrieval, best)) {
    const reason = signals.passage < 0.25 ? 'nothing_found' : 'not_answered';
    return { outcome: { kind: 'abstention', reason, confidence, ranked }, signals };
  }
  const excerpts = selections.map((selection, i) => excerptOf(selection, i + 1, now));
  return { outcome: { kind: 'answer', excerpts, confidence, ranked }, signals };
}

/** “Ja” or “nee” answers the heading above it; without the heading it could say the opposite. */
const saysYesOrNo = /^(?:ja|nee|yes|no)\b/i;

function withItsQuestion(text: string, section: readonly string[]): string {
  const heading = section.at(-1);
  return heading?.endsWith('?') && saysYesOrNo.test(text) ? `${heading} ${text}` : text;
}

function excerptOf(selection: Selection, number: number, now: number): Excerpt {
  const { passage, document } = selection.passage.entry;
  const start = selection.passage.entry.spans[2 * selection.from] ?? 0;
  return {
    text: withItsQuestion(selection.cut ? `${selection.text} …` : selection.text, passage.section),
    citation: {
      number,
      passageId: passage.id,
      documentId: document.id,
      source: document.source,
      title: document.title,
      section: sectionOf(passage.section),
      page: passage.page,
      date: document.date,
      quote: literalQuote(selection.text, start, passage.seams),
    },
    outdatedSince: outdatedSince(document, now),
  };
}

function sourceOf(entry: Selection['passage']['entry']): RankedSource {
  const { passage, document } = entry;
  return {
    passageId: passage.id,
    source: document.source,
    title: document.title,
    section: sectionOf(passage.section),
    page: passage.page,
    text: passage.text,
  };
}

/** The year of an edition that is old; null when it is recent or its date is unknown. */
function outdatedSince(document: Document, now: number): string | null {
  const year = document.date?.slice(0, 4);
  if (!year) return null;
  return new Date(now).getUTCFullYear() - Number(year) >= outdatedAfterYears ? year : null;
}

function sectionOf(path: readonly string[]): string | null {
  return path.length > 0 ? path.join(' › ') : null;
}
