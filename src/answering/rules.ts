import { bears } from '../retrieval/markers.ts';
import { joinMatches } from '../retrieval/matching.ts';
import type { Concept } from '../retrieval/query.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import type { Selection } from './excerpts.ts';
import { mentioned } from './signals.ts';

/** True when an excerpt is no answer, however much else speaks for it. These hold whatever the confidence. */
export function isRuledOut(retrieval: Retrieval, best: Selection): boolean {
  return (
    isFactMissing(retrieval, best) ||
    isMostlyUnknown(retrieval) ||
    !meetsOwnWords(retrieval, best) ||
    !isAboutThem(retrieval, best)
  );
}

/** The sort of fact that is asked for is not in the excerpt, and without it there is no answer. */
function isFactMissing({ query: { expected } }: Retrieval, { text }: Selection): boolean {
  return expected.strict && !expected.markers.some((marker) => bears(text, marker));
}

/**
 * The archive has no word for most of what the question is about: what it says of the rest is no answer, however well it
 * fits. One unknown word among known ones may be a detail, or an opening. Whom a question is about is not what it asks: with
 * the organisations left aside, most of the rest must be known too. And of several names and numbers most must be known: one
 * place that the archive never heard of may be where the member lives, two are another story.
 */
function isMostlyUnknown({ query }: Retrieval): boolean {
  const own = query.concepts.filter(({ share, kind }) => share === 1 && kind !== 'fact');
  const asked = own.filter(({ kind }) => kind !== 'organisation');
  const names = own.filter(({ kind }) => kind === 'name' || kind === 'organisation');
  return [own, asked, ...(names.length > 1 ? [names] : [])].some(
    (concepts) => concepts.filter(isUnknown).length > concepts.length / 2,
  );
}

function isUnknown({ variants }: Concept): boolean {
  return !variants.some(({ weight }) => weight >= mentioned);
}

/**
 * A follow-up borrows words from the question before it; an excerpt that meets only those answers the earlier question once
 * more, not this one.
 */
function meetsOwnWords({ query }: Retrieval, { passage, match }: Selection): boolean {
  const own = query.concepts.flatMap((concept, i) => (concept.share === 1 && concept.kind !== 'fact' ? [i] : []));
  if (!query.followUp || own.length === 0) return true;
  const met = joinMatches(joinMatches(match, passage.body), passage.context);
  return own.some((i) => (met[i] ?? 0) >= mentioned);
}

/** Whom a question is about has to stand in the excerpt or in what its document says of itself: one of them, if there are more. */
function isAboutThem({ query }: Retrieval, { passage, match }: Selection): boolean {
  const named = query.concepts.flatMap((concept, i) =>
    concept.kind === 'organisation' && concept.share === 1 ? [i] : [],
  );
  const met = joinMatches(match, passage.context);
  return named.length === 0 || named.some((i) => (met[i] ?? 0) >= mentioned);
}
