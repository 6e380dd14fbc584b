/** What is taken out of a text before more people may read it. */
export type PersonalDatum = 'name' | 'email' | 'phone' | 'address' | 'account' | 'number' | 'link';

/** What stands in its place. */
const placeholders: Readonly<Record<PersonalDatum, string>> = {
  name: '(naam)',
  email: '(e-mailadres)',
  phone: '(telefoonnummer)',
  address: '(adres)',
  account: '(rekeningnummer)',
  number: '(nummer)',
  link: '(webadres)',
};

/** A text without personal data, and what was taken out, in its order. */
export interface Impersonal {
  text: string;
  taken: readonly { kind: PersonalDatum; text: string }[];
}

const postcode = String.raw`(?:[1-9]\d{3} ?[A-Z]{2}|[1-9]\d{3}[a-z]{2})(?![\p{L}\p{N}])`;
const streetAndNumber = String.raw`\p{Lu}[\p{L}’'-]{0,40}(?: \p{L}[\p{L}’'-]{0,40}){0,3} \d{1,5} ?[a-zA-Z]?`;
const plainStreet = String.raw`\p{Lu}\p{L}{0,40}(?:straat|weg|laan|plein|dijk|kade|steeg|singel|gracht|hof|pad) \d{1,5}(?: ?[a-zA-Z])?`;
const title = String.raw`(?:[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Dd]hr\.?|[Mm]evr\.?|[Mm]w\.?)`;

/** How each looks, in the order in which they are tried at a place. An address is a postcode with what stands around it, or a street. */
const patterns: readonly (readonly [PersonalDatum, string])[] = [
  ['email', String.raw`[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}`],
  ['link', String.raw`(?:https?://|www\.)[^\s<>"”’)]*[^\s<>"”’).,;:!?]`],
  [
    'account',
    String.raw`[A-Za-z]{2}\d{2} ?[A-Za-z]{4}(?: ?\d{4}){2} ?\d{2}|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?`,
  ],
  [
    'phone',
    String.raw`(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\(0\))?(?:[ .-]?\d){8,10}|\(?0(?:6|[1-9]\d{1,2})\)?(?:[ ./-]{0,3}\d){6,8}`,
  ],
  ['number', String.raw`\d{9}|\d{4}\.\d{2}\.\d{3}`],
  [
    'address',
    String.raw`(?:${streetAndNumber},?\s{1,3})?${postcode}(?: ?\d{1,5}[a-zA-Z]?(?![\p{L}\p{N}]))?|${plainStreet}`,
  ],
];

const capitalWord = String.raw`(?:(?:van|de|der|den|ter|ten|te|’t|'t) ){0,3}\p{Lu}[\p{L}-]{1,40}`;
/** `dhr. J. de Vries`, `mevrouw Anna Bakker`, `mw. Van der Wal`: initials, and up to three words with a capital. */
const titledName = String.raw`${title} (?:\p{Lu}\.\s?){0,5}${capitalWord}(?: ${capitalWord}){0,2}`;

/** Numbers of services: they belong to nobody. */
const publicNumber = /^0(?:800|900|88)/;

/**
 * Takes out of a text what tells who somebody is: these names, e-mail addresses, telephone and account numbers, addresses, numbers
 * of nine digits (that of a citizen) and web addresses that carry an identifier. It errs on the side of taking out: who wrote the
 * text may put back what is public. A name that it was not given stays, unless a title stands before it.
 *
 * @param names as people write them; each part of a name is taken out by itself too
 */
export function withoutPersonalData(text: string, names: readonly string[] = []): Impersonal {
  const taken: { kind: PersonalDatum; text: string }[] = [];
  const result = text.replace(patternFor(names), (found: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Partial<Record<PersonalDatum, string>>;
    const kind = kinds.find((one) => groups[one] !== undefined);
    if (kind === undefined || isHarmless(kind, found)) return found;
    taken.push({ kind, text: found });
    return placeholders[kind];
  });
  return { text: result, taken };
}

const kinds = Object.keys(placeholders) as PersonalDatum[];

function isHarmless(kind: PersonalDatum, found: string): boolean {
  if (kind === 'phone') return publicNumber.test(found.replace(/\D/g, ''));
  return kind === 'link' && !identifies(found);
}

/** A web address that leads to something of one person: a query, a fragment, a log-in, or a part that is mostly digits. */
function identifies(link: string): boolean {
  if (/[?#@]/.test(link)) return true;
  const parts = link
    .replace(/^https?:\/\//, '')
    .split('/')
    .slice(1);
  return parts.some((part) => /\d{5,}/.test(part) || (part.length >= 16 && (part.match(/\d/g)?.length ?? 0) >= 4));
}

/** All that is looked for as one pattern with a group for each kind, so that what was put in is not looked at again. */
function patternFor(names: readonly string[]): RegExp {
  const put = Object.values(placeholders).map(escaped).join('|');
  const all = [...patterns, ['name', [...names.flatMap(formsOf), titledName].join('|')] as const];
  const groups = all.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join('|');
  return new RegExp(`${put}|(?<![\\p{L}\\p{N}@])(?:${groups})(?![\\p{L}\\p{N}])`, 'gu');
}

const particles = new Set(['van', 'der', 'den', 'ter', 'ten', 'het', 'de', 'te']);

/** The ways in which a name is written, the longest first: whole, and each part with a capital. `wil` stays a verb, `Wil` goes. */
function formsOf(name: string): string[] {
  const whole = name.trim().replace(/\s+/g, ' ');
  const parts = whole.split(' ').filter((part) => part.length > 1 && !particles.has(part.toLowerCase()));
  const forms = [whole, capitalised(whole), ...parts.map(capitalised)].filter((form) => /\p{L}{2}/u.test(form));
  return [...new Set(forms)].sort((a, b) => b.length - a.length).map(escaped);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
