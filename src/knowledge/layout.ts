import { collapseSpace, mendCharacters } from './characters.ts';
import type { Block } from './document-reader.ts';
import { takeOutFurniture } from './furniture.ts';
import { findHeadings, headingText } from './headings.ts';
import { vocabularyOf } from './hyphens.ts';
import { isSalutation, type Line } from './lines.ts';
import { isBoilerplate, type MailHeader, takeMailHeader } from './mail-text.ts';
import { plainText } from './markup.ts';
import { joinLines, type Piece, piece } from './paragraphs.ts';
import { rejoinBroken } from './rejoin.ts';
import { sentences } from './sentences.ts';

/** A paragraph, list item or table row as it is to be read. */
export interface LaidBlock {
  kind: 'paragraph' | 'item' | 'row';
  text: string;
  page: number | null;
}

/** What stands under one heading, without what stands under the headings below it. */
export interface Section {
  /** Headings from the outermost to the nearest. */
  path: readonly string[];
  blocks: readonly LaidBlock[];
  /** A letter begins here: what stands before it is not read in one breath with it. */
  apart?: true;
}

/** A document laid out for reading. */
export interface Layout {
  sections: readonly Section[];
  /** Headings in order, for the title. */
  headings: readonly { text: string; level: number; marked: boolean }[];
  mail: MailHeader | null;
  /** What was left out, in Dutch, counted. */
  warnings: readonly string[];
}

/**
 * Turns what a reader found into sections of whole paragraphs, items and rows.
 *
 * Left out, and counted in a warning: running headers and footers, page numbers, the table of contents, pictures, and the
 * lines of a mailing that only keep it going. Left out by rule: the header lines of a saved e-mail (they are details),
 * rules, markup, and lone scraps of one or two letters that a scan leaves.
 */
export function layOut(blocks: readonly Block[]): Layout {
  const lines = blocks.map(
    (block): Line => ({
      text: mendCharacters(block.text),
      page: block.page,
      size: block.kind === 'line' ? block.size : undefined,
    }),
  );
  const isLine = blocks.map((block) => block.kind === 'line');
  const furniture = takeOutFurniture(lines.filter((_, i) => isLine[i]).map(withoutScrap));
  const mail = takeMailHeader(furniture.lines);
  const known = vocabularyOf(lines.map((line) => line.text));
  const count = { images: 0, boilerplate: 0 };
  const worthReading = collectPieces(blocks, lines, mail.lines, known).filter((one) => {
    const drop = one.text.length <= 80 && isBoilerplate(one.text);
    if (drop) count.boilerplate += 1;
    return !drop;
  });
  const pieces = rejoinBroken(worthReading, known);
  const plain = pieces.flatMap((step) => (step.kind === 'piece' ? [step.piece] : []));
  const levels = findHeadings(plain, furniture.contents);
  const order = new Map(plain.map((one, i) => [one, i]));
  const headings: Layout['headings'][number][] = [];
  const sections: Section[] = [];
  const stackOf = new Map<Piece, Heading[]>();
  let stack: Heading[] = [];
  let bare: Heading | undefined;
  let current: { path: readonly string[]; blocks: LaidBlock[] } | undefined;
  for (const step of pieces) {
    if (step.kind === 'return') {
      stack = stackOf.get(step.to) ?? stack;
      current = undefined;
      continue;
    }
    const level = levels.get(order.get(step.piece) ?? -1);
    if (level !== undefined) {
      const text = collapseSpace(headingText(plainText(step.piece.text, count)));
      if (text === '') continue;
      if (bare !== undefined && level <= bare.level) sections.push(headingAlone(bare, stack, step.piece.page));
      stack = [...stack.filter((heading) => heading.level < level), { text, level }];
      // the first one is the title, and kept as that
      bare = headings.length === 0 ? undefined : stack.at(-1);
      headings.push({ text, level, marked: level < 4 });
      current = undefined;
      continue;
    }
    stackOf.set(step.piece, stack);
    const block = readableBlock(step.piece, count);
    if (block === undefined) continue;
    const apart = current !== undefined && isSalutation(block.text);
    if (current === undefined || apart) {
      current = { path: stack.map((heading) => heading.text), blocks: [] };
      sections.push(apart ? { ...current, apart } : current);
    }
    current.blocks.push(block);
    bare = undefined;
  }
  if (bare !== undefined) sections.push(headingAlone(bare, stack, plain.at(-1)?.page ?? null));
  return { sections, headings, mail: mail.header, warnings: leftOut(furniture.dropped, count) };
}

