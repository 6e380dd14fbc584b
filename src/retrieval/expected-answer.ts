import type { Marker } from './markers.ts';

/**
 * What sort of fact would answer a question, seen from its words alone.
 *
 * After the question taxonomies of open-domain question answering (Li and Roth, "Learning question classifiers", COLING 2002),
 * cut down to what can be checked without a model.
 */
export interface ExpectedAnswer {
  type: AnswerType;
  /** Marks of which a passage must bear at least one to answer it; empty when nothing can be checked. */
  markers: readonly Marker[];
  /** True when a passage without such a mark cannot be the answer; false when it only makes it less likely. */
  strict: boolean;
  /** Words of the question that name the sort of fact itself, folded: a letterhead holds a number, not the word. */
  namedBy: readonly string[];
}

export type AnswerType =
  | 'email'
  | 'phone'
  | 'website'
  | 'account'
  | 'address'
  | 'amount'
  | 'year'
  | 'date'
  | 'time'
  | 'frequency'
  | 'duration'
  | 'count'
  | 'person'
  | 'place'
  | 'reason'
  | 'manner'
  | 'definition'
  | 'yes_no'
  | 'other';

interface Rule {
  type: AnswerType;
  pattern: RegExp;
  markers: readonly Marker[];
  strict: boolean;
}

/** In order: the first that fits decides. Patterns run on folded text. */
const rules: readonly Rule[] = [
  {
    type: 'email',
    pattern: /\be[- ]?mail\s?(?:adres\w*)?\b|\bmail\s?adres\w*\b|\bmail\b(?= van\b)|\bmailen\b|\bemail address\b/,
    markers: ['§email'],
    strict: true,
  },
  {
    type: 'phone',
    pattern:
      /\btelefoon\s?(?:nummers?|nr)?\b|\btel(?:nr|\.)|\bmobiele? nummer\b|\bbellen\b|\bopbellen\b|\bphone(?: number)?\b/,
    markers: ['§phone'],
    strict: true,
  },
  {
    type: 'account',
    pattern: /\b(?:bank)?reken?ing\s?nummer\w*\b|\biban\b|\bbankrekening\b|\bbank account\b/,
    markers: ['§account'],
    strict: true,
  },
  {
    type: 'website',
    pattern: /\bweb\s?(?:site|adres|pagina)\w*\b|\bsite\b|\burl\b|\binternetadres\b/,
    markers: ['§website'],
    strict: false,
  },
  {
    type: 'address',
    pattern: /\b(?:post|bezoek|kantoor|vestigings)?adres\b|\bpostcode\b|\bgevestigd\b/,
    markers: ['§postcode'],
    strict: true,
  },
  {
    type: 'amount',
    pattern:
      /\bwat\b[^?]{0,20}\bkost(?:en|te)?\b|\bhoeveel\b[^?]{0,40}\b(?:gekost|kost(?:en|te)?|betaal\w*|euro|geld|subsidie|prijzengeld|contributie|vergoeding|budget)\b|\bhoe (?:duur|hoog)\b|\bprijzengeld\b|\bwelk bedrag\b|\btarie(?:f|ven)\b|\bprijs van\b|\bhow much\b/,
    markers: ['§amount'],
    strict: true,
  },
  {
    type: 'frequency',
    pattern: /\bhoe (?:vaak|dikwijls)\b|\bhoeveel (?:keer|maal)\b|\bhow often\b/,
    markers: ['§frequency', '§number'],
    strict: true,
  },
  {
    type: 'year',
    pattern: /\b(?:in )?(?:welk|wat voor) jaar(?:tal)?\b|\bwhich year\b|\bwhat year\b/,
    markers: ['§year'],
    strict: true,
  },
  { type: 'time', pattern: /\bhoe laat\b|\bopeningstijden\b|\bwhat time\b/, markers: ['§time'], strict: true },
  {
    type: 'date',
    pattern: /\b(?:welke|wat voor) dag(?:en)?\b|\bwhich days?\b/,
    markers: ['§weekday', '§date'],
    strict: true,
  },
  {
    type: 'date',
    pattern: /\bwelke (?:datum|data|maand)\b|\bwat is de datum\b|\bwhat date\b/,
    markers: ['§date', '§weekday', '§year'],
    strict: true,
  },
  {
    type: 'date',
    pattern: /\bwanneer\b|\bsinds wanneer\b|\bwhen\b/,
    markers: ['§date', '§weekday', '§year', '§frequency'],
    strict: false,
  },
  {
    type: 'duration',
    pattern: /\bhoe lang\b|\bhoelang\b|\bbinnen welke termijn\b|\bhow long\b/,
    markers: ['§duration', '§date', '§frequency'],
    strict: false,
  },
  { type: 'count', pattern: /\bhoeveel\b|\bhow many\b/, markers: ['§number'], strict: true },
  {
    type: 'person',
    pattern: /^\W*(?:en\s+)?(?:(?:met|bij|aan|voor|naar|van) )?wie\b|\bwho\b/,
    markers: [],
    strict: false,
  },
  { type: 'place', pattern: /\bwaar\b|\bwhere\b/, markers: [], strict: false },
  { type: 'reason', pattern: /\bwaarom\b|\bwhy\b/, markers: [], strict: false },
  {
    type: 'definition',
    pattern: /^\W*(?:en\s+)?wat (?:is|zijn|betekent|doet|houdt)\b|^\W*what (?:is|are)\b/,
    markers: [],
    strict: false,
  },
  { type: 'manner', pattern: /\bhoe\b|\bhow\b/, markers: [], strict: false },
  {
    type: 'yes_no',
    pattern:
      /^\W*(?:en\s+|maar\s+)?(?:is|zijn|kan|kun|kunnen|mag|mogen|moet|moeten|heeft|hebben|heb|wordt|worden|bestaat|bestaan|komt|geldt|krijg|krijgt|ben|doet|doen|maakt|zit|geeft|can|is|are|does|do|may|must)\b/,
    markers: [],
    strict: false,
  },
];

/** What sort of fact would answer this question. */
export function expectedAnswer(foldedQuestion: string): ExpectedAnswer {
  for (const rule of rules) {
    const match = rule.pattern.exec(foldedQuestion);
    if (match) {
      const namedBy = rule.markers.length > 0 ? (match[0].match(/[\p{L}\p{N}]+/gu) ?? []) : [];
      return { type: rule.type, markers: rule.markers, strict: rule.strict, namedBy };
    }
  }
  return { type: 'other', markers: [], strict: false, namedBy: [] };
}
