import fc from 'fast-check';
import { stopwords } from '../../../src/retrieval/stopwords.ts';

/** The longest text that a member can send. */
const longest = 10_000;

/** How long one hostile question may take, in milliseconds; a question that people write takes some. */
export const patience = 2_000;

const anyCodeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
  .map((units) => String.fromCharCode(...units));

const unusual = fc.constantFrom(
  '\u0000',
  '\u0007',
  '\u200b',
  '\u200d',
  '\u202e',
  '\ufeff',
  '\ud800',
  '\udc00',
  '\u0301',
  'é',
  'e\u0301',
  'ĳ',
  'ß',
  'İ',
  'ﷺ',
  '\u0661\u0662',
  '１２３',
  '²',
  'العربية',
  'עברית',
  '漢字',
  '👩‍👩‍👧‍👦',
  '🏡',
  '🇳🇱',
  '§email',
  '’s',
  "'",
  '@',
  '0612345678',
  '€',
  '<script>',
  '__proto__',
  'constructor',
  'toString',
  '\n',
  '\r\n',
);

const words = fc.constantFrom(...stopwords, 'dorpshuis', 'subsidie', 'gemeente', 'e-mail', '4.000', 'ZHVKK', 'wanneer');

/** Anything that can be typed, pasted or sent by a program: any code units, any script, emoji, half characters. */
export const anyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    anyCodeUnits,
    fc.array(fc.oneof(unusual, words), { maxLength: 200 }).map((parts) => parts.join('')),
    fc.array(fc.oneof(words, unusual), { maxLength: 400 }).map((parts) => parts.join(' ')),
  )
  .map((text) => text.slice(0, longest));

/** As long as a message can be, and each of its own kind: what is slow shows here. */
export const longTexts: readonly (readonly [what: string, text: string])[] = [
  ['one letter', 'a'],
  ['one capital', 'A'],
  ['one digit', '1'],
  ['spaces', ' '],
  ['spaces behind a digit', `1${' '.repeat(longest)}`],
  ['digits and spaces', '1 '],
  ['digits and points', '1.'],
  ['newlines', '\n'],
  ['question marks', '?'],
  ['at signs', 'a@'],
  ['mail addresses', 'a.b.c@d.e.f '],
  ['points', '.'],
  ['dashes', '-'],
  ['apostrophes', "a'"],
  ['brackets', 'Aa ('],
  ['capitalised words', 'Vereniging Van Kleine '],
  ['one compound', 'dorpshuisbestuursvergadering'],
  ['stopwords', 'de het een van '],
  ['many different words', Array.from({ length: 1500 }, (_, i) => `woord${i.toString(36)}`).join(' ')],
  ['the words of the field', 'dorpshuis subsidie gemeente bestuur vergunning energie vrijwilliger '],
  ['question words', 'hoe wat wie waar wanneer waarom hoeveel '],
  ['half characters', '\ud83d'],
  ['emoji', '👩‍👩‍👧‍👦'],
  ['accents on one letter', `e${'\u0301'.repeat(longest)}`],
  ['characters that unfold', 'ﷺ'],
  ['right to left', 'العربية '],
  ['invisible', '\u200b'],
  ['phone numbers', '06-12345678 '],
  ['a sum', '3x + 7 = 22 '],
].map(([what = '', unit = '']) => [what, unit.repeat(Math.ceil(longest / unit.length)).slice(0, longest)] as const);
