import { collapseSpace, mendCharacters } from './characters.ts';
import { dateLine } from './dates.ts';
import { headingKey } from './furniture.ts';
import type { Layout } from './layout.ts';
import { beginsSignature, endsClosed, isContactLine, isSalutation } from './lines.ts';

/**
 * Whether a text can be what a document is called: not an address, a telephone number, a greeting, a page number, the name
 * of a file or of a program, and not a whole paragraph.
 */
export function isPossibleTitle(text: string): boolean {
  const title = text.trim();
  if (title.length < 3 || title.length > 200 || !/\p{L}{3}/u.test(title)) return false;
  if (isContactLine(title) || isSalutation(title) || isFileName(title) || dateLine(title) !== undefined) return false;
  if (beginsSignature(title)) return false;
  if (/^(?:van|aan|from|to|cc|verzonden|sent|datum|date|betreft|onderwerp)\s*:/i.test(title)) return false;
  if (/^(?:pagina|page|blz)\.?\s*\d/i.test(title)) return false;
  if (/^(?:inhoud|inhoudsopgave|colofon|inleiding|voorwoord|agenda)$/i.test(title)) return false;
  return !/^(?:untitled|naamloos|geen titel|document\s?\d*|presentatie\s?\d*|dia\s?\d+|slide\s?\d+|microsoft word\b.*|powerpoint-presentatie|(?:no|geen) (?:subject|onderwerp))$/i.test(
    title,
  );
}

/** `Scan_0012`, `000_44484dce`, `IMG-2031.pdf`, `brief def v2.docx`: names that files have and documents have not. */
function isFileName(text: string): boolean {
  if (/\.(?:pdf|docx?|odt|pptx?|txt|md|html?|eml|jpe?g|png|tiff?|indd|xlsx?)$/i.test(text)) return true;
  if (/^(?:scan|img|image|dsc|foto|doc|document|kopie|copy|bijlage)[\s_-]*(?:van\s*)?\(?\d+\)?$/i.test(text))
    return true;
  return !/\s/.test(text) && /\d/.test(text) && /[_\d-]{4,}|[0-9a-f]{8,}/i.test(text);
}

/** What a title is chosen from, each in the order of the document. */
export interface TitleSources {
  /** What the format or an e-mail calls it. */
  given: string | null;
  /** The title in the properties of the file, which may be that of the file it was copied from. */
  property: string | null;
  headings: Layout['headings'];
  /** Paragraphs in the order in which they stand. */
  paragraphs: readonly string[];
  /** Words that the document has in lower case, to write a title in capitals as a sentence. */
  lowerWords: ReadonlySet<string>;
  fileName: string;
}

/**
 * What the document is called: what its format or subject says; else a marked heading among the first; else the first line
 * that can be a title, as long as no real paragraph stands before it; else the first sentence in brief; else the name of
 * the file made readable. A heading with a number is a chapter.
 */
export function findTitle(from: TitleSources): string {
  const given = from.given === null ? '' : subjectTitle(mendCharacters(from.given));
  if (isPossibleTitle(given)) return tidy(given, from.lowerWords);
  const front = from.headings
    .slice(0, 4)
    .filter((one) => isPossibleTitle(one.text) && !/^\d+(?:\.\d+)*[.)]?\s/.test(one.text));
  const plain = front.find((one) => !one.marked && !one.afterProse);
  const marked = front.find((one) => one.marked);
  const line = lineBeforeText(from.paragraphs);
  // an unmarked line above the first marked heading is the title of a document of which the chapters are marked
  const first =
    plain !== undefined && (marked === undefined || front.indexOf(plain) < front.indexOf(marked)) ? plain : marked;
  const title = first?.text ?? line ?? front.find((one) => !one.afterProse)?.text;
  const property = mendCharacters(from.property ?? '');
  if (isPossibleTitle(property) && (title === undefined || standsIn(property, from)))
    return tidy(property, from.lowerWords);
  if (title !== undefined) return tidy(title, from.lowerWords);
  const sentence = from.paragraphs
    .slice(0, 8)
    .find((text) => /\p{L}{3}/u.test(text) && !isContactLine(text) && !isSalutation(text));
  return sentence === undefined ? readableName(from.fileName) : shorten(sentence);
}

/** Whether the first lines of the text say the same; they may break it in two. */
function standsIn(property: string, { headings, paragraphs }: TitleSources): boolean {
  const front = [...headings.slice(0, 4).map((heading) => heading.text), ...paragraphs.slice(0, 6)].join(' ');
  return headingKey(front).includes(headingKey(property));
}

function lineBeforeText(paragraphs: readonly string[]): string | undefined {
  for (const text of paragraphs.slice(0, 12)) {
    if (endsClosed(text) && text.length > 60) return undefined;
    if (text.length <= 140 && !endsClosed(text) && isPossibleTitle(text)) return text;
  }
  return undefined;
}

/** A subject without `RE:`, `FW:` and the number that it has on a list of incoming letters. */
function subjectTitle(subject: string): string {
  return collapseSpace(
    subject
      .replace(/^(?:\s*(?:re|fw|fwd|antw|doorgestuurd|betreft)\s*:)+/i, '')
      .replace(/^\s*\d{1,3}\.\s+(?=\p{Lu})/u, ''),
  );
}

function tidy(text: string, lowerWords: ReadonlySet<string>): string {
  const title = collapseSpace(text).replace(/[.:;,]+$/, '');
  if (/\p{Ll}/u.test(title) || !/\p{Lu}{4}/u.test(title)) return title;
  const words = title.replace(/[\p{L}\p{M}'’]+/gu, (word) => {
    const lower = word.toLowerCase();
    return lowerWords.has(lower) || word.length > 6 ? lower : word;
  });
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The first sentence, or its beginning up to a whole word. */
function shorten(text: string): string {
  const sentence = collapseSpace(text.slice(0, 400)).split(/(?<=[.!?])\s/, 1)[0] ?? '';
  const plain = (sentence.charAt(0).toUpperCase() + sentence.slice(1)).replace(/[.:;,]+$/, '');
  if (plain.length <= 90) return plain;
  const cut = plain.slice(0, 90);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40)).replace(/[\s.,:;-]+$/, '')} …`;
}

/** `jaarverslag_2023-def.pdf` as `Jaarverslag 2023 def`. */
function readableName(fileName: string): string {
  const name = collapseSpace(fileName.replace(/\.[^.]+$/, '').replace(/[_-]+/g, ' '));
  return name === '' ? 'Zonder titel' : name.charAt(0).toUpperCase() + name.slice(1);
}
