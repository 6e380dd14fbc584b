import { findDocumentDate } from './dates.ts';
import type { EditionDetails } from './document.ts';
import type { ReadDocument } from './document-reader.ts';
import { findLanguage } from './language.ts';
import type { Layout } from './layout.ts';
import { abbreviations, findOrganisation } from './organisations.ts';
import { findTitle } from './titles.ts';

/** What the details of an edition are made from. */
export interface EditionSources {
  /** The file's name with extension. */
  fileName: string;
  read: ReadDocument;
  layout: Layout;
  /** What the board wrote in a sidecar; overrules everything. */
  written: Partial<EditionDetails>;
}

/** Formats of which the properties are filled in by a program: when the file was made, the title of the one it was copied from. */
const madeByPrograms = /\.(?:pdf|docx|odt|pptx|odp)$/i;

/**
 * Everything that is known of an edition: what the board wrote, else what the format says, else what the text shows. The
 * properties of a PDF or an office file come after what the text says of itself.
 */
export function findDetails(from: EditionSources): EditionDetails {
  const { layout, read, written, fileName } = from;
  const blocks = layout.sections.flatMap((section) => section.blocks.map((block) => block.text));
  const lines = blocks.flatMap((text) => text.split('\n'));
  const headings = layout.headings.map((heading) => heading.text);
  const told = madeByPrograms.test(fileName) ? {} : read.details;
  const given = { ...told, ...written };
  const title =
    written.title ??
    findTitle({
      given: told.title ?? layout.mail?.subject ?? null,
      property: read.details.title ?? null,
      headings: layout.headings,
      paragraphs: lines,
      lowerWords: lowerWordsOf(blocks),
      fileName,
    });
  const organisation =
    given.organisation ??
    findOrganisation({ title, paragraphs: [...headings.slice(0, 2), ...lines], from: layout.mail?.from ?? null }) ??
    read.details.organisation ??
    null;
  const sent = layout.mail?.sent ?? null;
  return {
    title,
    organisation,
    date: given.date ?? findDocumentDate({ title, sent, paragraphs: lines, fileName }) ?? read.details.date ?? null,
    region:
      given.region ??
      findRegion([title, organisation ?? '', namesOf(organisation, blocks)].join('\n')) ??
      onlyRegion(blocks.join('\n')),
    kind:
      given.kind ??
      findKind({
        title,
        headings,
        start: blocks.slice(0, 12).join('\n'),
        isMail: layout.mail !== null,
        name: fileName,
      }),
    language: given.language ?? findLanguage(blocks.join('\n').slice(0, 20_000)),
    url: given.url ?? null,
    basedOn: given.basedOn ?? null,
    reviewDate: given.reviewDate ?? null,
  };
}

/** The full name behind an abbreviation may name the province that the abbreviation hides. */
function namesOf(organisation: string | null, paragraphs: readonly string[]): string {
  if (organisation === null) return '';
  return abbreviations(paragraphs.slice(0, 200).join('\n')).get(organisation) ?? '';
}

const provinces: readonly (readonly [string, RegExp])[] = [
  ['Groningen', /\bgroning(?:en|se|er)\b/i],
  ['Fryslân', /\b(?:fryslân|friesland|friese|fryske)\b/i],
  ['Drenthe', /\b(?:drenthe|drentse)\b/i],
  ['Overijssel', /\boverijssel(?:se)?\b/i],
  ['Flevoland', /\bflevoland(?:se)?\b/i],
  ['Gelderland', /\b(?:gelderland|gelderse)\b/i],
  ['Utrecht', /\b(?:provincie utrecht|utrechtse)\b/i],
  ['Noord-Holland', /\bnoord[- ]?holland(?:se)?\b/i],
  ['Zuid-Holland', /\bzuid[- ]?holland(?:se)?\b/i],
  ['Zeeland', /\b(?:zeeland|zeeuwse)\b/i],
  ['Noord-Brabant', /\b(?:noord[- ]?brabant(?:se)?|brabantse)\b/i],
  ['Limburg', /\blimburg(?:se)?\b/i],
];

/** The province that a title or an organisation names, if it names one only. */
export function findRegion(text: string): string | null {
  const found = provinces.filter(([, pattern]) => pattern.test(text));
  return found.length === 1 ? (found[0]?.[0] ?? null) : null;
}

/** The province that a text names again and again, when it names no other. */
function onlyRegion(text: string): string | null {
  const start = text.slice(0, 100_000);
  const region = findRegion(start);
  const pattern = provinces.find(([name]) => name === region)?.[1];
  if (pattern === undefined) return null;
  return (start.match(new RegExp(pattern, 'gi'))?.length ?? 0) >= 3 ? region : null;
}

const kinds = [
  'statuten',
  'huishoudelijk reglement',
  'jaarverslag',
  'jaarplan',
  'werkplan',
  'beleidsplan',
  'beleidsdocument',
  'beleidsnota',
  'activiteitenplan',
  'dorpsvisie',
  'nieuwsbrief',
  'brochure',
  'handreiking',
  'handleiding',
  'flyer',
  'factsheet',
  'persbericht',
  'notulen',
  'verslag',
  'begroting',
  'convenant',
  'onderzoek',
  'rapport',
  'subsidieregeling',
  'presentatie',
] as const;

/** What sort of document it is: the word in its title, its name or its first paragraphs (`Deze brochure …`); else what it is by form. */
export function findKind(from: {
  title: string;
  headings: readonly string[];
  start: string;
  isMail: boolean;
  name: string;
}): string | null {
  const named = (text: string) =>
    kinds.find((kind) => new RegExp(String.raw`(?<!\p{L})${kind}(?:en|s)?(?!\p{L})`, 'iu').test(text));
  const calledItself = kinds.find((kind) =>
    new RegExp(String.raw`\b(?:dit|deze|voorliggende?)\s+${kind}\b`, 'i').test(from.start),
  );
  const inTitle = named(from.title);
  if (inTitle !== undefined) return inTitle;
  if (from.isMail) return 'e-mail';
  if (calledItself !== undefined) return calledItself;
  if (/^(?:geachte|beste|l\.s\.)\b.{0,80},?$/im.test(from.start)) return 'brief';
  return named(from.headings[0] ?? '') ?? named(from.name.replace(/[_-]/g, ' ')) ?? null;
}

/** Words that are written in lower case somewhere. */
function lowerWordsOf(paragraphs: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const text of paragraphs.slice(0, 2000)) {
    for (const match of text.matchAll(/(?<!\p{L})\p{Ll}+(?!\p{L})/gu)) words.add(match[0]);
  }
  return words;
}
