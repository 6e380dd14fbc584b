import type { Piece } from './pdf-items.ts';

/** A printed line: pieces on one baseline, from left to right. */
export interface PrintedLine {
  text: string;
  left: number;
  right: number;
  baseline: number;
  size: number;
  /** Lines of different columns or bands are never of one paragraph by their distance. */
  group: number;
}

/** Columns have at least this many lines, of at least this many characters on average: else it is a table or a form. */
const minLines = 4;
const minCharacters = 18;

/**
 * The lines of a page in reading order. Where the page clearly has columns, each is read to its end before the next; text
 * that runs across them parts the page in bands. Everything else is read from top to bottom.
 */
export function readingOrder(pieces: readonly Piece[]): PrintedLine[] {
  return order(pieces, 0).flatMap((lines, group) => lines.map((line) => ({ ...line, group })));
}

function order(pieces: readonly Piece[], depth: number): PrintedLine[][] {
  const parting = depth < 3 ? findGutter(pieces) : null;
  if (parting === null) return [linesOf(pieces)];
  const { gutter } = parting;
  if (parting.isTable) return [linesAsDrawn(pieces, gutter)];
  const across = new Set(pieces.filter((piece) => isAcross(piece, gutter)));
  const bands = linesOf([...across]).map((line) => line.baseline);
  const groups: PrintedLine[][] = [];
  let top = Number.NEGATIVE_INFINITY;
  for (const bottom of [...bands, Number.POSITIVE_INFINITY]) {
    const inBand = pieces.filter((piece) => piece.baseline > top && piece.baseline <= bottom);
    const beside = inBand.filter((piece) => !across.has(piece));
    const left = beside.filter((piece) => piece.right <= gutter);
    const right = beside.filter((piece) => piece.left >= gutter);
    if (left.length > 0) groups.push(...order(left, depth + 1));
    if (right.length > 0) groups.push(...order(right, depth + 1));
    const line = inBand.filter((piece) => across.has(piece));
    if (line.length > 0) groups.push(linesOf(line));
    top = bottom;
  }
  return groups;
}

function isAcross(piece: Piece, gutter: number): boolean {
  return piece.left < gutter && piece.right > gutter;
}

/** The place from top to bottom where columns part, or null when the page has none. */
function findGutter(pieces: readonly Piece[]): { gutter: number; isTable: boolean } | null {
  if (pieces.length < minLines * 2) return null;
  const leftmost = least(pieces, (piece) => piece.left);
  const width = -least(pieces, (piece) => -piece.right) - leftmost;
  if (!(width > 100)) return null;
  const half = medianSize(pieces) * 0.4;
  const steps = 100;
  const crossed = new Float64Array(steps + 1);
  for (const piece of pieces) {
    const from = Math.max(0, Math.ceil(((piece.left - half - leftmost) / width) * steps));
    const to = Math.min(steps, Math.floor(((piece.right + half - leftmost) / width) * steps));
    for (let step = from; step <= to; step += 1) crossed[step] = (crossed[step] ?? 0) + 1;
  }
  let best: { x: number; crossings: number; wide: number } | null = null;
  for (let step = 15; step <= 85; step += 1) {
    const crossings = crossed[step] ?? 0;
    let end = step;
    while (end < 85 && crossed[end + 1] === crossings) end += 1;
    const better =
      best === null || crossings < best.crossings || (crossings === best.crossings && end - step > best.wide);
    if (better) best = { x: leftmost + ((step + end) / 2 / steps) * width, crossings, wide: end - step };
    step = end;
  }
  if (best === null || !partsText(pieces, best.x)) return null;
  return { gutter: best.x, isTable: isDrawnAsTable(pieces, best.x) };
}

