import { collapseSpace } from './characters.ts';
import { isClosing } from './lines.ts';

/** What the organisation behind a document is looked for in. */
export interface OrganisationSources {
  title: string;
  /** Paragraphs in order. */
  paragraphs: readonly string[];
  /** Sender of an e-mail: a name, an address or both. */
  from: string | null;
}

const name = String.raw`(?:\p{Lu}[\p{L}'’-]+)(?:\s+(?:(?:van|voor|der|de|den|het|en|in|&|te|op)\s+)*\p{Lu}[\p{L}'’-]+){0,7}`;
const namedAbbreviation = new RegExp(
  String.raw`(${name})\s*\((?:hierna\s+|verder\s+|afgekort\s+)?["'“‘]?(\p{Lu}[\p{L}&-]{1,9})["'”’]?\)`,
  'gu',
);
const abbreviationNamed = new RegExp(String.raw`\b(\p{Lu}[\p{L}&-]{2,9})\s*\((${name})`, 'gu');
const organisationWord =
  /\b(?:vereniging|stichting|federatie|gemeente|provincie|coöperatie|dorpsraad|dorpsbelang(?:en)?|plaatselijk belang|wijkraad|platform|bond|raad|dorpswerk|doarpswurk|ministerie|waterschap|universiteit|overleggroep|overleg)\b/i;

/**
 * Whose document it is, as `Naam van de Vereniging (NVV)` where both are known: what it says of itself (`een uitgave van
 * …`), who signs it, a name in the title, who sent it, the organisation named most in it, or the domain of its letterhead.
 */
export function findOrganisation(from: OrganisationSources): string | null {
  const text = [from.title, ...from.paragraphs].join('\n').slice(0, 400_000);
  const names = abbreviations(text);
  const found =
    publishedBy(from.paragraphs, names) ??
    signedBy(from.paragraphs, names) ??
    inTitle(from.title, names) ??
    sender(from.from, names) ??
    mostNamed(from.paragraphs, names) ??
    byDomain(from.paragraphs, names, text);
  return found === undefined ? null : collapseSpace(found);
}

/** Abbreviations that the text explains, with their full names. */
export function abbreviations(text: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (short: string, full: string) => {
    const tail = tailThatFits(collapseSpace(full), short);
    if (tail !== undefined && !names.has(short)) names.set(short, tail);
  };
  for (const match of text.matchAll(namedAbbreviation)) add(match[2] ?? '', match[1] ?? '');
  for (const match of text.matchAll(abbreviationNamed)) add(match[1] ?? '', match[2] ?? '');
  return names;
}

/** The shortest end of a name of which the capitals spell the abbreviation in order. */
function tailThatFits(full: string, short: string): string | undefined {
  const words = full.split(' ');
  for (let i = words.length - 1; i >= 0; i -= 1) {
    if (!/^\p{Lu}/u.test(words[i] ?? '')) continue;
    const tail = words.slice(i).join(' ');
    if ((tail[0] ?? '').toLowerCase() === (short[0] ?? '').toLowerCase() && (spells(tail, short) || hides(tail, short)))
      return tail;
  }
  return undefined;
}

