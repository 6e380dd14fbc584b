import { isOpening, type RankedPassage } from '../retrieval/fusion.ts';
import { bears } from '../retrieval/markers.ts';
import { joinInto, joinMatches, type Match } from '../retrieval/matching.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';

/** How a run of sentences is judged, beside how much of the question it meets. Chosen on the three development sets together. */
const excerptWeights = {
  /** What the passage scored, as a share of the best. */
  passage: 2,
  /** It holds the sort of fact that is asked for. */
  fact: 0.3,
  /** It stands at the opening of a page, where the page is summed up. */
  opening: 0.1,
  /** What the headings meet, as a share of what the run meets itself. */
  heading: 0.35,
  perCharacter: -0.0005,
  /** It ends in a question. */
  question: -0.1,
};

/** What an answer may take of a member's attention, in characters. */
export const excerptLimits = { seed: 420, first: 480, further: 300, total: 860, excerpts: 3 };

/** A run of sentences of one passage. */
export interface Selection {
  passage: RankedPassage;
  /** First and last sentence of the run. */
  from: number;
  to: number;
  text: string;
  /** True when the last sentence was too long to be shown whole. */
  cut: boolean;
  /** What the run meets, without its context. */
  match: Match;
  score: number;
}

/** Passages considered for an answer. */
const considered = 8;
/** A further excerpt has to score at least this share of the first. */
const worthAdding = 0.85;

/**
 * The sentences that answer, best first: of each of the best passages the shortest run that meets most of the question and
 * holds the sort of fact that is asked for, completed with what it needs to be understood; further ones as long as they come
 * close to the first and say something new.
 */
export function selectExcerpts(retrieval: Retrieval): Selection[] {
  const candidates = retrieval.answering
    .slice(0, considered)
    .map((passage) => bestRun(passage, retrieval))
    .filter((selection) => selection !== undefined)
    .sort((a, b) => b.score - a.score);
  const chosen: Selection[] = [];
  let length = 0;
  for (const candidate of candidates) {
    const [first] = chosen;
    if (first && candidate.score < first.score * worthAdding) break;
    const room = first ? Math.min(excerptLimits.further, excerptLimits.total - length) : excerptLimits.first;
    const completed = complete(candidate, room);
    if (first && completed.text.length > room) continue;
    if (chosen.some((other) => repeats(other.text, completed.text))) continue;
    chosen.push(completed);
    length += completed.text.length;
    if (chosen.length === excerptLimits.excerpts) break;
  }
  return chosen;
}

/** The run of a passage that scores best, within the length of a seed; a longer sentence is a run by itself. */
function bestRun(passage: RankedPassage, { matcher, answering, query }: Retrieval): Selection | undefined {
  const top = answering[0]?.answers ?? 0;
  const prior =
    excerptWeights.passage * (top > 0 ? passage.answers / top : 0) +
    (isOpening(passage.entry) ? excerptWeights.opening : 0);
  const met = new Float32Array(matcher.concepts.length);
  let best: Selection | undefined;
  for (let from = 0; from < passage.sentences.length; from++) {
    const match: Match = new Float32Array(matcher.concepts.length);
    let hasFact = false;
    for (let to = from; to < passage.sentences.length; to++) {
      const length = lengthOf(passage, from, to);
      if (to > from && length > excerptLimits.seed) break;
      joinInto(match, passage.sentences[to] as Match, 1);
      met.set(match);
      joinInto(met, passage.context, excerptWeights.heading);
      const last = sentenceText(passage, to);
      hasFact ||= query.expected.markers.some((marker) => bears(last, marker));
      const score =
        prior +
        matcher.coverage(met) +
        (hasFact ? excerptWeights.fact : 0) +
        (last.endsWith('?') ? excerptWeights.question : 0) +
        excerptWeights.perCharacter * length;
      if (!best || score > best.score) best = { passage, from, to, text: '', cut: false, match: match.slice(), score };
    }
  }
  return best;
}

/** A sentence that begins like this leans on the one before it. */
const leansBack =
  /^[-•*\s]*(?:dit|deze|dat|die|daarnaast|daarbij|daarom|daardoor|daarvoor|daarmee|zij|ze|hij|het gaat|ook|hierbij|hierdoor|hiervoor|dan|zo|verder|maar|want|vaak)\b/i;

/** Takes in what a run needs: the sentence it leans on, the list it announces, and what follows while there is room. */
function complete(selection: Selection, room: number): Selection {
  const { passage } = selection;
  let { from, to } = selection;
  const fits = (a: number, b: number) => lengthOf(passage, a, b) <= room;
  while (from > 0 && leansBack.test(sentenceText(passage, from)) && fits(from - 1, to)) from--;
  while (to + 1 < passage.sentences.length && fits(from, to + 1)) to++;
  while (from > 0 && fits(from - 1, to)) from--;
  while (from > 0 && !beginsLine(passage, from) && isItem(lineOf(passage, from))) from--;
  const { spans, passage: source } = passage.entry;
  const start = spans[2 * from] ?? 0;
  const whole = source.text.slice(start, spans[2 * to + 1]);
  const text =
    whole.length <= excerptLimits.total
      ? whole
      : whole.slice(0, Math.max(whole.lastIndexOf(' ', excerptLimits.total), excerptLimits.seed));
  let { match } = selection;
  for (let i = from; i <= to; i++) match = joinMatches(match, passage.sentences[i] as Match);
  return { ...selection, from, to, text, cut: text.length < whole.length || breaksList(passage, to), match };
}

function lengthOf(passage: RankedPassage, from: number, to: number): number {
  const { spans } = passage.entry;
  return (spans[2 * to + 1] ?? 0) - (spans[2 * from] ?? 0);
}

/** A sentence of a passage, by its place. */
function sentenceText(passage: RankedPassage, i: number): string {
  const { spans, passage: source } = passage.entry;
  return source.text.slice(spans[2 * i], spans[2 * i + 1]);
}

/** True when the run ends inside a list: the next line is one more item of it. */
function breaksList(passage: RankedPassage, to: number): boolean {
  if (to + 1 >= passage.sentences.length) return false;
  return isItem(lineOf(passage, to)) && isItem(lineOf(passage, to + 1));
}

function beginsLine(passage: RankedPassage, i: number): boolean {
  const start = passage.entry.spans[2 * i] ?? 0;
  return start === 0 || passage.entry.passage.text[start - 1] === '\n';
}

/** The line of a passage that a sentence stands in. */
function lineOf(passage: RankedPassage, i: number): string {
  const { text } = passage.entry.passage;
  const start = passage.entry.spans[2 * i] ?? 0;
  const end = text.indexOf('\n', start);
  return text.slice(text.lastIndexOf('\n', start) + 1, end < 0 ? text.length : end);
}

function isItem(line: string): boolean {
  return /^(?:[-•*]|\d{1,2}[.)])\s/.test(line);
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
