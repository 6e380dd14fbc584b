import { highestScore } from '../retrieval/fusion.ts';
import { bears } from '../retrieval/markers.ts';
import { joinMatches } from '../retrieval/matching.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import { type Selection, sentenceText } from './excerpts.ts';

/** What can be seen, without a model, of whether an excerpt answers a question. All between 0 and 1. */
export interface Signals {
  /** How much of the question the passage meets, with its section, title and organisation. */
  passage: number;
  /** How much of the question its section, title and organisation meet by themselves. */
  heading: number;
  /** Share of the names and numbers of the question that excerpt and context do not mention. */
  missingNames: number;
  /** The sort of fact that is asked for is not in the excerpt, and without it there is no answer. */
  factMissing: number;
  /** The sort of fact that is asked for is in the excerpt. */
  factPresent: number;
  /** Lead over the best passage of another document. */
  lead: number;
  /** Share of the things asked about that are mentioned, each counting the same. */
  counted: number;
  /** The sort of fact is there, but this share of what it was asked for is neither beside it nor in its heading. */
  foreignFact: number;
  /** Lexical score as a share of a perfect match. */
  lexical: number;
  /** How much there was to check: 1 / number of things asked about. */
  short: number;
  /** The same the other way round: number of things asked about, of at most {@link manyThings}. */
  rich: number;
  /** How much of the question the headings above the passage meet. */
  section: number;
  /** Score of the best passage, as a share of the highest there is: lexical and vector evidence together. */
  strength: number;
  /** How big the archive is, on a logarithmic scale: in a bigger one more passages resemble a question by chance. */
  crowd: number;
}

const manyThings = 8;

/** As many passages as would make `crowd` 1: ten to this power. */
const crowdDecades = 6;

export const signalNames = [
  'passage',
  'heading',
  'missingNames',
  'factMissing',
  'factPresent',
  'lead',
  'counted',
  'foreignFact',
  'lexical',
  'short',
  'rich',
  'section',
  'strength',
  'crowd',
] as const satisfies readonly (keyof Signals)[];

/** A concept counts as mentioned from this weight on: a near spelling or synonym, not just part of a compound. */
export const mentioned = 0.5;

/** The signals of the best excerpt for a question. */
export function signalsOf(retrieval: Retrieval, best: Selection): Signals {
  const { matcher, ranked, query, searched } = retrieval;
  const { passage } = best;
  const whole = joinMatches(joinMatches(best.match, passage.context), passage.body);
  let names = 0;
  let missingNames = 0;
  let counted = 0;
  for (const [i, concept] of matcher.concepts.entries()) {
    const met = whole[i] as number;
    if (met >= mentioned) counted++;
    if (concept.kind === 'name' || concept.kind === 'organisation') {
      names++;
      if (met < mentioned) missingNames++;
    }
  }
  const holdsFact = query.expected.markers.some((marker) => bears(best.text, marker));
  const [first] = ranked;
  const rival = ranked.find((other) => other.entry.document.id !== passage.entry.document.id);
  const lead = first && first.score > 0 ? Math.max(0, (passage.score - (rival?.score ?? 0)) / first.score) : 0;
  return {
    passage: matcher.coverage(whole),
    heading: matcher.coverage(passage.context),
    missingNames: names > 0 ? missingNames / names : 0,
    factMissing: query.expected.strict && !holdsFact ? 1 : 0,
    factPresent: query.expected.markers.length > 0 && holdsFact ? 1 : 0,
    lead: Math.min(1, lead),
    counted: matcher.concepts.length > 0 ? counted / matcher.concepts.length : 0,
    foreignFact: holdsFact ? foreignFact(retrieval, best) : 0,
    lexical: Math.min(1, passage.lexical / 1.6),
    short: matcher.concepts.length > 0 ? 1 / matcher.concepts.length : 1,
    rich: Math.min(1, matcher.concepts.length / manyThings),
    section: matcher.coverage(matcher.matchTerms(passage.entry.section)),
    strength: Math.max(0, Math.min(1, (first?.score ?? 0) / highestScore)),
    crowd: Math.min(1, Math.log10(Math.max(1, searched)) / crowdDecades),
  };
}

/**
 * A number in a passage may be anybody's. How much of the question, the fact itself left out, is missing from the sentence
 * that holds the fact, its neighbours and the headings above it; of several such sentences the best.
 */
function foreignFact({ query, matcher }: Retrieval, { passage, from, to }: Selection): number {
  let total = 0;
  for (const { kind, rarity, share } of query.concepts) if (kind !== 'fact') total += rarity * share;
  if (total === 0) return 0;
  let least = 1;
  for (let i = from; i <= to; i++) {
    if (!query.expected.markers.some((marker) => bears(sentenceText(passage, i), marker))) continue;
    let near = passage.context;
    for (const match of passage.sentences.slice(Math.max(0, i - 1), i + 2)) near = joinMatches(near, match);
    let met = 0;
    for (const [c, { kind, rarity, share }] of matcher.concepts.entries()) {
      if (kind !== 'fact') met += (near[c] ?? 0) * rarity * share;
    }
    least = Math.min(least, 1 - met / total);
  }
  return Math.max(0, least);
}
