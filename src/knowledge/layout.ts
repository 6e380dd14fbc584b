import { mendCharacters } from './characters.ts';
import type { Block } from './document-reader.ts';
import { type Furniture, takeOutFurniture } from './furniture.ts';
import { findHeadings } from './headings.ts';
import { vocabularyOf } from './hyphens.ts';
import type { Line } from './lines.ts';
import { isBoilerplate, type MailHeader, takeMailHeader } from './mail-text.ts';
import { joinLines, type Piece, piece } from './paragraphs.ts';
import type { LeftOut } from './readable-text.ts';
import { rejoinBroken } from './rejoin.ts';
import { type LaidHeading, type Section, SectionBuilder } from './sections.ts';

/** A document laid out for reading. */
export interface Layout {
  sections: readonly Section[];
  /** Headings in order, for the title. */
  headings: readonly LaidHeading[];
  mail: MailHeader | null;
  /** What was left out, in Dutch, counted. */
  warnings: readonly string[];
}

/**
 * Turns what a reader found into sections of whole paragraphs, items and rows.
 *
 * Left out, and counted in a warning: running headers and footers, page numbers, the table of contents, pictures, and the
 * lines of a mailing that only keep it going. Left out by rule: the header lines of a saved e-mail (they are details),
 * rules, markup, and lone letters that a scan leaves.
 */
export function layOut(found: readonly Block[]): Layout {
  const blocks = found.filter((block) => block.kind !== 'line' || !isScrap(block.text));
  const mended = blocks.map((block) => mendCharacters(block.text));
  const known = vocabularyOf(mended);
  const lines = blocks.flatMap((block, i): Line[] =>
    block.kind === 'line' ? [{ text: mended[i] ?? '', page: block.page, size: block.size }] : [],
  );
  const furniture = takeOutFurniture(lines);
  const mail = takeMailHeader(furniture.lines);
  const leftOut: LeftOut = { images: 0, boilerplate: 0 };
  const pieces = withoutMailingLines(collectPieces(blocks, mended, mail.lines, known), leftOut);
  const flow = rejoinBroken(pieces, known);
  const whole = flow.flatMap((step) => (step.kind === 'piece' ? [step.piece] : []));
  const levels = findHeadings(whole, furniture.contents);
  const builder = new SectionBuilder(leftOut);
  let at = 0;
  for (const step of flow) {
    if (step.kind === 'return') {
      builder.returnTo(step.to);
      continue;
    }
    const level = levels.get(at);
    at += 1;
    if (level === undefined) builder.addText(step.piece);
    else builder.addHeading(step.piece, level);
  }
  const sections = builder.end();
  return {
    sections,
    headings: builder.headings,
    mail: mail.header,
    warnings: warningsOf(furniture.dropped, leftOut),
  };
}

/** A lone letter, or a small and a capital one, is what a scan makes of a signature or a stain. */
function isScrap(text: string): boolean {
  return text.length <= 12 && /^\s*(?:\p{L}|\p{Ll}\p{Lu})[\s/.,'’]*$/u.test(text);
}

/** Blocks that the format keeps together pass as they are; stretches of lines between them are joined. */
function collectPieces(
  blocks: readonly Block[],
  mended: readonly string[],
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
      // what goes on over a page is put together afterwards, with all that is known then
      if (run.length > 0 && run.at(-1)?.page !== line.page) run.push({ ...line, text: '' });
      run.push(line);
      continue;
    }
    endRun();
    const text = (mended[i] ?? '').trim();
    if (text === '') continue;
    if (block.kind === 'heading') pieces.push(piece('heading', text, { page: block.page, level: block.level }));
    else pieces.push(piece(block.kind === 'paragraph' ? 'text' : block.kind, text, { page: block.page }));
  }
  endRun();
  return pieces;
}

/** Short lines of a mailing go before headings are looked for; in longer text only the sentence goes. */
function withoutMailingLines(pieces: readonly Piece[], leftOut: LeftOut): Piece[] {
  return pieces.filter((one) => {
    if (one.text.length > 80 || !isBoilerplate(one.text)) return true;
    leftOut.boilerplate += 1;
    return false;
  });
}

function warningsOf(dropped: Furniture['dropped'], leftOut: LeftOut): string[] {
  const parts = [
    [dropped.pageNumbers, 'paginanummer', 'paginanummers'],
    [dropped.runningLines, 'kop- of voetregel', 'kop- en voetregels'],
    [dropped.contentsLines, 'regel van de inhoudsopgave', 'regels van de inhoudsopgave'],
    [leftOut.images, 'afbeelding', 'afbeeldingen'],
    [leftOut.boilerplate, 'standaardzin van een mailing', 'standaardzinnen van een mailing'],
  ] as const;
  const named = parts.flatMap(([number, one, more]) =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : more}`],
  );
  return named.length === 0 ? [] : [`Weggelaten: ${named.join(', ')}.`];
}
