import { highestScore, type RankedPassage } from '../retrieval/fusion.ts';
import { joinMatches } from '../retrieval/matching.ts';
import type { Concept } from '../retrieval/query.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import type { Selection } from './excerpts.ts';

/** What can be seen, without a model, of whether an excerpt answers a question. All between 0 and 1. */
export interface Signals {
  /** How much of the question the passage meets, with its section, title and organisation. */
  passage: number;
  /** Share of the names and numbers of the question that excerpt and context do not mention. */
  missingNames: number;
  /** Share of the things asked about that are mentioned, each counting the same. */
  counted: number;
  /** How much there was to check: 1 / number of things asked about. */
  short: number;
  /** The same the other way round: number of things asked about, of at most {@link manyThings}. */
  rich: number;
  /** Score of the best passage, as a share of the highest there is: lexical and vector evidence together. */
  strength: number;
  /** Lead in score over the best passage of another document, the same share. */
  lead: number;
  /** 1 when the passage that is nearest by its n-grams is of the same document: two ways to look that find the same. */
  agreement: number;
  /** Over how many documents the best ten passages are spread: an archive that says a little everywhere has no page for it. */
  spread: number;
}

const manyThings = 12;

/** Of how many of the best passages the documents are counted. */
const spreadOf = 10;

export const signalNames = [
  'passage',
  'missingNames',
  'counted',
  'short',
  'rich',
  'strength',
  'lead',
  'agreement',
  'spread',
] as const satisfies readonly (keyof Signals)[];

/** A concept counts as mentioned from this weight on: a near spelling or synonym, not just part of a compound. */
export const mentioned = 0.5;

/** The signals of the best excerpt for a question. */
export function signalsOf({ matcher, answering }: Retrieval, { match, passage }: Selection): Signals {
  const { concepts } = matcher;
  const whole = joinMatches(joinMatches(match, passage.context), passage.body);
  const isMet = (i: number) => (whole[i] as number) >= mentioned;
  const names = [...concepts.keys()].filter((i) => isNamed(concepts[i] as Concept));
  const ownDocument = passage.entry.document.id;
  const rival = answering.find(({ entry }) => entry.document.id !== ownDocument);
  return {
    passage: matcher.coverage(whole),
    missingNames: names.length > 0 ? names.filter((i) => !isMet(i)).length / names.length : 0,
    counted: concepts.length > 0 ? concepts.filter((_, i) => isMet(i)).length / concepts.length : 0,
    short: concepts.length > 0 ? 1 / concepts.length : 1,
    rich: Math.min(1, concepts.length / manyThings),
    strength: shareOf(answering[0]?.answers ?? 0),
    lead: shareOf(passage.answers - (rival?.answers ?? 0)),
    agreement: nearest(answering)?.entry.document.id === ownDocument ? 1 : 0,
    spread: new Set(answering.slice(0, spreadOf).map(({ entry }) => entry.document.id)).size / spreadOf,
  };
}

function isNamed({ kind }: Concept): boolean {
  return kind === 'name' || kind === 'organisation';
}

function shareOf(score: number): number {
  return Math.max(0, Math.min(1, score / highestScore));
}

function nearest(ranked: readonly RankedPassage[]): RankedPassage | undefined {
  let best: RankedPassage | undefined;
  for (const passage of ranked) if (!best || passage.cosine > best.cosine) best = passage;
  return best;
}
