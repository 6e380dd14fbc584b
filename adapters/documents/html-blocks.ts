import type { BlockList } from './block-list.ts';
import { type Cell, plainCell } from './table-rows.ts';

/** What the walk needs of a node of the HTML tree. */
export interface HtmlNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly HtmlNode[];
}

const unread = new Set(
  'script style noscript template svg math nav footer aside iframe object embed canvas video audio button select input textarea datalist head title link meta map'.split(
    ' ',
  ),
);
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Deeper than this no page is written; what lies below is taken as plain text. */
const maxDepth = 250;

/** Adds the text under a node to the list, as headings, paragraphs, items and rows. Scripts, styles and menus are left out. */
export function addHtml(list: BlockList, root: HtmlNode): void {
  new HtmlWalk(list).visit(root, 'paragraph', 0);
}

class HtmlWalk {
  readonly #list: BlockList;
  #text = '';
  #kind: 'paragraph' | 'item' = 'paragraph';

  constructor(list: BlockList) {
    this.#list = list;
  }

  /** Walks a node and whatever is in it, and ends its text. */
  visit(node: HtmlNode, kind: 'paragraph' | 'item', depth: number): void {
    this.#flush();
    this.#kind = kind;
    if (depth > maxDepth) this.#text = plainText(node);
    else for (const child of node.children ?? []) this.#walk(child, depth + 1);
    this.#flush();
  }

  #walk(node: HtmlNode, depth: number): void {
    if (node.type === 'text') {
      this.#text += (node.data ?? '').replace(/\s+/g, ' ');
      return;
    }
    const name = node.name;
    if (name === undefined || unread.has(name)) return;
    if (name === 'br') {
      this.#text += '\n';
    } else if (inline.has(name) && depth <= maxDepth) {
      for (const child of node.children ?? []) this.#walk(child, depth + 1);
    } else {
      this.#block(node, name, depth);
    }
  }

  #block(node: HtmlNode, name: string, depth: number): void {
    const outer = this.#kind;
    if (/^h[1-6]$/.test(name)) {
      this.#flush();
      this.#list.heading(Number(name[1]), plainText(node));
    } else if (name === 'summary') {
      this.#flush();
      this.#list.heading(6, plainText(node));
    } else if (name === 'table') {
      this.#flush();
      this.#table(node, depth);
    } else if (name === 'ul' || name === 'ol' || name === 'menu') {
      for (const child of node.children ?? []) this.visit(child, child.name === 'li' ? 'item' : 'paragraph', depth + 1);
    } else if (name === 'pre') {
      this.#flush();
      for (const line of plainText(node, true).split('\n')) this.#list.text('paragraph', line);
    } else {
      this.visit(node, name === 'li' ? 'item' : outer, depth);
    }
    this.#kind = outer;
  }

  #table(table: HtmlNode, depth: number): void {
    const rows = tableCells(table);
    const width = Math.max(0, ...rows.map((row) => row.length));
    const layout =
      width < 2 ||
      table.attribs?.['role'] === 'presentation' ||
      rows.some((row) => row.some((cell) => holds(cell, isBlockOfText, 0)));
    if (layout) {
      for (const cell of rows.flat()) this.visit(cell, 'paragraph', depth + 1);
      return;
    }
    for (const child of table.children ?? []) if (child.name === 'caption') this.visit(child, 'paragraph', depth + 1);
    this.#list.table(rows.map((row) => row.map((cell) => toCell(cell))));
  }

  #flush(): void {
    const text = this.#text;
    this.#text = '';
    this.#list.text(this.#kind, text);
  }
}

/** A table with these in a cell puts things beside each other; it is no table of facts. */
function isBlockOfText(node: HtmlNode): boolean {
  return node.name !== undefined && /^(?:table|h[1-6]|article|section|main)$/.test(node.name);
}

function holds(node: HtmlNode, test: (node: HtmlNode) => boolean, depth: number): boolean {
  return depth < maxDepth && (node.children ?? []).some((child) => test(child) || holds(child, test, depth + 1));
}

function tableCells(table: HtmlNode): HtmlNode[][] {
  const rows: HtmlNode[][] = [];
  const gather = (node: HtmlNode): void => {
    for (const child of node.children ?? []) {
      if (child.name === 'tr') {
        rows.push((child.children ?? []).filter((cell) => cell.name === 'td' || cell.name === 'th'));
      } else if (child.name === 'thead' || child.name === 'tbody' || child.name === 'tfoot') gather(child);
    }
  };
  gather(table);
  return rows.filter((row) => row.length > 0);
}

function toCell(cell: HtmlNode): Cell {
  const text = plainText(cell);
  const span = (name: string): number => Math.max(1, Number.parseInt(cell.attribs?.[name] ?? '1', 10) || 1);
  const bold = text.trim() !== '' && plainText(cell, false, true).trim() === '';
  return plainCell(text, { header: cell.name === 'th', bold, columns: span('colspan'), rows: span('rowspan') });
}

/**
 * All text under a node in one string, with white space where a block or line ends. Does not recurse, so depth is no danger.
 * `withoutBold` leaves out what is bold.
 */
export function plainText(root: HtmlNode, keepLines = false, withoutBold = false): string {
  let text = '';
  const open: (HtmlNode | string)[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node === 'string') text += node;
    else if (node.type === 'text') text += node.data ?? '';
    else if (node.name === 'br') text += '\n';
    else if (node.name === undefined || !unread.has(node.name)) {
      if (withoutBold && (node.name === 'strong' || node.name === 'b')) continue;
      if (node.name !== undefined && !inline.has(node.name)) open.push(' ');
      const children = node.children ?? [];
      for (let index = children.length - 1; index >= 0; index -= 1) open.push(children[index] ?? '');
      if (node.name !== undefined && !inline.has(node.name)) text += ' ';
    }
  }
  return keepLines ? text : text.replace(/\s+/g, ' ');
}
