/** A stretch of a text: from `start` up to, not including, `end`, in UTF-16 code units. */
export interface Stretch {
  start: number;
  end: number;
}

/** Where a text is cut best, from best to worst; a cut stands right behind the match. */
const cuts = [/\n\s*\n/g, /\n/g, /[.!?…][”"’)\]]*\s+/g, /\s+/g] as const;

/** A cut at a good place may leave a part this short, of the most that it may be; behind a word any part is fine. */
const shortestPart = 0.35;

const graphemes = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/**
 * Cuts a text into stretches of at most `most` UTF-16 code units: after a paragraph, line or sentence where there is one, else
 * after a word, else between two characters as people see them. White space at a cut is left out, and so is a part of nothing
 * else; everything else is there, in order.
 *
 * @param whole stretches that are not cut unless they are longer than `most`, such as a link
 */
export function splitText(text: string, most: number, whole: readonly Stretch[] = []): Stretch[] {
  const parts: Stretch[] = [];
  for (let start = skipSpace(text, 0); start < text.length; ) {
    const end = text.length - start <= most ? text.length : cutAfter(text, start, most, whole);
    const trimmed = start + text.slice(start, end).trimEnd().length;
    if (trimmed > start) parts.push({ start, end: trimmed });
    start = skipSpace(text, end);
  }
  return parts;
}

function skipSpace(text: string, from: number): number {
  const rest = text.slice(from);
  return from + rest.length - rest.trimStart().length;
}

function cutAfter(text: string, start: number, most: number, whole: readonly Stretch[]): number {
  const bound = whole.filter((one) => one.end - one.start <= most);
  const allowed = (at: number) => !bound.some((one) => one.start < at && at < one.end);
  // White space right behind the part does not count: it is left out.
  const seen = text.slice(start, start + most + 1);
  for (const pattern of cuts) {
    const least = pattern === cuts.at(-1) ? 1 : most * shortestPart;
    for (const found of [...seen.matchAll(pattern)].reverse()) {
      const at = start + Math.min(found.index + found[0].length, most);
      if (found.index >= least && found.index <= most && allowed(at)) return at;
    }
  }
  // In front of what must stay whole, when there is something before it.
  const cut = bound.find((one) => one.start > start && one.start < start + most && start + most < one.end);
  return cut ? cut.start : betweenCharacters(text, start, most);
}

/** A word longer than a part is cut between two characters; one that is longer than a part itself between code points. */
function betweenCharacters(text: string, start: number, most: number): number {
  let at = start;
  // Some more than fits, so that the last character is seen whole.
  for (const { index, segment } of graphemes.segment(text.slice(start, start + most + 64))) {
    if (index + segment.length > most) break;
    at = start + index + segment.length;
  }
  if (at > start) return at;
  const last = text.charCodeAt(start + most - 1);
  return start + most - (last >= 0xd800 && last <= 0xdbff && most > 1 ? 1 : 0);
}
