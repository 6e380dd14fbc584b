/** A piece of printed text: where it stands on the page as one looks at it, in points from the left and from the top. */
export interface Piece {
  text: string;
  left: number;
  right: number;
  /** The line that it stands on. */
  baseline: number;
  /** Height of the letters. */
  size: number;
  /** Place in the order in which the page was drawn. */
  order: number;
  /** A space was printed in front of it. */
  spaceBefore: boolean;
}

/** What pdf.js tells of a text item, of which only this is used. */
export interface TextItem {
  str: string;
  transform: readonly number[];
  width: number;
}

/** Letters without meaning: a font that does not tell which characters it draws. */
const meaningless = /[\ufffd\ue000-\uf8ff]/g;

/**
 * The pieces of a page, upright and in drawing order, and apart from them the text that stands at an angle (a watermark, a
 * line along the margin). `viewport` turns the page as a reader sees it.
 */
export function piecesOf(
  items: readonly TextItem[],
  viewport: readonly number[],
): { upright: Piece[]; tilted: string[] } {
  const upright: Piece[] = [];
  const tilted: string[] = [];
  let space = false;
  for (const item of items) {
    const text = visible(item.str);
    if (text.trim() === '') {
      space ||= text !== '';
      continue;
    }
    const [a, b, c, d, x, y] = combine(viewport, item.transform);
    const size = Math.hypot(c, d);
    if (![x, y, size, item.width].every(Number.isFinite) || size === 0) continue;
    if (Math.abs(b) > Math.abs(a) * 0.1) tilted.push(text.trim());
    else {
      upright.push({
        text,
        left: x,
        right: x + Math.max(item.width, 0),
        baseline: y,
        size,
        order: upright.length,
        spaceBefore: space || text.startsWith(' '),
      });
    }
    space = text.endsWith(' ');
  }
  return { upright, tilted };
}

/** Text without control characters, soft hyphens at a line's end kept as hyphens. */
function visible(text: string): string {
  return [...text]
    .filter((character) => character >= ' ' && character !== '\u007f')
    .join('')
    .replace(/\u00ad/g, '-')
    .replace(/\s/g, ' ');
}

/** True when most of a page's letters cannot be read. */
export function isGibberish(text: string): boolean {
  const letters = text.replace(/\s/g, '');
  return letters.length > 0 && (letters.match(meaningless)?.length ?? 0) > letters.length * 0.3;
}

type Matrix = [number, number, number, number, number, number];

function combine(outer: readonly number[], inner: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
