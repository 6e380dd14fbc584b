/**
 * Marks on a text: what kinds of fact it holds. A question for an e-mail address seldom shares a word with the letterhead
 * that answers it; both share the mark.
 */
export type Marker =
  | '§email'
  | '§phone'
  | '§website'
  | '§account'
  | '§postcode'
  | '§amount'
  | '§date'
  | '§year'
  | '§frequency'
  | '§number'
  | '§weekday'
  | '§time'
  | '§duration';

const months = 'januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december';

/** Number words; `een` is not among them, as it is nearly always the article. */
const counts =
  '(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen)(?:ën|en)(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend';

const digit = /\d/;

/** Each mark's pattern; a third part is what every match holds, and is looked for first: most sentences do not hold it. */
const patterns: readonly (readonly [marker: Marker, pattern: RegExp, needed?: RegExp])[] = [
  ['§email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i, /@/],
  ['§phone', /(?<![\d.,/-]|[A-Z]{4}\s?)(?:\+31|0031|0)[\s-]?\(?\d(?:\)?[\s-]?\d){7,9}(?![\d.,/]\d)/, digit],
  ['§website', /\b(?:https?:\/\/|www\.)\S+|(?<![@\w.-])[a-z][\w-]{1,60}\.(?:nl|nu|com|org|eu|frl)\b(?!@)/i, /[./]\S/],
  ['§account', /\bIBAN\b|\bNL\s?\d{2}\s?[A-Z]{4}\s?\d/, /\d|IBAN/],
  ['§postcode', /\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b/, digit],
  ['§amount', /€|\beuro\b|\b(?:EUR)\b/i],
  [
    '§date',
    new RegExp(
      `\\b\\d{1,2}(?:e|ste)?\\s+(?:${months})\\b|\\b(?:${months})\\s+\\d{4}\\b|\\b\\d{1,2}-\\d{1,2}-\\d{4}\\b`,
      'i',
    ),
    digit,
  ],
  ['§year', /(?<![\d.,-])(?:19|20)\d{2}(?![\d.,]\d|\d)/, digit],
  [
    '§frequency',
    new RegExp(
      `(?<!\\w)(?:(?:\\d+|een|${counts}|meerdere|enkele)(?:\\s?(?:x|maal|keer))|(?:twee|drie|vier)maal|jaarlijks\\w*|maandelijks\\w*|wekelijks\\w*|dagelijks\\w*|(?:ieder|elk)e?\\s+(?:kwartaal|jaar|maand|week|dag|half)|per\\s+(?:kwartaal|jaar|maand|week)|periodiek\\w*|regelmatig\\w*|halfjaarlijks\\w*|om de \\w+ (?:jaar|maanden|weken))\\b`,
      'i',
    ),
  ],
  [
    '§number',
    new RegExp(`(?<![\\w@.-])\\d+(?:[.,]\\d+)*|(?<!\\w)(?:${counts}|tientallen|honderden|duizenden)\\b`, 'i'),
  ],
  [
    '§weekday',
    /\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)(?:en|s)?\b|\b(?:ma|di|wo|do|vr)\s?[|/,]\s?(?:ma|di|wo|do|vr)\b/i,
  ],
  ['§time', /\b\d{1,2}[.:]\d{2}\s*uur\b|\b\d{1,2}\s*uur\b/i, digit],
  [
    '§duration',
    new RegExp(
      `(?<!\\w)(?:\\d+|een|${counts}|enkele|paar|half|anderhalf)\\s+(?:jaar|jaren|maand|maanden|week|weken|dag|dagen|werkdagen|uur|minuten)\\b`,
      'i',
    ),
  ],
];

/** Marks of a text. Each pattern is bounded, so the cost is linear in the text. */
export function markersOf(text: string): Marker[] {
  const found: Marker[] = [];
  for (const [marker, pattern, needed] of patterns) {
    if ((!needed || needed.test(text)) && pattern.test(text)) found.push(marker);
  }
  return found;
}

/** True when the text bears this mark. */
export function bears(text: string, marker: Marker): boolean {
  return patterns.some(([name, pattern]) => name === marker && pattern.test(text));
}
