import { stemmer } from '@orama/stemmers/dutch';
import { eachWord } from './words.ts';

/** A word as it stands in a text. */
export interface Token {
  /** The word's root: lower case, without accents, stemmed. Two words with one root are the same term. */
  term: string;
  /** Lower case and without accents, not stemmed. */
  folded: string;
  /** Offsets in the text. */
  start: number;
  end: number;
}

/** Small numbers are one term, however they are written; `een` stays an article. */
const numerals: ReadonlyMap<string, string> = new Map(
  Object.entries({
    twee: '2',
    drie: '3',
    vier: '4',
    vijf: '5',
    zes: '6',
    zeven: '7',
    acht: '8',
    negen: '9',
    tien: '10',
    elf: '11',
    twaalf: '12',
  }),
);

/** Words longer than this are cut: no Dutch word is, and hostile input should not cost more. */
const maxWordLength = 64;

/** Lower case without accents: `Coöperatie` becomes `cooperatie`. */
export function fold(word: string): string {
  if (isAscii(word)) return word.toLowerCase();
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/ĳ/g, 'ij');
}

/**
 * The root of a folded Dutch word: the Snowball Dutch stemmer, with some corrections that it leaves to the reader. Voiced
 * endings follow their singular (`brieven` and `brief`, `huizen` and `huis`), a plural in -ies or -ens loses its s (`windmolens`,
 * not `grens`), and one in -eeën or -ieën, its dots folded away, its -en.
 *
 * @see https://snowballstem.org/algorithms/dutch/stemmer.html
 */
export function stem(folded: string): string {
  const number = numerals.get(folded);
  if (number !== undefined) return number;
  if (folded.length < 4 || /^\p{N}/u.test(folded)) return folded;
  if (endsInRootS.test(folded)) return folded;
  const root = stemmer(singularOf(folded)) as string;
  const last = root.charCodeAt(root.length - 1);
  if (last === 118) return `${root.slice(0, -1)}f`;
  if (last === 122) return `${root.slice(0, -1)}s`;
  return root;
}

/** Grens, mens, wens and their compounds: the s belongs to the root. */
const endsInRootS = /(?:gr|m|w)ens$/;

function singularOf(folded: string): string {
  if (folded.endsWith('ies') || /^.{4,}ens$/.test(folded)) return folded.slice(0, -1);
  return folded.replace(/(?<=[ei]e)en$/, '');
}

/** The words of a text in order. Linear in its length, whatever it holds. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  eachWord(text, 0, text.length, (start, end) => {
    const { folded, term } = analyse(text.slice(start, end));
    if (folded === '') return;
    const previous = tokens[tokens.length - 1];
    if (previous && joinsE(previous.folded, previous.end, folded, start)) {
      previous.folded = `e${folded}`;
      previous.term = stem(previous.folded);
      previous.end = end;
    } else tokens.push({ term, folded, start, end });
  });
  return tokens;
}

/** 'e-mail', 'e mail': a single letter in front belongs to the word behind it. */
export function joinsE(before: string, endOfBefore: number, folded: string, start: number): boolean {
  return before === 'e' && endOfBefore === start - 1 && folded.startsWith('mail');
}

/** A word folded, and its root. */
type Analysed = Pick<Token, 'folded' | 'term'>;

/** Words that were analysed before: texts use the same words again and again. */
const analyses = new Map<string, Analysed>();
const analysesAtMost = 100_000;

/** A word as {@link tokenize} gives it, without its place; empty when nothing is left of it. */
export function analyse(word: string): Analysed {
  const known = analyses.get(word);
  if (known) return known;
  const folded = foldToken(word);
  const analysis = { folded, term: stem(folded) };
  if (analyses.size >= analysesAtMost) analyses.clear();
  // A hostile text may be one word; its end was cut off, and need not be kept.
  if (word.length <= maxWordLength) analyses.set(word, analysis);
  return analysis;
}

function foldToken(word: string): string {
  const folded = fold(word.length > maxWordLength ? word.slice(0, maxWordLength) : word);
  const first = folded.charCodeAt(0);
  if (first >= 48 && first <= 57) return folded.replace(/[.,](?=\d{3}(?:\D|$))/g, '');
  return folded.replace(/['’]/g, '');
}

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