function spells(full: string, short: string): boolean {
  const initials = [...full.matchAll(/(?:^|[\s-])(\p{L})/gu)].map((match) => (match[1] ?? '').toLowerCase());
  let at = 0;
  for (const letter of short.toLowerCase().replace(/[^\p{L}]/gu, '')) {
    at = initials.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return short.length >= 2;
}

/** A letter may come from inside a word (DRV: DorpsRaad Veldzicht), if every capital of the name is in it, in order. */
function hides(full: string, short: string): boolean {
  const capitals = [...full.matchAll(/(?:^|[\s-])(\p{Lu})/gu)].map((match) => match[1] ?? '').join('');
  if (short.length < 3 || capitals.length < 2) return false;
  const letters = short.toLowerCase();
  return isWithin(capitals.toLowerCase(), letters) && isWithin(letters, full.toLowerCase());
}

/** Whether the letters of the one stand in the other, in order. */
function isWithin(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** `Jaarplan van de Dorpsraad Veldzicht`: what stands before `van de` is the document, unless the organisation is named there. */
function withoutDocument(named: string): string {
  const before = /^.*?\s(?:van|voor)\s(?:de\s|het\s)?/u.exec(named)?.[0] ?? '';
  const rest = named.slice(before.length);
  return organisationWord.test(before) || !organisationWord.test(rest) ? named : rest;
}

function publishedBy(paragraphs: readonly string[], names: ReadonlyMap<string, string>): string | undefined {
  const pattern = new RegExp(
    String.raw`\b(?:een uitgave|uitgave|uitgegeven door|publicatie) (?:van )?(?:de |het )?(${name}(?:\s*\(\p{Lu}[\p{L}&-]+\))?)`,
    'u',
  );
  for (const text of paragraphs) {
    const match = pattern.exec(text.slice(0, 2000));
    if (match !== null) return inFull(match[1] ?? '', names);
  }
  return undefined;
}

function inTitle(title: string, names: ReadonlyMap<string, string>): string | undefined {
  for (const [short, full] of names) {
    if (title.includes(full) || new RegExp(String.raw`\b${escapePattern(short)}\b`).test(title))
      return `${full} (${short})`;
  }
  const named = new RegExp(name, 'gu');
  for (const match of title.matchAll(named)) {
    const who = withoutDocument(match[0]);
    if (organisationWord.test(who) && who.includes(' ')) return who;
  }
  return undefined;
}

/** Who signs: the first name after a closing greeting, or after "Namens" on a line of its own. */
function signedBy(paragraphs: readonly string[], names: ReadonlyMap<string, string>): string | undefined {
  for (const text of paragraphs) {
    const match = /^namens (?:de |het )?(.{2,80})$/i.exec(text.trim());
    if (match === null) continue;
    const who = inFull(match[1] ?? '', names);
    if (names.has(match[1] ?? '') || organisationWord.test(who)) return who.replace(/^bestuur van (?:de |het )?/i, '');
  }
  for (let i = 0; i < paragraphs.length; i += 1) {
    if (!isClosing(paragraphs[i] ?? '')) continue;
    for (const text of paragraphs.slice(i + 1, i + 6)) {
      if (text.length > 90) break;
      const match = new RegExp(name, 'u').exec(
        text.replace(/^(?:voorzitter|secretaris|penningmeester|bestuur|het bestuur)(?: van)?(?: de| het)?\s+/i, ''),
      );
      if (match !== null && organisationWord.test(match[0])) return inFull(match[0], names);
    }
  }
  return undefined;
}

function sender(from: string | null, names: ReadonlyMap<string, string>): string | undefined {
  if (from === null) return undefined;
  const who = from
    .replace(/<[^>]*>/g, '')
    .replace(/["']/g, '')
    .trim();
  if (names.has(who) || organisationWord.test(who)) return inFull(who, names);
  return undefined;
}

/** The abbreviation that is named most, if it is named at least three times. */
function mostNamed(paragraphs: readonly string[], names: ReadonlyMap<string, string>): string | undefined {
  const counts = new Map<string, number>();
  for (const text of paragraphs) {
    for (const match of text.matchAll(/(?<![\p{L}-])\p{Lu}[\p{L}]{2,9}(?![\p{L}])/gu)) {
      if (organisationWord.test(names.get(match[0]) ?? '')) counts.set(match[0], (counts.get(match[0]) ?? 0) + 1);
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best === undefined || best[1] < 3 ? undefined : inFull(best[0], names);
}

/** The name in the letterhead's web or e-mail address, if the text uses it as an abbreviation or a name. */
function byDomain(paragraphs: readonly string[], names: ReadonlyMap<string, string>, text: string): string | undefined {
  for (const line of paragraphs) {
    if (line.length > 200) continue;
    for (const match of line.matchAll(/(?:www\.|@)([\p{L}\d-]{2,40})\.(?:nl|org|com|eu|frl|info)\b/giu)) {
      const used = new RegExp(
        String.raw`(?<![\p{L}\p{N}@.])${escapePattern(match[1] ?? '')}(?![\p{L}\p{N}.@])`,
        'iu',
      ).exec(text)?.[0];
      if (used !== undefined && /\p{Lu}/u.test(used)) return inFull(used, names);
    }
  }
  return undefined;
}

function inFull(who: string, names: ReadonlyMap<string, string>): string {
  const bare = who.replace(/\s*\(.*$/, '').trim();
  const full = names.get(bare);
  if (full !== undefined) return `${full} (${bare})`;
  for (const [short, long] of names) if (long.toLowerCase() === bare.toLowerCase()) return `${long} (${short})`;
  return who.trim();
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
