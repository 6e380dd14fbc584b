import { collapseSpace } from './characters.ts';
import type { Line } from './lines.ts';

/** What was taken for the furniture of the page rather than its text. */
export interface Furniture {
  /** The lines with an empty one in place of each that was taken out. */
  lines: readonly Line[];
  /** Titles in the table of contents, as {@link headingKey}s: they are the main headings. */
  contents: ReadonlySet<string>;
  /** How many lines of each sort were left out. */
  dropped: { pageNumbers: number; runningLines: number; contentsLines: number };
}

/** Two spellings of one heading become the same key. */
export function headingKey(text: string): string {
  return collapseSpace(text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' '));
}

/**
 * Takes out what is printed on a page without belonging to its text:
 *
 * - running headers and footers: a line that stands, digits aside, in the first or last three lines of three pages or more;
 * - page numbers: `Pagina 2 van 9`, `- 3 -`, and a number of at most three digits on a line of its own;
 * - the table of contents: lines that end in a tab or dots and a page number, and the word above them.
 */
export function takeOutFurniture(lines: readonly Line[]): Furniture {
  const running = runningLines(lines);
  const contents = new Set<string>();
  const dropped = { pageNumbers: 0, runningLines: 0, contentsLines: 0 };
  const kept = lines.map((line, i): Line => {
    const text = line.text.trim();
    if (text === '') return line;
    if (isPageNumber(text) && standsAlone(lines, i)) dropped.pageNumbers += 1;
    else if (running.has(i)) dropped.runningLines += 1;
    else {
      const title = contentsTitle(lines, i);
      if (title === undefined) return line;
      dropped.contentsLines += 1;
      contents.add(headingKey(title));
    }
    return { ...line, text: '' };
  });
  if (dropped.contentsLines === 0) return { lines: kept, contents, dropped };
  const cleared = kept.map((line): Line => {
    if (!/^\s*[#*]*\s*(?:inhoud|inhoudsopgave|inhoudstafel)\s*:?\**\s*$/i.test(line.text)) return line;
    dropped.contentsLines += 1;
    return { ...line, text: '' };
  });
  return { lines: cleared, contents, dropped };
}

function runningLines(lines: readonly Line[]): Set<number> {
  const pages = new Map<number, number[]>();
  for (const [i, line] of lines.entries()) {
    if (line.page === null || line.text.trim() === '') continue;
    const page = pages.get(line.page);
    if (page === undefined) pages.set(line.page, [i]);
    else page.push(i);
  }
  const places = new Map<string, number[]>();
  if (pages.size < 3) return new Set();
  for (const page of pages.values()) {
    const edge = page.length <= 6 ? page : [...page.slice(0, 3), ...page.slice(-3)];
    for (const i of edge) {
      const key = collapseSpace((lines[i]?.text ?? '').replace(/\d+/g, '#'));
      if (key.length > 120) continue;
      const seen = places.get(key);
      if (seen === undefined) places.set(key, [i]);
      else seen.push(i);
    }
  }
  const running = new Set<number>();
  for (const seen of places.values()) {
    if (new Set(seen.map((i) => lines[i]?.page)).size >= 3) for (const i of seen) running.add(i);
  }
  return running;
}

function isPageNumber(text: string): boolean {
  return (
    /^[-–—\s]*\d{1,3}[-–—\s]*$/.test(text) ||
    /^(?:pagina|pag\.?|blz\.?|page|p\.)\s*\d{1,4}(?:\s*(?:van|of|\/)\s*\d{1,4})?$/i.test(text) ||
    /^\d{1,3}\s*(?:van|\/)\s*\d{1,3}$/i.test(text)
  );
}

/** A number between other numbers is data; a page number has text or nothing around it. */
function standsAlone(lines: readonly Line[], at: number): boolean {
  const before = lines[at - 1];
  const after = lines[at + 1];
  const edge = (line: Line | undefined) =>
    line === undefined || line.text.trim() === '' || line.page !== (lines[at]?.page ?? null);
  if (lines[at]?.page !== null) return edge(before) || edge(after);
  return edge(before) && edge(after);
}

/** The title in a line of the table of contents; a number after a plain space only counts among other such lines. */
function contentsTitle(lines: readonly Line[], at: number): string | undefined {
  const text = (lines[at]?.text ?? '').trim();
  if (text.length > 160) return undefined;
  const dotted = /^(\S.*?)\s*(?:\t+|\.{4,}|(?:\s\.){3,}|…{2,})[\s.…]*\d{1,3}$/.exec(text);
  if (dotted !== null) return dotted[1];
  const spaced = /^(\p{L}.*\p{L}.*?)\s+(\d{1,3})$/u.exec(text);
  if (spaced === null || !underContents(lines, at)) return undefined;
  return spaced[1];
}

/** Whether the lines above, each ending in a number, lead up to the words "Inhoud" or "Inhoudsopgave". */
function underContents(lines: readonly Line[], at: number): boolean {
  for (let i = at - 1; i >= 0 && at - i < 80; i -= 1) {
    const text = (lines[i]?.text ?? '').trim();
    if (/^(?:inhoud|inhoudsopgave|inhoudstafel)\s*:?$/i.test(text)) return true;
    if (text !== '' && !/\s\d{1,3}$/.test(text)) return false;
  }
  return false;
}
