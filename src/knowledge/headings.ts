import { dateLine } from './dates.ts';
import { headingKey } from './furniture.ts';
import { beginsSignature, endsClosed, isContactLine, isLabelled, isSalutation } from './lines.ts';
import type { Piece } from './paragraphs.ts';

/** Words that head a section wherever they stand alone. */
const knownHeadings = new Set(
  `inleiding voorwoord samenvatting colofon inhoud inhoudsopgave aanleiding conclusie conclusies aanbevelingen bijlage
  bijlagen bronnen contact contactgegevens agenda besluit begroting toelichting doel missie visie`.split(/\s+/),
);

/** Levels of headings that no format gives: by how much they stand out. */
const levelOf = { contents: 1, caps: 2, bold: 3, plain: 4, belowPlain: 5 };

/**
 * Which pieces are headings, and of what level: index to level, 1 outermost.
 *
 * Marked ones are those of the format, text in larger letters, a bold line alone, capitals alone, a title from the table
 * of contents and `4.1 Titel`. An unmarked short line is one when it neither ends a sentence nor is an address, a label
 * or a signature, and text, a list or contact facts follow.
 */
export function findHeadings(pieces: readonly Piece[], contents: ReadonlySet<string>): Map<number, number> {
  const levels = new Map<number, number>();
  const sizes = headingSizes(pieces);
  for (const [i, piece] of pieces.entries()) {
    const level = markedLevel(piece, contents, sizes) ?? numberedLevel(pieces, i, levels);
    if (level !== undefined) levels.set(i, level);
  }
  const signature = signaturePieces(pieces);
  for (let i = pieces.length - 1; i >= 0; i -= 1) {
    if (!levels.has(i) && !signature.has(i) && isPlainHeading(pieces, i, levels)) levels.set(i, levelOf.plain);
  }
  for (let i = 1; i < pieces.length; i += 1) {
    if (levels.get(i) === levelOf.plain && levels.get(i - 1) === levelOf.plain) levels.set(i, levelOf.belowPlain);
  }
  mendNumberedLevels(pieces, levels);
  return levels;
}

/** The words of a heading without the marks that made it one. */
export function headingText(text: string): string {
  return text
    .replace(/^betreft\s*:\s*/i, '')
    .replace(/[*_]{2,}/g, '')
    .replace(/\s*:$/, '')
    .trim();
}

function headingSizes(pieces: readonly Piece[]): number[] {
  const sizes = new Set<number>();
  for (const piece of pieces) {
    if (piece.size !== undefined && piece.size >= 1.12 && piece.text.length <= 160)
      sizes.add(Math.round(piece.size * 10));
  }
  return [...sizes].sort((a, b) => b - a);
}

function markedLevel(piece: Piece, contents: ReadonlySet<string>, sizes: readonly number[]): number | undefined {
  if (piece.kind === 'heading') return piece.level ?? 1;
  const text = piece.text;
  if (piece.kind === 'row' || text.length > 160) return undefined;
  if (contents.has(headingKey(text)) || contents.has(headingKey(text.replace(/^[\d.]+\s+/, ''))))
    return levelOf.contents;
  if (piece.kind !== 'text') return undefined;
  if (/^betreft\s*:\s*\S/i.test(text)) return levelOf.caps;
  if (piece.size !== undefined && piece.size >= 1.12 && /\p{L}{3}/u.test(text) && !/[.;,]$/.test(text)) {
    return Math.min(3, sizes.indexOf(Math.round(piece.size * 10)) + 1);
  }
  if (/^(\*\*|__)(?=\S)(?:(?!\1).)+\1:?$/.test(text) && !/[.;,!]\**$/.test(text)) return levelOf.bold;
  if (isCapitals(text) && !isContactLine(text)) return levelOf.caps;
  return knownHeadings.has(headingKey(text)) && !/[.,;:]$/.test(text) ? levelOf.plain : undefined;
}

function isCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 6 || text.length > 100 || endsClosed(text.replace(/\?$/, '')) || /\p{Ll}/u.test(text)) return false;
  return /\p{Lu}{4}/u.test(text) && !/\b[A-Z]{2}\d{2}\b|\d{6}/.test(text);
}

/** `4.1 Titel` always; `4. Titel` when text follows rather than the next number, and the number before it headed too. */
function numberedLevel(pieces: readonly Piece[], at: number, levels: ReadonlyMap<number, number>): number | undefined {
  const piece = pieces[at];
  if (piece?.number === undefined || /^[a-z]$/.test(piece.number) || !isShortTitle(piece.text)) return undefined;
  const depth = piece.number.split('.').length;
  if (depth > 1) return depth;
  const next = pieces[at + 1];
  if (next === undefined) return undefined;
  if (next.number !== undefined && !next.number.startsWith(`${piece.number}.`)) return undefined;
  if (next.number === undefined && next.kind === 'text' && !isProse(next.text)) return undefined;
  const before = previousNumbered(pieces, at);
  return before === undefined || levels.has(before) ? 1 : undefined;
}

