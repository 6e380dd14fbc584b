/** A stretch of a text: from `start` up to, not including, `end`. */
export interface Span {
  start: number;
  end: number;
}

/** Shortened words that are always followed by something: the full stop never ends the sentence. */
const openAbbreviations = new Set(
  `a.d.h.v afd apr art aug b.v bijv blz bv c.q ca d.m.v d.w.z dec dhr dr drs evt excl feb fig gem hfdst hr i.h.k.v i.o
  i.p.v i.s.m i.v.m incl ing ir jhr jr m.a.w m.b.t m.i.v m.m.v m.n m.u.v max mevr min mob mr mrt mw n.a.v nov nr nrs o.a
  o.b.v o.g o.i.v o.l.v o.m okt ong p.a pag prof q.q resp sep sept sr st t.a.v t.b.v t.g.v t.n.v t.o.v t.w t.z.t tel
  t/m u.a v.d v.h v.l.n.r vgl w.o z.g z.n z.s.m zgn`.split(/\s+/),
);

/** Shortened words that often stand at the end: only a capital after them starts a new sentence. */
const closingAbbreviations = new Set([
  'enz',
  'etc',
  'e.d',
  'e.a',
  'a.u.b',
  's.v.p',
  'jl',
  'l.l',
  'n.v.t',
  'p.m',
  'a.m',
  'n.chr',
  'v.chr',
  'ed',
]);

/** A possible end: the mark, what closes after it (quotes, brackets), then white space or the end of the text. */
const candidate = /\n|[.!?\u2026]+["'”’»)\]]*(?=\s|$)/g;

/**
 * The sentences of a Dutch text, in order. Every character that is not white space lies in exactly one span, and no span
 * begins or ends with white space. A newline always ends a sentence: passages put one between paragraphs and items.
 */
export function sentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const cased = hasCapitals(text);
  candidate.lastIndex = 0;
  for (let match = candidate.exec(text); match !== null; match = candidate.exec(text)) {
    const end = match.index + match[0].length;
    if (text.charCodeAt(match.index) !== 10 && !endsSentence(text, start, match.index, end, cased)) continue;
    addSpan(text, start, end, spans);
    start = end;
  }
  addSpan(text, start, text.length, spans);
  return spans;
}

function addSpan(text: string, from: number, to: number, spans: Span[]): void {
  let start = from;
  let end = to;
  while (start < end && isSpace(text, start)) start += 1;
  while (end > start && isSpace(text, end - 1)) end -= 1;
  if (end > start) spans.push({ start, end });
}

/** Whether the mark at `at` (closed at `end`) ends the sentence that began at `start`. */
function endsSentence(text: string, start: number, at: number, end: number, cased: boolean): boolean {
  const next = firstAfter(text, end);
  if (next === '') return true;
  if (cased && isLower(next)) return false;
  if (text[at] !== '.' || text[at + 1] === '.') return true;
  let from = at;
  while (from > start && at - from < 24 && !isSpace(text, from - 1) && !'("\'‘“['.includes(text.charAt(from - 1)))
    from -= 1;
  const word = text.slice(from, at).toLowerCase();
  if (openAbbreviations.has(word)) return false;
  if (closingAbbreviations.has(word)) return isUpper(next) && cased;
  // an initial (J. or J.P.) or a letter in front of an item
  if (word.length === 1 && /\p{L}/u.test(word))
    return word !== text.slice(from, at) ? false : !isFirst(text, start, from);
  if (/^(?:\p{Lu}\.)+\p{Lu}$/u.test(text.slice(from, at))) return false;
  // the number in front of an item
  if (/^\d{1,3}(?:\.\d{1,2})*$/.test(word) && isFirst(text, start, from)) return false;
  return true;
}

/** A text of some length without one capital was written without them; then a sentence begins with a small letter. */
function hasCapitals(text: string): boolean {
  return text.length < 60 || /\p{Lu}/u.test(text);
}

/** Whether nothing but white space, a list mark or an opening bracket stands between the sentence's start and `from`. */
function isFirst(text: string, start: number, from: number): boolean {
  return /^[\s•*(–-]*$/.test(text.slice(start, Math.min(from, start + 8))) && from - start <= 8;
}

/** The first character after `from` that says how the next sentence begins: white space, quotes and brackets passed over. */
function firstAfter(text: string, from: number): string {
  for (let i = from; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\n') return '';
    if (!isSpace(text, i) && !'"\'‘“„«(['.includes(char)) return char;
  }
  return '';
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || code === 160 || (code > 5000 && /\s/.test(text.charAt(at)));
}

function isLower(char: string): boolean {
  return char !== char.toUpperCase() && char === char.toLowerCase();
}

function isUpper(char: string): boolean {
  return char !== char.toLowerCase();
}