function partsText(pieces: readonly Piece[], gutter: number): boolean {
  const left = linesOf(pieces.filter((piece) => piece.right <= gutter));
  const right = linesOf(pieces.filter((piece) => piece.left >= gutter));
  const across = linesOf(pieces.filter((piece) => isAcross(piece, gutter)));
  const isText = (lines: readonly PrintedLine[]): boolean =>
    lines.length >= minLines && lines.reduce((sum, line) => sum + line.text.length, 0) / lines.length >= minCharacters;
  return isText(left) && isText(right) && across.length <= (left.length + right.length) / 3;
}

/**
 * Columns are drawn one after the other, or line by line with full lines. A table is drawn cell by cell: the drawing goes to
 * and fro over the gutter, and its cells are of any length.
 */
function isDrawnAsTable(pieces: readonly Piece[], gutter: number): boolean {
  let jumps = 0;
  let most = 0;
  let previous: Piece | null = null;
  for (const piece of pieces) {
    if (isAcross(piece, gutter)) jumps = 0;
    else if (previous !== null && previous.right <= gutter && piece.left >= gutter) jumps += 1;
    most = Math.max(most, jumps);
    previous = piece;
  }
  if (most < 3) return false;
  const left = linesOf(pieces.filter((piece) => piece.right <= gutter));
  const edge = -least(left, (line) => -line.right);
  const start = least(left, (line) => line.left);
  const full = left.filter((line) => line.right - start > (edge - start) * 0.75).length;
  return full < left.length * 0.6;
}

/** Lines in the order in which they were drawn: the cells of a table one by one. */
function linesAsDrawn(pieces: readonly Piece[], gutter: number): PrintedLine[] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const previous = runs.at(-1)?.at(-1);
    const goesOn =
      previous !== undefined &&
      Math.abs(previous.baseline - piece.baseline) < piece.size * 0.5 &&
      previous.left < gutter === piece.left < gutter;
    if (goesOn) runs.at(-1)?.push(piece);
    else runs.push([piece]);
  }
  return runs.map(toLine).filter((line) => line.text !== '');
}

/** Pieces put together to lines, from top to bottom. A raised or lowered small piece belongs to the line that it touches. */
function linesOf(pieces: readonly Piece[]): PrintedLine[] {
  const sorted = [...pieces].sort((a, b) => a.baseline - b.baseline || a.left - b.left);
  const rows: Piece[][] = [];
  let anchor: Piece | undefined;
  for (const piece of sorted) {
    const near = anchor !== undefined && piece.baseline - anchor.baseline < Math.max(anchor.size, piece.size) * 0.5;
    if (near) rows.at(-1)?.push(piece);
    else rows.push([piece]);
    if (!near || anchor === undefined || piece.size > anchor.size) anchor = piece;
  }
  return rows.map(toLine).filter((line) => line.text !== '');
}

function toLine(row: readonly Piece[]): PrintedLine {
  const pieces = [...row].sort((a, b) => a.left - b.left || a.order - b.order);
  let text = '';
  let right = Number.NaN;
  for (const piece of pieces) {
    const apart =
      piece.left - right > piece.size * 0.18 || (piece.spaceBefore && piece.left - right > -piece.size * 0.1);
    text += text !== '' && apart && !text.endsWith(' ') && !piece.text.startsWith(' ') ? ` ${piece.text}` : piece.text;
    right = piece.right;
  }
  const main = pieces.reduce((longest, piece) => (piece.text.length > longest.text.length ? piece : longest));
  return {
    text: text.replace(/ +/g, ' ').trim(),
    left: pieces[0]?.left ?? 0,
    right: -least(pieces, (piece) => -piece.right),
    baseline: main.baseline,
    size: main.size,
    group: 0,
  };
}

function medianSize(pieces: readonly Piece[]): number {
  const sizes = pieces.map((piece) => piece.size).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length / 2)] ?? 10;
}

function least<T>(values: readonly T[], measure: (value: T) => number): number {
  return values.reduce((low, value) => Math.min(low, measure(value)), Number.POSITIVE_INFINITY);
}