interface Heading {
  text: string;
  level: number;
}

/** A lone letter, or a small and a capital one, is what a scan makes of a signature or a stain. */
function withoutScrap(line: Line): Line {
  return line.text.length <= 12 && /^\s*(?:\p{L}|\p{Ll}\p{Lu})?[\s/.,'’]*$/u.test(line.text)
    ? { ...line, text: '' }
    : line;
}

/** A heading with nothing below it is text under the headings above it, so that its words are not lost. */
function headingAlone(bare: Heading, stack: readonly Heading[], page: number | null): Section {
  const path = stack.filter((heading) => heading.level < bare.level).map((heading) => heading.text);
  return { path, blocks: [{ kind: 'paragraph', text: bare.text, page }] };
}

/** Blocks that the format keeps together pass as they are; stretches of lines between them are joined. */
function collectPieces(
  blocks: readonly Block[],
  mended: readonly Line[],
  lines: readonly Line[],
  known: ReadonlySet<string>,
): Piece[] {
  const pieces: Piece[] = [];
  let run: Line[] = [];
  let at = 0;
  const endRun = () => {
    for (const one of joinLines(run, known)) pieces.push(one);
    run = [];
  };
  for (const [i, block] of blocks.entries()) {
    if (block.kind === 'line') {
      const line = lines[at];
      at += 1;
      if (line === undefined) continue;
      const last = run.at(-1);
      // what goes on over a page is put together afterwards, with all that is known then
      if (last !== undefined && last.page !== line.page) run.push({ ...line, text: '' });
      run.push(line);
      continue;
    }
    endRun();
    const text = (mended[i]?.text ?? '').trim();
    if (text === '') continue;
    if (block.kind === 'heading') pieces.push(piece('heading', text, { page: block.page, level: block.level }));
    else pieces.push(piece(block.kind === 'paragraph' ? 'text' : block.kind, text, { page: block.page }));
  }
  endRun();
  return pieces;
}

function readableBlock(from: Piece, count: { images: number; boilerplate: number }): LaidBlock | undefined {
  const text = withoutBoilerplate(mendSpaces(plainText(from.text, count)), count);
  if (!/[\p{L}\p{N}]{3}|\d/u.test(text) && text.length <= 5) return undefined;
  const kind = from.kind === 'item' || from.kind === 'row' ? from.kind : 'paragraph';
  const marked = kind === 'item' && from.number === undefined && !/^(?:\d{1,3}[.)]|[a-h]\))\s/.test(text);
  return { kind, text: marked ? `- ${text.replace(/^[•-]\s+/, '')}` : text, page: from.page };
}

/** One space between words, newlines kept, and the space that a PDF lost after a full stop put back. */
function mendSpaces(text: string): string {
  return text
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .replace(/(?<=\p{Ll}{3}[.!?])(?=\p{Lu}\p{Ll})/gu, ' ')
    .trim();
}

function withoutBoilerplate(text: string, count: { boilerplate: number }): string {
  if (!isBoilerplate(text) && !sentences(text).some((span) => isBoilerplate(text.slice(span.start, span.end))))
    return text;
  const kept = sentences(text).flatMap((span) => {
    const sentence = text.slice(span.start, span.end);
    if (!isBoilerplate(sentence)) return [sentence];
    count.boilerplate += 1;
    return [];
  });
  return kept.join(' ').replace(/^[•\s]+$/, '');
}

function leftOut(
  dropped: { pageNumbers: number; runningLines: number; contentsLines: number },
  count: { images: number; boilerplate: number },
): string[] {
  const parts = [
    [dropped.pageNumbers, 'paginanummer', 'paginanummers'],
    [dropped.runningLines, 'kop- of voetregel', 'kop- en voetregels'],
    [dropped.contentsLines, 'regel van de inhoudsopgave', 'regels van de inhoudsopgave'],
    [count.images, 'afbeelding', 'afbeeldingen'],
    [count.boilerplate, 'standaardzin van een mailing', 'standaardzinnen van een mailing'],
  ] as const;
  const named = parts.flatMap(([number, one, more]) =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : more}`],
  );
  return named.length === 0 ? [] : [`Weggelaten: ${named.join(', ')}.`];
}
