import { bears } from '../retrieval/markers.ts';
import { joinMatches, type Match } from '../retrieval/matching.ts';
import type { RankedPassage, Retrieval } from '../retrieval/retrieve.ts';

/** How sentences are chosen. */
export const excerptWeights = { own: 1, surrounding: 0.6, fact: 0.35, passage: 0.5, opening: 0.06 };

/** What an answer may take of a member's attention, in characters. */
export const excerptLimits = { excerpt: 420, total: 820, excerpts: 3 };

/** A run of sentences of one passage. */
export interface Selection {
  passage: RankedPassage;
  /** First and last sentence of the run. */
  from: number;
  to: number;
  text: string;
  /** What the run meets, without its context. */
  match: Match;
  /** Score of the sentence that it grew from. */
  score: number;
}

/** Passages considered for an answer. */
const considered = 8;
/** A further excerpt has to score at least this share of the first. */
const worthAdding = 0.72;

/**
 * The sentences that answer, best first: the sentence that meets most of the question, with what it needs to be understood,
 * and further ones as long as they come close and say something new.
 */
export function selectExcerpts(retrieval: Retrieval): Selection[] {
  const candidates = retrieval.ranked
    .slice(0, considered)
    .map((passage) => bestRun(passage, retrieval))
    .filter((selection) => selection !== undefined)
    .sort((a, b) => b.score - a.score);
  const chosen: Selection[] = [];
  let length = 0;
  for (const candidate of candidates) {
    const [first] = chosen;
    if (first && candidate.score < first.score * worthAdding) break;
    if (chosen.some((other) => repeats(other.text, candidate.text))) continue;
    if (first && length + candidate.text.length > excerptLimits.total) continue;
    chosen.push(candidate);
    length += candidate.text.length;
    if (chosen.length === excerptLimits.excerpts) break;
  }
  return chosen;
}

function bestRun(passage: RankedPassage, retrieval: Retrieval): Selection | undefined {
  const { matcher, ranked, query } = retrieval;
  const top = ranked[0]?.score ?? 1;
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const [i, own] of passage.sentences.entries()) {
    const text = sentenceText(passage, i);
    let joined = joinMatches(own, passage.context, 0.6);
    for (const near of [passage.sentences[i - 1], passage.sentences[i + 1]]) {
      if (near) joined = joinMatches(joined, near, 0.6);
    }
    const fact = query.expected.markers.some((marker) => bears(text, marker)) ? 1 : 0;
    const score =
      excerptWeights.own * matcher.coverage(own) +
      excerptWeights.surrounding * matcher.coverage(joined) +
      excerptWeights.fact * fact +
      excerptWeights.passage * (top > 0 ? passage.score / top : 0) +
      (i === 0 ? excerptWeights.opening : 0) -
      (text.length < 25 || text.endsWith('?') ? 0.1 : 0);
    if (score > bestScore) {
      best = i;
      bestScore = score;
    }
  }
  if (best < 0) return undefined;
  const [from, to] = grow(passage, best);
  let match: Match = new Float32Array(matcher.concepts.length);
  for (let i = from; i <= to; i++) match = joinMatches(match, passage.sentences[i] as Match);
  const { spans, passage: source } = passage.entry;
  const text = source.text.slice(spans[2 * from], spans[2 * to + 1]);
  return { passage, from, to, text, match, score: bestScore };
}

/** A sentence that begins like this leans on the one before it. */
const leansBack =
  /^[-•*\s]*(?:dit|deze|dat|die|daarnaast|daarbij|daarom|daardoor|daarvoor|daarmee|zij|ze|hij|het gaat|ook|hierbij|hierdoor|hiervoor|dan|zo|verder|maar|want|als testcase|vaak)\b/i;

/** Takes in what a sentence needs: the one it leans on, the list it announces, and what follows while there is room. */
function grow(passage: RankedPassage, seed: number): [from: number, to: number] {
  const count = passage.sentences.length;
  let from = seed;
  let to = seed;
  const fits = (a: number, b: number) => lengthOf(passage, a, b) <= excerptLimits.excerpt;
  while (from > 0 && leansBack.test(sentenceText(passage, from)) && fits(from - 1, to)) from--;
  while (to + 1 < count && fits(from, to + 1)) to++;
  while (from > 0 && fits(from - 1, to)) from--;
  return [from, to];
}

function lengthOf(passage: RankedPassage, from: number, to: number): number {
  const { spans } = passage.entry;
  return (spans[2 * to + 1] ?? 0) - (spans[2 * from] ?? 0);
}

function sentenceText(passage: RankedPassage, i: number): string {
  const { spans, passage: source } = passage.entry;
  return source.text.slice(spans[2 * i], spans[2 * i + 1]);
}

/** True when two texts say nearly the same words, as two editions of one letter do. */
function repeats(one: string, other: string): boolean {
  const a = new Set(one.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
  const b = new Set(other.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
  if (a.size === 0 || b.size === 0) return one === other;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / Math.min(a.size, b.size) > 0.7;
}
