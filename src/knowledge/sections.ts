import { collapseSpace } from './characters.ts';
import { headingText } from './headings.ts';
import { beginsSignature, endsClosed, isContactLine, isSalutation } from './lines.ts';
import { plainText } from './markup.ts';
import type { Piece } from './paragraphs.ts';
import { type LeftOut, readableText } from './readable-text.ts';

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
  /** A letter or its signature begins here: what stands before it is not read in one breath with it. */
  apart?: true;
}

/** A heading as the title is chosen from them. */
export interface LaidHeading {
  text: string;
  level: number;
  /** Whether more than its shortness marks it as a heading. */
  marked: boolean;
  /** Whether a sentence of some length stands before it: then it can hardly be the title. */
  afterProse: boolean;
}

interface Heading {
  text: string;
  level: number;
}

/** Levels from here on are those of headings that nothing but their shortness shows. */
const unmarkedLevel = 4;

/**
 * Sorts pieces under their headings.
 *
 * A heading with nothing below it is text under the headings above it, so that its words are not lost; only the very first
 * one is not, because that is the title. Where the text of a section ends in a colon and deeper sections follow, their
 * headings are the list that it announces, and stand there too.
 */
export class SectionBuilder {
  readonly #sections: Section[] = [];
  readonly headings: LaidHeading[] = [];
  readonly #leftOut: LeftOut;
  readonly #stacks = new Map<Piece, readonly Heading[]>();
  #stack: readonly Heading[] = [];
  /** The heading that nothing stands below yet. */
  #bare: Heading | undefined;
  #current: { blocks: LaidBlock[]; level: number } | undefined;
  #announced: { blocks: LaidBlock[]; level: number } | undefined;
  #prose = false;
  #page: number | null = null;

  constructor(leftOut: LeftOut) {
    this.#leftOut = leftOut;
  }

  addHeading(piece: Piece, level: number): void {
    const text = collapseSpace(headingText(plainText(piece.text, this.#leftOut)));
    if (text === '') return;
    this.#keepBare(level);
    this.#announce(text, level, piece.page);
    this.#stack = [...this.#stack.filter((heading) => heading.level < level), { text, level }];
    this.#bare = this.headings.length === 0 ? undefined : { text, level };
    this.headings.push({ text, level, marked: level < unmarkedLevel, afterProse: this.#prose });
    this.#current = undefined;
    this.#page = piece.page;
  }

  addText(piece: Piece): void {
    this.#stacks.set(piece, this.#stack);
    const block = blockOf(piece, this.#leftOut);
    if (block === undefined) return;
    const apart = this.#current !== undefined && isSalutation(block.text);
    if (this.#current === undefined || apart) {
      const blocks: LaidBlock[] = [];
      this.#current = { blocks, level: this.#stack.at(-1)?.level ?? 0 };
      const path = this.#stack.map((heading) => heading.text);
      this.#sections.push(apart ? { path, blocks, apart } : { path, blocks });
    }
    this.#current.blocks.push(block);
    this.#prose ||= block.text.length > 60 && endsClosed(block.text);
    this.#bare = undefined;
  }

  /** The text goes back to the section in which this piece stood. */
  returnTo(piece: Piece): void {
    this.#stack = this.#stacks.get(piece) ?? this.#stack;
    this.#current = undefined;
  }

  /** All sections; nothing is added after this. */
  end(): Section[] {
    this.#keepBare(0);
    return this.#sections.flatMap(withSignatureApart);
  }

  #keepBare(nextLevel: number): void {
    const bare = this.#bare;
    if (bare === undefined || nextLevel > bare.level) return;
    const path = this.#stack.filter((heading) => heading.level < bare.level).map((heading) => heading.text);
    this.#sections.push({ path, blocks: [{ kind: 'paragraph', text: bare.text, page: this.#page }] });
    this.#bare = undefined;
  }

  #announce(heading: string, level: number, page: number | null): void {
    if (this.#announced !== undefined && level < this.#announced.level) this.#announced = undefined;
    const current = this.#current;
    if (current !== undefined && level > current.level && /:$/.test(current.blocks.at(-1)?.text ?? '')) {
      this.#announced = { level, blocks: current.blocks };
    }
    if (this.#announced?.level !== level) return;
    this.#announced.blocks.push({ kind: 'item', text: /^\d/.test(heading) ? heading : `- ${heading}`, page });
  }
}

/** A piece as it is to be read; nothing when it is a scrap without a word or a number. */
function blockOf(piece: Piece, leftOut: LeftOut): LaidBlock | undefined {
  const text = readableText(piece.text, leftOut);
  if (text.length <= 3 && !/[\p{L}\p{N}]{2}|\d/u.test(text)) return undefined;
  if (piece.kind === 'row') return { kind: 'row', text, page: piece.page };
  if (piece.kind !== 'item') return { kind: 'paragraph', text, page: piece.page };
  const numbered = piece.number !== undefined || /^(?:\d{1,3}[.)]|[a-h]\))\s/.test(text);
  return { kind: 'item', text: numbered ? text : `- ${text.replace(/^[•-]\s+/, '')}`, page: piece.page };
}

/** Who signs and how to reach them is asked for by itself, when there is something to reach them by. */
function withSignatureApart(section: Section): Section[] {
  const { path, blocks } = section;
  const start = blocks.findIndex((block, i) => i > 0 && beginsSignature(block.text));
  if (start === -1) return [section];
  const lines = blocks.slice(start, start + 10);
  if (!lines.some((block) => isContactLine(block.text)) || lines.some((block) => block.text.length > 200))
    return [section];
  return [
    { ...section, blocks: blocks.slice(0, start) },
    { path, blocks: blocks.slice(start), apart: true },
  ];
}
