import { isTableLine } from './tables.ts';

/** A printed line on its way to becoming part of a paragraph. */
export interface Line {
  text: string;
  page: number | null;
  /** Height relative to the body text (1). */
  size: number | undefined;
}

/** What a line is by the mark in front of it. */
export type LineMark =
  | { kind: 'blank' }
  | { kind: 'rule' }
  | { kind: 'table' }
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'bullet'; text: string }
  | { kind: 'number'; number: string; text: string }
  | { kind: 'text'; text: string };

/** Reads the mark in front of a line: Markdown, a typed list or a printed bullet. */
export function markOf(line: string): LineMark {
  const text = line.trim().replace(/^(?:>\s?)+/, '');
  if (text === '') return { kind: 'blank' };
  if (/^(?:[-_*=~](?:\s?[-_*=~]){2,})$/.test(text)) return { kind: 'rule' };
  const heading = /^(#{1,6})\s+(\S.*?)\s*#*$/.exec(text.length > 1000 ? text.slice(0, 0) : text);
  if (heading !== null) return { kind: 'heading', level: (heading[1] ?? '').length, text: heading[2] ?? '' };
  const bullet = /^(?:[-–—*+•·]|o(?=\s{2,}))\s+(\S.*)$/su.exec(text);
  if (bullet !== null) return { kind: 'bullet', text: bullet[1] ?? '' };
  const number = /^(\d{1,3}(?=[.)]\s)|[a-h](?=\)\s)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\.?\s))[.)]?\s+(\S.*)$/s.exec(text);
  if (number !== null) return { kind: 'number', number: number[1] ?? '', text };
  if (text.startsWith('|') && isTableLine(text)) return { kind: 'table' };
  return { kind: 'text', text };
}

const contactLabel =
  /^(?:t|m|e|i|w|f|tel|telefoon|telefoonnummer|mob|mobiel|e-?mail|mail|internet|web|website|fax|iban|bank|rekening|kvk|btw|postbus|adres|bezoekadres|postadres|werkdagen|openingstijden|bereikbaar|contactperso(?:on|nen))\b\s*[.:]?\s+\S/i;

/** Whether a line is a fact to reach somebody by: an address, a telephone number, an account, a site, "Werkdagen: ma|di". */
export function isContactLine(line: string): boolean {
  const text = line.trim();
  if (text.length > 120 || text === '') return false;
  if (/^\S+$/.test(text) && (isWebAddress(text) || text.includes('@'))) return true;
  if (/^www\.\S+( \S+)?$/i.test(text)) return true;
  if (/^\d{4}\s?[A-Z]{2}\b/.test(text)) return true;
  if (/^[+(]?[\d\s()./+-]{8,}$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 8) return true;
  if (/^(?:postbus\s\d+|iban\b|kvk\b)/i.test(text)) return true;
  if (isStreetAddress(text)) return true;
  return /^\S+\s*:/.test(text) && contactLabel.test(text);
}

/** A name of one to four words with a house number behind it: `Kerkstraat 12a`. */
function isStreetAddress(text: string): boolean {
  const match =
    /^((?:[\p{Lu}'’][\p{L}.'’-]*|de|den|der|van|het|aan|op|’t|'t)(?: [\p{L}.'’-]+){0,3}) (\d{1,4}) ?[a-z]?$/u.exec(
      text,
    );
  if (match === null || /^(?:19|20)\d\d$/.test(match[2] ?? '')) return false;
  return /(?:straat|weg|laan|plein|pad|dijk|hof|steeg|kade|gracht|singel|ring|plantsoen|dreef|wal|markt|haven|brink|es|kamp|akker|veld|park|erf|buurt)$/i.test(
    match[1] ?? '',
  );
}

/** A web address alone, with or without `https://`. */
function isWebAddress(text: string): boolean {
  return /^(?:https?:\/\/|www\.)\S+$|^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?:nl|com|org|eu|net|info|frl|amsterdam)(?:\/\S*)?$/iu.test(
    text,
  );
}

/** A short label with its value: `Contactpersonen: …`, `Bron: …`. */
export function isLabelled(line: string): boolean {
  return /^\p{Lu}[\p{L}\d' ’-]{0,40}:\s+\S/u.test(line);
}

/** Whether the text ends as a sentence or an introduction does. */
export function endsClosed(text: string): boolean {
  return /[.!?:;\u2026]["'”’)\]*_]*$/.test(text);
}

const functionWords = new Set(
  `aan als alle bij binnen dan dat de deze die dit door een elke en er haar het hun in is je kan kunnen maar met mijn naar
  niet of om onder ons onze ook op over per te tegen ten ter tot tussen uit uw van via voor waar wat werd wie worden wordt
  zal zich zijn zo zoals zonder`.split(/\s+/),
);

/** Whether the last word cannot be the last of a sentence or a heading, so that something has to follow. */
export function endsHanging(text: string): boolean {
  if (/,$/.test(text)) return true;
  const last = /(\p{L}+)$/u.exec(text.slice(-20));
  return last !== null && functionWords.has((last[1] ?? '').toLowerCase());
}

/** Whether the text begins in lower case, as the rest of a sentence does. */
export function startsLower(text: string): boolean {
  return /^["'‘“(*_]*\p{Ll}/u.test(text);
}

/** `Geachte griffier,` and its like. */
export function isSalutation(text: string): boolean {
  return text.length <= 100 && /^(?:geachte|beste|lieve|dag|hallo|l\.?s\.?)\b.*,$/i.test(text);
}

/** `Met vriendelijke groet,` and its like. */
export function isClosing(text: string): boolean {
  return (
    text.length <= 80 &&
    /^(?:met (?:vriendelijke|hartelijke|sportieve) groet|(?:vriendelijke|hartelijke) groet|hoogachtend)/i.test(text)
  );
}

/** Where a signature begins: a closing greeting, or `Namens …` on a line by itself. */
export function beginsSignature(text: string): boolean {
  return isClosing(text) || (text.length <= 80 && /^namens /i.test(text) && !endsClosed(text));
}
