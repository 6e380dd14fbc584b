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

/** How a mark is recognised. */
interface Mark {
  name: Marker;
  pattern: RegExp;
  /** What one word of every match holds: looked for once a word, as most sentences have none. */
  word?: RegExp;
  /** What every match holds that is no word. */
  sign?: RegExp;
}

/** Each pattern is bounded, so the cost is linear in the text. */
const marks: readonly Mark[] = [
  { name: '§email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i, sign: /@/ },
  {
    name: '§phone',
    pattern: /(?<![\d.,/-]|[A-Z]{4}\s?)(?:\+31|0031|0)[\s-]?\(?\d(?:\)?[\s-]?\d){7,9}(?![\d.,/]\d)/,
    word: digit,
  },
  {
    name: '§website',
    pattern: /\b(?:https?:\/\/|www\.)\S+|(?<![@\w.-])[a-z][\w-]{1,60}\.(?:nl|nu|com|org|eu|frl)\b(?!@)/i,
    sign: /[./]\S/,
  },
  { name: '§account', pattern: /\bIBAN\b|\bNL\s?\d{2}\s?[A-Z]{4}\s?\d/, word: /\d|IBAN/ },
  { name: '§postcode', pattern: /\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b/, word: digit },
  { name: '§amount', pattern: /€|\beuro\b|\b(?:EUR)\b/i },
  {
    name: '§date',
    pattern: new RegExp(
      `\\b\\d{1,2}(?:e|ste)?\\s+(?:${months})\\b|\\b(?:${months})\\s+\\d{4}\\b|\\b\\d{1,2}-\\d{1,2}-\\d{4}\\b`,
      'i',
    ),
    word: digit,
  },
  { name: '§year', pattern: /(?<![\d.,-])(?:19|20)\d{2}(?![\d.,]\d|\d)/, word: digit },
  {
    name: '§frequency',
    pattern: new RegExp(
      `(?<!\\w)(?:(?:\\d+|een|${counts}|meerdere|enkele)(?:\\s?(?:x|maal|keer))|(?:twee|drie|vier)maal|jaarlijks\\w*|maandelijks\\w*|wekelijks\\w*|dagelijks\\w*|(?:ieder|elk)e?\\s+(?:kwartaal|jaar|maand|week|dag|half)|per\\s+(?:kwartaal|jaar|maand|week)|periodiek\\w*|regelmatig\\w*|halfjaarlijks\\w*|om de \\w+ (?:jaar|maanden|weken))\\b`,
      'i',
    ),
    word: /x|maal|keer|lijks|kwartaal|jaar|maand|week|weken|dag|half|periodiek|regelmatig/i,
  },
  {
    name: '§number',
    pattern: new RegExp(`(?<![\\w@.-])\\d+(?:[.,]\\d+)*|(?<!\\w)(?:${counts}|tientallen|honderden|duizenden)\\b`, 'i'),
    word: new RegExp(`\\d|${counts}|tientallen|honderden|duizenden`, 'i'),
  },
  {
    name: '§weekday',
    pattern:
      /\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)(?:en|s)?\b|\b(?:ma|di|wo|do|vr)\s?[|/,]\s?(?:ma|di|wo|do|vr)\b/i,
    word: /(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:ma|di|wo|do|vr)$/i,
  },
  { name: '§time', pattern: /\b\d{1,2}[.:]\d{2}\s*uur\b|\b\d{1,2}\s*uur\b/i, word: digit },
  {
    name: '§duration',
    pattern: new RegExp(
      `(?<!\\w)(?:\\d+|een|${counts}|enkele|paar|half|anderhalf)\\s+(?:jaar|jaren|maand|maanden|week|weken|dag|dagen|werkdagen|uur|minuten)\\b`,
      'i',
    ),
    word: /jaar|jaren|maand|week|weken|dag|uur|minuten/i,
  },
];

/** Which marks one word lets a text bear, a bit for each mark. The hints of a text are those of its words together. */
export function hintsIn(word: string): number {
  let hints = 0;
  for (const [i, mark] of marks.entries()) if (mark.word?.test(word)) hints |= 1 << i;
  return hints;
}

/** Marks of a text, of whose words these are the hints: what no word hints at is not looked for. */
export function markersOf(text: string, hints: number): Marker[] {
  const found: Marker[] = [];
  for (let i = 0; i < marks.length; i++) {
    const { name, pattern, word, sign } = marks[i] as Mark;
    if (word && (hints & (1 << i)) === 0) continue;
    if ((!sign || sign.test(text)) && pattern.test(text)) found.push(name);
  }
  return found;
}

/** True when the text bears this mark. */
export function bears(text: string, marker: Marker): boolean {
  return marks.some(({ name, pattern }) => name === marker && pattern.test(text));
}
