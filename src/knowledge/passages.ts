import type { NewPassage } from './document.ts';
import { SeamFinder } from './seams.ts';
import type { LaidBlock, Section } from './sections.ts';
import { sentences } from './sentences.ts';

/** How long passages are, in characters. */
export const passageLengths = {
  /** A section up to this long is one passage. */
  whole: 700,
  /** What the passages of a longer section come to, as nearly as its sentences and items allow. */
  target: 520,
  /** No passage is longer; a sentence that is gets split at a comma or a space. */
  most: 1500,
};

/**
 * Cuts sections into passages: whole sentences, whole items and whole rows under one section path. Cuts fall between
 * paragraphs rather than inside one, and not between an introduction and its list, nor inside a few lines of contact
 * facts, where that can be helped. `literal` is the file's own text, which the seams are held against.
 */
export function cutPassages(sections: readonly Section[], literal: string): NewPassage[] {
  const finder = new SeamFinder(literal);
  const passages: NewPassage[] = [];
  for (const section of joinSamePath(sections)) {
    const atoms = section.blocks.flatMap(atomsOf);
    for (const [from, to] of cuts(atoms)) {
      const text = textOf(atoms, from, to);
      passages.push({
        position: passages.length,
        section: section.path,
        page: atoms[from]?.page ?? null,
        text,
        seams: finder.find(text),
      });
    }
  }
  return passages;
}

/** What is never cut: a sentence, an item, a row. */
interface Atom {
  text: string;
  page: number | null;
  /** What joins it to the atom before it: nothing but a space inside a paragraph. */
  joint: ' ' | '\n';
  /** What it costs to cut in front of it: inside a paragraph, in a list, or between paragraphs. */
  cutCost: number;
}

const costs = { paragraph: 0, item: 0.08, line: 0.3, sentence: 0.25, afterIntroduction: 2.5, partOfSentence: 0.6 };

function atomsOf(block: LaidBlock, index: number, blocks: readonly LaidBlock[]): Atom[] {
  const { text, page } = block;
  const cutCost = costBetween(blocks[index - 1], block);
  if (block.kind !== 'paragraph' && text.length <= passageLengths.most) return [{ text, page, joint: '\n', cutCost }];
  let end = 0;
  return sentences(text).flatMap((span) => {
    // a newline inside a paragraph (an address in a document) stays one
    const joint: Atom['joint'] = end === 0 || text.slice(end, span.start).includes('\n') ? '\n' : ' ';
    const first = end === 0;
    end = span.end;
    return splitLong(text.slice(span.start, span.end)).map(
      (part, i): Atom => ({
        text: part,
        page,
        joint: i === 0 ? joint : ' ',
        cutCost: i > 0 ? costs.partOfSentence : first ? cutCost : costs.sentence,
      }),
    );
  });
}

function costBetween(before: LaidBlock | undefined, block: LaidBlock): number {
  if (before === undefined) return 0;
  if (/:$/.test(before.text)) return costs.afterIntroduction;
  if (before.kind !== 'paragraph' && block.kind !== 'paragraph') return costs.item;
  if (before.text.length < 70 && block.text.length < 70) return costs.line;
  // a list belongs to the sentence that leads to it
  return block.kind !== 'paragraph' ? costs.line : costs.paragraph;
}

/** A sentence in parts of no more than the most, cut after a comma or a semicolon, else at a space, else anywhere. */
function splitLong(sentence: string): string[] {
  const parts: string[] = [];
  let from = 0;
  while (sentence.length - from > passageLengths.most) {
    const window = sentence.slice(from, from + passageLengths.most);
    const comma = Math.max(window.lastIndexOf(', '), window.lastIndexOf('; ')) + 1;
    const space = window.lastIndexOf(' ');
    let cut = comma > passageLengths.most / 2 ? comma : space > 0 ? space : window.length;
    // never between the halves of a surrogate pair
    if (/[\uD800-\uDBFF]/.test(sentence.charAt(from + cut - 1))) cut -= 1;
    parts.push(sentence.slice(from, from + cut).trim());
    from += cut;
  }
  parts.push(sentence.slice(from).trim());
  return parts.filter((part) => part !== '');
}

/** Sections next to each other with one path are one section. */
function joinSamePath(sections: readonly Section[]): Section[] {
  const joined: { path: readonly string[]; blocks: LaidBlock[] }[] = [];
  for (const section of sections) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      section.apart !== true &&
      last.path.length === section.path.length &&
      last.path.every((h, i) => h === section.path[i])
    ) {
      last.blocks.push(...section.blocks);
    } else joined.push({ path: section.path, blocks: [...section.blocks] });
  }
  return joined;
}

/** Where to cut: [from, to) of the atoms of each passage, so that lengths are near the target and cuts are cheap. */
function cuts(atoms: readonly Atom[]): [number, number][] {
  const ends = [0];
  for (const atom of atoms) ends.push((ends.at(-1) ?? 0) + atom.text.length + 1);
  const total = (ends.at(-1) ?? 1) - 1;
  if (atoms.length === 0) return [];
  if (total <= passageLengths.whole) return [[0, atoms.length]];
  const target = total / Math.max(2, Math.round(total / passageLengths.target));
  const best = [0];
  const previous = [0];
  for (let to = 1; to <= atoms.length; to += 1) {
    let least = Number.POSITIVE_INFINITY;
    let chosen = to - 1;
    for (let from = to - 1; from >= 0; from -= 1) {
      const length = (ends[to] ?? 0) - (ends[from] ?? 0) - 1;
      if (length > passageLengths.most && from < to - 1) break;
      const off = (length - target) / target;
      const cost = (best[from] ?? 0) + off * off + (from === 0 ? 0 : (atoms[from]?.cutCost ?? 0));
      if (cost < least) [least, chosen] = [cost, from];
    }
    best.push(least);
    previous.push(chosen);
  }
  const found: [number, number][] = [];
  for (let to = atoms.length; to > 0; to = previous[to] ?? 0) found.push([previous[to] ?? 0, to]);
  return found.reverse();
}

function textOf(atoms: readonly Atom[], from: number, to: number): string {
  let text = atoms[from]?.text ?? '';
  for (let i = from + 1; i < to; i += 1) {
    const atom = atoms[i];
    if (atom !== undefined) text += atom.joint + atom.text;
  }
  return text;
}