/** The piece that has the number before this one. */
function previousNumbered(pieces: readonly Piece[], at: number): number | undefined {
  const wanted = String(Number(pieces[at]?.number) - 1);
  for (let i = at - 1; i >= 0 && at - i < 200; i -= 1) if (pieces[i]?.number === wanted) return i;
  return undefined;
}

function isShortTitle(text: string): boolean {
  return text.length <= 110 && text.split(/\s+/).length <= 14 && !/[.,;:!\u2026]["'”’)\]*]*$/.test(text);
}

function isProse(text: string): boolean {
  return (text.length >= 60 && endsClosed(text)) || text.length >= 140 || isSalutation(text) || /:$/.test(text);
}

/** What follows a closing greeting, up to the next empty line but one: names and functions. */
function signaturePieces(pieces: readonly Piece[]): Set<number> {
  const signature = new Set<number>();
  for (let i = 0; i < pieces.length; i += 1) {
    const text = pieces[i]?.text ?? '';
    if (text.length > 80 || !beginsSignature(text)) continue;
    signature.add(i);
    for (let j = i + 1; j < pieces.length && j <= i + 6; j += 1) {
      const next = pieces[j];
      if (next === undefined || next.kind !== 'text' || next.text.length > 100 || (next.afterGap && j > i + 1)) break;
      signature.add(j);
    }
  }
  return signature;
}

function isPlainHeading(pieces: readonly Piece[], at: number, levels: ReadonlyMap<number, number>): boolean {
  const piece = pieces[at];
  if (piece === undefined || piece.kind !== 'text' || !isTitleLike(piece.text)) return false;
  const before = pieces[at - 1];
  const next = pieces[at + 1];
  if (
    next === undefined ||
    (before !== undefined && before.kind === 'text' && !levels.has(at - 1) && /:$/.test(before.text))
  )
    return false;
  if (
    isLabelled(piece.text) &&
    !(next.kind === 'text' && next.text.length > piece.text.length && isProse(next.text) && !followsLabel(before))
  )
    return false;
  if (levels.get(at + 1) === levelOf.plain) return true;
  if (levels.has(at + 1)) return at === 0 && piece.text.length >= 12;
  const shorter = next.kind === 'text' && next.text.length < piece.text.length && !isContactLine(next.text);
  if (piece.text.length > 60 && shorter) return false;
  if (next.kind === 'text' && isProse(next.text)) return true;
  // one of several short lines together is a label in a figure or an address block
  const alone = piece.afterGap || before === undefined || before.kind !== 'text' || endsClosed(before.text);
  if (!alone) return false;
  if (next.kind !== 'text') return true;
  return next.afterGap && (isContactLine(next.text) || isLabelled(next.text));
}

function followsLabel(before: Piece | undefined): boolean {
  return (
    before !== undefined && isLabelled(before.text) && !/^(?:uit|bron|foto|figuur|afbeelding)\b/i.test(before.text)
  );
}

function isTitleLike(text: string): boolean {
  if (
    !isShortTitle(text) ||
    dateLine(text) !== undefined ||
    !/^["'‘“(]*[\p{Lu}\d]/u.test(text) ||
    !/\p{L}{3}/u.test(text)
  )
    return false;
  // `7 uur`, `23.00 - 07.00 uur`, `€ 40`: a cell of a table that lost its lines
  if (/^[€\d][\d\s.,:€–-]*\p{L}{0,8}$/u.test(text)) return false;
  return !isContactLine(text) && !/\||\bhttps?:|\bwww\.|@/.test(text) && !/^(?:uit|bron|foto)\s*:/i.test(text);
}

/** A heading numbered one on from its sibling has that sibling's level, whatever the marks say. */
function mendNumberedLevels(pieces: readonly Piece[], levels: Map<number, number>): void {
  let last: { number: number; level: number } | undefined;
  for (const [i, piece] of pieces.entries()) {
    const level = levels.get(i);
    if (level === undefined) continue;
    const match = /^\**(\d{1,2})[.)]?\s/.exec(piece.text);
    if (match === null) {
      if (last !== undefined && level < last.level && piece.level !== undefined) last = undefined;
      continue;
    }
    const number = Number(match[1]);
    if (last !== undefined && number === last.number + 1) levels.set(i, last.level);
    last = { number, level: levels.get(i) ?? level };
  }
}
