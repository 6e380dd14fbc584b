import { joinTexts, type Vocabulary } from './hyphens.ts';
import { endsClosed, endsHanging, isContactLine, isLabelled, type Line, markOf, startsLower } from './lines.ts';
import { isTableLine, isTableRule, tableRows } from './tables.ts';

/** A stretch of text that belongs together, before it is known which of them are headings. Markup is still in it. */
export interface Piece {
  kind: 'heading' | 'text' | 'item' | 'row';
  text: string;
  page: number | null;
  size: number | undefined;
  /** The number in front (`4.1`, `a`), which is part of the text. */
  number: string | undefined;
  /** Level of a heading that the format marks as such. */
  level: number | undefined;
  /** Whether an empty line, or the start, stands before it. */
  afterGap: boolean;
}

/** A piece with nothing said about it but what is given. */
export function piece(kind: Piece['kind'], text: string, rest: Partial<Omit<Piece, 'kind' | 'text'>> = {}): Piece {
  return { kind, text, page: null, size: undefined, number: undefined, level: undefined, afterGap: true, ...rest };
}

/**
 * Makes pieces of printed lines. A line goes on in the next one when the next would not have fitted on it, or when its
 * sentence is not finished and the next begins in lower case; a list mark, a heading mark, a contact line or a change of
 * letter size begins a new piece. Empty lines end a piece (see `rejoinBroken` for sentences that they cut).
 */
export function joinLines(lines: readonly Line[], known: Vocabulary): Piece[] {
  const wrapped = isWrapped(lines);
  const pieces: Piece[] = [];
  let gap = true;
  for (let from = 0; from < lines.length; ) {
    if (markOf(lines[from]?.text ?? '').kind === 'blank') {
      gap = true;
      from += 1;
      continue;
    }
    let to = from + 1;
    while (to < lines.length && (lines[to]?.text ?? '').trim() !== '') to += 1;
    addChunk(lines.slice(from, to), { wrapped, known, gap, pieces });
    gap = false;
    from = to;
  }
  return pieces;
}

interface Joining {
  wrapped: boolean;
  known: Vocabulary;
  gap: boolean;
  pieces: Piece[];
}

/** Lines without an empty one between them. */
function addChunk(chunk: readonly Line[], joining: Joining): void {
  const { known, pieces } = joining;
  const width = Math.max(60, ...widest(chunk));
  let gap = joining.gap;
  let open: Piece | undefined;
  let parts: string[] = [];
  const close = () => {
    if (open !== undefined) pieces.push({ ...open, text: joinAll(parts, known) });
    open = undefined;
    parts = [];
  };
  for (let i = 0; i < chunk.length; i += 1) {
    const line = chunk[i];
    if (line === undefined) break;
    const mark = markOf(line.text);
    const place = { page: line.page, size: line.size, afterGap: gap };
    const table = tableAt(chunk, i);
    if (table > 0) {
      close();
      for (const row of tableRows(chunk.slice(i, i + table).map((row) => row.text)))
        pieces.push(piece('row', row, place));
      i += table - 1;
    } else if (mark.kind === 'rule') {
      if (open !== undefined && parts.length === 1 && /^[=-]+$/.test(line.text.trim()) && open.text.length < 120) {
        open = { ...open, kind: 'heading', level: line.text.includes('=') ? 1 : 2 };
      }
      close();
    } else if (mark.kind === 'heading') {
      close();
      pieces.push(piece('heading', mark.text, { ...place, level: mark.level }));
    } else if (
      mark.kind === 'bullet' &&
      !(open !== undefined && dashGoesOn(parts.at(-1) ?? '', line.text, width, joining))
    ) {
      close();
      open = piece('item', '', place);
      parts = [mark.text];
    } else if (mark.kind === 'number') {
      close();
      open = piece('item', '', { ...place, number: mark.number });
      parts = [mark.text];
    } else if (open !== undefined && goesOn(open, parts.at(-1) ?? '', line, width, joining)) {
      parts.push(line.text.trim());
    } else {
      close();
      open = piece('text', line.text.trim(), place);
      parts = [line.text.trim().replace(/^(?:>\s?)+/, '')];
    }
    gap = false;
  }
  close();
}

function joinAll(parts: readonly string[], known: Vocabulary): string {
  const out: string[] = [];
  let open: string | undefined;
  for (const part of parts) {
    if (open === undefined) open = part;
    else if (!open.endsWith('-')) {
      out.push(open, ' ');
      open = part;
    } else {
      // only the last word matters, so that very many lines take linear time
      const word = open.length - (/\S{0,80}$/.exec(open.slice(-80))?.[0].length ?? 0);
      out.push(open.slice(0, word));
      open = joinTexts(open.slice(word), part, known);
    }
  }
  out.push(open ?? '');
  return out.join('');
}

function* widest(chunk: readonly Line[]): Iterable<number> {
  let most = 0;
  for (const line of chunk) most = Math.max(most, line.text.trim().length);
  yield most;
}

/** Whether the lines of this text were broken by the width of a page: then many of them go on in lower case. */
function isWrapped(lines: readonly Line[]): boolean {
  let pairs = 0;
  let goingOn = 0;
  for (let i = 1; i < lines.length; i += 1) {
    const before = (lines[i - 1]?.text ?? '').trim();
    const after = (lines[i]?.text ?? '').trim();
    if (before.length < 30 || after === '' || markOf(after).kind !== 'text') continue;
    pairs += 1;
    if (before.length <= 180 && !endsClosed(before) && startsLower(after)) goingOn += 1;
  }
  return goingOn >= 2 && goingOn / pairs >= 0.25;
}

function goesOn(open: Piece, before: string, next: Line, width: number, { wrapped }: Joining): boolean {
  const after = next.text.trim();
  if (open.size !== undefined && next.size !== undefined && Math.abs(open.size - next.size) > 0.08) return false;
  if (/^(\*\*|__)\S.*\1$/.test(before) && !startsLower(after)) return false;
  if (isContactLine(before) || isContactLine(after)) return false;
  if (/^betreft\s*:/i.test(after)) return false;
  const full = wrapped && before.length <= 180 && before.length + 1 + (after.split(/\s/, 1)[0] ?? '').length > width;
  if (isLabelled(after) && !endsHanging(before)) return false;
  if (/\p{L}-$/u.test(before)) return true;
  if (full) return true;
  if (endsClosed(before)) return false;
  if (endsHanging(before)) return !/,$/.test(before) || startsLower(after);
  return startsLower(after) && (wrapped || before.length >= 40);
}

/** A line that begins with a dash inside a sentence of wrapped text is no list item. */
function dashGoesOn(before: string, line: string, width: number, { wrapped }: Joining): boolean {
  const after = line.trim();
  if (!wrapped || !/^[-–—]\s+\p{Ll}/u.test(after) || endsClosed(before)) return false;
  return before.length + 4 + (after.split(/\s/, 2)[1] ?? '').length > width;
}

/** How many lines from here on are a Markdown table; 0 when none begins here. */
function tableAt(chunk: readonly Line[], at: number): number {
  const head = chunk[at]?.text ?? '';
  const rule = chunk[at + 1]?.text ?? '';
  if (!head.includes('|') || !isTableRule(rule)) return 0;
  let length = 2;
  while (at + length < chunk.length && isTableLine(chunk[at + length]?.text ?? '')) length += 1;
  return length;
}
