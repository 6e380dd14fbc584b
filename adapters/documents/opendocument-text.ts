import { type BlockList, oneLine } from './block-list.ts';
import { plainCell } from './table-rows.ts';
import { elements, find, findAll, type XmlElement } from './xml-tree.ts';

/** Parts of a text that are not its text: a table of contents, deleted text, comments, bookkeeping. */
const unread = new Set([
  'office:annotation',
  'office:annotation-end',
  'office:forms',
  'text:tracked-changes',
  'text:table-of-content',
  'text:illustration-index',
  'text:table-index',
  'text:alphabetical-index',
  'text:sequence-decls',
  'text:variable-decls',
  'text:user-field-decls',
  'svg:title',
  'svg:desc',
  'presentation:notes',
]);
/** A spreadsheet pads its tables with a million equal rows. */
const maxRepeated = 100;

/** Walks the text of an OpenDocument file and adds what it finds to the list. */
export class OpenDocumentWalk {
  /** Soft page breaks met: the file has them only when its writer counted pages. */
  pageBreaks = 0;
  images = 0;
  readonly #list: BlockList;
  readonly #parents: ReadonlyMap<string, string>;
  /** What stands in or beside a paragraph but is no part of its sentence: notes and text boxes. */
  readonly #after: XmlElement[] = [];

  /** `parents` tells which style a style is based on. */
  constructor(list: BlockList, parents: ReadonlyMap<string, string>) {
    this.#list = list;
    this.#parents = parents;
  }

  /** Adds all blocks inside an element. */
  blocks(parent: XmlElement, kind: 'paragraph' | 'item' = 'paragraph'): void {
    for (const child of elements(parent)) this.#block(child, kind);
  }

  #block(element: XmlElement, kind: 'paragraph' | 'item'): void {
    if (unread.has(element.name)) return;
    if (element.name === 'text:soft-page-break') this.#turnPage();
    else if (element.name === 'text:h') {
      this.#heading(Number(element.attributes['text:outline-level'] ?? 1), element);
    } else if (element.name === 'text:p') {
      const level = this.#headingLevel(element.attributes['text:style-name']);
      if (level === null) this.#list.text(kind, this.#textWith(element));
      else this.#heading(level, element);
    } else if (element.name === 'text:list') {
      for (const item of elements(element)) this.blocks(item, item.name === 'text:list-item' ? 'item' : 'paragraph');
    } else if (element.name === 'table:table') this.#table(element);
    else if (element.name === 'draw:image') this.images += 1;
    else this.blocks(element, kind);
    this.#rest();
  }

  #heading(level: number, element: XmlElement): void {
    this.#list.heading(level, this.#textWith(element));
  }

  /** A title, or a paragraph in a style that is based on a heading, is a heading though it is stored as a paragraph. */
  #headingLevel(style: string | undefined): number | null {
    let next = style;
    for (let step = 0; step < 10 && next !== undefined; step += 1) {
      if (next === 'Title' || next === 'Titel') return 1;
      const heading = /^Heading_20_(\d)$/.exec(next);
      if (heading !== null) return Number(heading[1]);
      next = this.#parents.get(next);
    }
    return null;
  }

  #table(table: XmlElement): void {
    const header = new Set(
      findAll(table, 'table:table-header-rows').flatMap((rows) => findAll(rows, 'table:table-row')),
    );
    const rows = findAll(table, 'table:table-row');
    const cellsOf = (row: XmlElement): XmlElement[] => elements(row, 'table:table-cell');
    if (rows.every((row) => cellsOf(row).length < 2) || findAll(table, 'text:h').length > 0) {
      for (const cell of rows.flatMap(cellsOf)) this.blocks(cell);
      return;
    }
    this.#list.table(
      rows.map((row) =>
        cellsOf(row).flatMap((cell) => {
          const paragraphs = [...findAll(cell, 'text:p'), ...findAll(cell, 'text:h')];
          const text = paragraphs.map((paragraph) => this.#textWith(paragraph)).join(' ');
          const repeated = text === '' ? 1 : this.#count(cell, 'table:number-columns-repeated');
          const bold = paragraphs.length > 0 && paragraphs.every((paragraph) => isHeadingCell(paragraph));
          const one = plainCell(oneLine(text), {
            header: header.has(row),
            bold,
            columns: this.#count(cell, 'table:number-columns-spanned'),
            rows: this.#count(cell, 'table:number-rows-spanned'),
          });
          return Array.from({ length: repeated }, () => one);
        }),
      ),
    );
  }

  #count(cell: XmlElement, attribute: string): number {
    return Math.min(maxRepeated, Math.max(1, Number(cell.attributes[attribute] ?? 1) || 1));
  }

  /** The text of a paragraph; notes and text boxes in it are kept for {@link OpenDocumentWalk.#rest}. */
  #textWith(element: XmlElement): string {
    return element.children
      .map((child) => {
        if (typeof child === 'string') return child.replace(/\s+/g, ' ');
        if (unread.has(child.name)) return '';
        if (child.name === 'text:s') return ' '.repeat(this.#count(child, 'text:c'));
        if (child.name === 'text:tab') return '\t';
        if (child.name === 'text:line-break') return '\n';
        if (child.name === 'text:note' || child.name === 'draw:text-box') this.#after.push(child);
        else if (child.name === 'draw:image') this.images += 1;
        else if (child.name === 'text:soft-page-break') this.pageBreaks += 1;
        else return this.#textWith(child);
        return '';
      })
      .join('');
  }

  #rest(): void {
    for (let next = this.#after.shift(); next !== undefined; next = this.#after.shift()) {
      this.blocks(next.name === 'text:note' ? (find(next, 'text:note-body') ?? next) : next);
    }
    if (this.pageBreaks > 0) this.#list.page = this.pageBreaks + 1;
  }

  #turnPage(): void {
    this.pageBreaks += 1;
  }
}

function isHeadingCell(paragraph: XmlElement): boolean {
  return paragraph.attributes['text:style-name']?.startsWith('Table_20_Heading') ?? false;
}
