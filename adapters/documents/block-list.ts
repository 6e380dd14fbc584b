import type { Block, ReadDocument } from '../../src/knowledge/document-reader.ts';
import { type Cell, tableRows } from './table-rows.ts';

/** Printed but not seen: a soft hyphen, joiners, and a byte order mark in the middle of a text. */
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const typedBullet = /^(?:[•·▪▫◦‣●○■□➢➤✓]\s*|[-–*]\s+)(?=\S)/;

/** One line of text: white space of any sort becomes one space, what nobody can see goes out. */
export function oneLine(text: string): string {
  return text.replace(invisible, '').replace(/\s+/g, ' ').trim();
}

/**
 * Collects the blocks of a document in reading order, and beside them the literal text that they came from. Empty text is
 * left out.
 */
export class BlockList {
  readonly blocks: Block[] = [];
  /** The page that what follows stands on; null where the format has no pages. */
  page: number | null = null;
  readonly #literal: string[] = [];

  /** A heading; levels outside 1 to 9 are moved to the nearest. */
  heading(level: number, text: string): void {
    const line = this.#keep(text);
    if (line === '') return;
    this.blocks.push({
      kind: 'heading',
      level: Math.min(9, Math.max(1, Math.trunc(level) || 1)),
      text: line,
      page: this.page,
    });
  }

  /**
   * A paragraph or list item. A newline in the text is a line break that the writer made: it parts sentences and typed
   * lists, and is a space inside a sentence. A typed bullet makes an item of what follows it.
   */
  text(kind: 'paragraph' | 'item', text: string): void {
    for (const piece of atLineBreaks(text)) {
      const line = this.#keep(piece);
      const bullet = typedBullet.exec(line);
      if (bullet !== null) this.#push('item', line.slice(bullet[0].length));
      else this.#push(kind, line);
    }
  }

  /** A table, a block for each row. */
  table(rows: readonly (readonly Cell[])[]): void {
    for (const row of rows) {
      this.#keep(
        row
          .map((cell) => oneLine(cell.text))
          .filter((text) => text !== '')
          .join('\t'),
      );
    }
    for (const row of tableRows(rows)) this.#push('row', row);
  }

  /** Text that the file holds but no block gives back, so that it is still found in the literal text. */
  aside(text: string): void {
    this.#keep(text);
  }

  /** True while nothing that can be read was found. */
  get isEmpty(): boolean {
    return this.blocks.length === 0;
  }

  get literal(): string {
    return this.#literal.join('\n');
  }

  /** What was collected, as a document. */
  document(rest: Omit<ReadDocument, 'blocks' | 'literal'>): ReadDocument {
    return { blocks: this.blocks, literal: this.literal, ...rest };
  }

  #push(kind: 'paragraph' | 'item' | 'row', text: string): void {
    if (text !== '') this.blocks.push({ kind, text, page: this.page });
  }

  #keep(text: string): string {
    const line = oneLine(text);
    if (line !== '') this.#literal.push(line);
    return line;
  }
}

function atLineBreaks(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const raw of text.split('\n')) {
    const line = oneLine(raw);
    const parts = line === '' || /[.!?:;]["”’)]?$/.test(piece) || typedBullet.test(line);
    if (parts && piece !== '') {
      pieces.push(piece);
      piece = '';
    }
    piece = piece === '' ? line : `${piece} ${line}`;
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}
