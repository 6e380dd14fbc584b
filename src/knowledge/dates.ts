const months = 'januari februari maart april mei juni juli augustus september oktober november december'.split(' ');
const shortMonths: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mrt: 3,
  apr: 4,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  sept: 9,
  okt: 10,
  nov: 11,
  dec: 12,
  january: 1,
  february: 2,
  march: 3,
  may: 5,
  june: 6,
  july: 7,
  august: 8,
  october: 10,
  mar: 3,
  oct: 10,
};

/** A date as it stands in a text. */
export interface FoundDate {
  /** `2025`, `2025-11` or `2025-11-25`. */
  date: string;
  start: number;
  end: number;
}

const monthNames = [...months, ...Object.keys(shortMonths)].sort((a, b) => b.length - a.length).join('|');
const anyDate = new RegExp(
  [
    `\\b(?<day>[0-3]?\\d)(?:e|ste|de|st|nd|rd|th)?\\.?\\s+(?<month>${monthNames})\\.?,?\\s+'?(?<year>(?:19|20)\\d\\d)\\b`,
    `\\b(?<monthEn>${monthNames})\\.?\\s+(?<dayEn>[0-3]?\\d),?\\s+(?<yearEn>(?:19|20)\\d\\d)\\b`,
    `\\b(?<monthOnly>${monthNames})\\.?,?\\s+(?<monthYear>(?:19|20)\\d\\d)\\b`,
    '\\b(?<isoYear>(?:19|20)\\d\\d)-(?<isoMonth>[01]\\d)(?:-(?<isoDay>[0-3]\\d))?(?!\\d)',
    '\\b(?<dayNum>[0-3]?\\d)[-/.](?<monthNum>[01]?\\d)[-/.](?<yearNum>(?:19|20)\\d\\d)\\b',
  ].join('|'),
  'giu',
);

/** All dates in a text with at least a month, in Dutch, English or digits (day first), in order. */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  for (const match of text.matchAll(anyDate)) {
    const part = match.groups ?? {};
    const year = part['year'] ?? part['yearEn'] ?? part['monthYear'] ?? part['isoYear'] ?? part['yearNum'];
    const name = part['month'] ?? part['monthEn'] ?? part['monthOnly'];
    const month = name === undefined ? Number(part['isoMonth'] ?? part['monthNum']) : monthNumber(name);
    const day = part['day'] ?? part['dayEn'] ?? part['isoDay'] ?? part['dayNum'];
    const date = year === undefined ? undefined : written(year, month, day === undefined ? undefined : Number(day));
    if (date !== undefined) found.push({ date, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

function monthNumber(name: string): number {
  const lower = name.toLowerCase();
  return months.indexOf(lower) + 1 || (shortMonths[lower] ?? 0);
}

function written(year: string, month: number, day: number | undefined): string | undefined {
  if (month < 1 || month > 12) return undefined;
  const start = `${year}-${String(month).padStart(2, '0')}`;
  if (day === undefined) return start;
  if (day < 1 || day > new Date(Date.UTC(Number(year), month, 0)).getUTCDate()) return undefined;
  return `${start}-${String(day).padStart(2, '0')}`;
}

/** Words in front of a date that make it the document's own, the surest first. */
const ownDate: readonly RegExp[] = [
  /\b(?:verscheen|verschenen|uitgegeven|gepubliceerd|publicatiedatum|uitgave|datum van uitgave)\b[^.\n]{0,40}$/i,
  /^\s*(?:\p{Lu}[\p{L} .'-]{1,30},\s*)?(?:datum|date|verzonden|opgesteld|versie|d\.d\.|dd\.?)\s*:?[^.\n]{0,30}$/iu,
  /\b(?:versie|vastgesteld|vastgestelde|opgesteld|goedgekeurd|bijgewerkt|gewijzigd|akkoord|accorderen|status)\b[^\n]{0,120}$/i,
];

/** What a document's date is looked for in. */
export interface DatedText {
  title: string;
  /** `Verzonden:` or `Date:` of an e-mail. */
  sent: string | null;
  /** The paragraphs in order. */
  paragraphs: readonly string[];
  fileName: string;
}

/**
 * When a document was published, as exactly as it says: the date an e-mail was sent; a date that it calls its own
 * (`verscheen in …`, `Datum: …`); the latest date of a paragraph about its versions; a date or year in its title; a date
 * alone on a line near the top or with a place (`Gouda, 3 maart 2024`); a year in the file name. A date that merely
 * occurs is none.
 */
export function findDocumentDate(from: DatedText): string | null {
  const fileName = from.fileName.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i, '').replace(/_/g, ' ');
  const sent = from.sent === null ? undefined : findDates(from.sent)[0]?.date;
  if (sent !== undefined) return sent;
  return (
    calledItsOwn(from.paragraphs, ownDate.slice(0, 2)) ??
    statusDate(from.paragraphs) ??
    findDates(from.title)[0]?.date ??
    dateAlone(from.paragraphs.slice(0, 12)) ??
    yearIn(from.title) ??
    findDates(fileName)[0]?.date ??
    yearIn(fileName.replace(/-/g, ' ')) ??
    null
  );
}

function calledItsOwn(paragraphs: readonly string[], patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    for (const text of nearEnds(paragraphs)) {
      for (const found of findDates(text)) {
        if (pattern.test(text.slice(Math.max(0, found.start - 120), found.start))) return found.date;
      }
    }
  }
  return undefined;
}

/** A paragraph about the state of the document names several dates, of which the last is that of this edition. */
function statusDate(paragraphs: readonly string[]): string | undefined {
  for (const text of nearEnds(paragraphs)) {
    if (
      !/^\W*(?:status|versie|versiebeheer|vastgesteld|dit (?:document|stuk|plan|beleid\w*) (?:is|werd))\b/i.test(text)
    )
      continue;
    const latest = findDates(text)
      .map((found) => found.date)
      .sort()
      .at(-1);
    if (latest !== undefined) return latest;
  }
  return undefined;
}

function dateAlone(paragraphs: readonly string[]): string | undefined {
  return paragraphs.map(dateLine).find((date) => date !== undefined);
}

/** The date that a line consists of, alone or with a place or a weekday in front: `Gouda, 3 maart 2024`. */
export function dateLine(text: string): string | undefined {
  if (text.length > 60) return undefined;
  const [found] = findDates(text);
  if (found === undefined) return undefined;
  const rest = (text.slice(0, found.start) + text.slice(found.end)).trim();
  return /^(?:\p{Lu}[\p{L} '.-]{1,30},|(?:maan|dins|woens|donder|vrij|zater|zon)dag)?$/iu.test(rest)
    ? found.date
    : undefined;
}

/** A publication date stands at the front or at the very end. */
function nearEnds(paragraphs: readonly string[]): readonly string[] {
  return paragraphs.length <= 60 ? paragraphs : [...paragraphs.slice(0, 40), ...paragraphs.slice(-20)];
}

function yearIn(text: string): string | undefined {
  return /(?<![\p{L}\d.])(?:19[5-9]|20[0-4])\d(?![\p{L}\d]|\.\d)/u.exec(text)?.[0];
}
