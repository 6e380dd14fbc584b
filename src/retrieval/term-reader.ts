import { analyse, joinsE, stem } from './analysis.ts';
import { hintsIn } from './markers.ts';
import { stopwords } from './stopwords.ts';
import type { Vocabulary } from './vocabulary.ts';
import { WordTable } from './word-table.ts';
import { eachWord } from './words.ts';

/** Different words that are kept, as they stand in texts; a word takes some 40 bytes. */
const wordsAtMost = 400_000;

/** Longer words are not kept: no Dutch word is, and a hostile text may be one word. */
const longest = 64;

/** A word that was read before. */
interface KnownWord {
  folded: string;
  /** The number of its root; -1 for a word that says nothing about what a text is about. */
  term: number;
  hints: number;
}

/**
 * Reads texts as numbers of content terms, giving them out to new ones: as `tokenize`, but a word that was read before is
 * looked up once, where it stands. Nearly all words of an archive were.
 */
export class TermReader {
  private readonly vocabulary: Vocabulary;
  private readonly table = new WordTable();
  private known: KnownWord[] = [];

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Appends the content terms between two places of a text, which must not lie inside a word, to `terms`.
   *
   * @returns the hints of all words, for `markersOf`
   */
  read(text: string, from: number, to: number, terms: number[]): number {
    this.makeRoom();
    let hints = 0;
    let before = '';
    let endOfBefore = 0;
    eachWord(text, from, to, (start, end) => {
      const word = this.wordAt(text, start, end);
      hints |= word.hints;
      if (word.folded === '') return;
      const term = joinsE(before, endOfBefore, word.folded, start) ? this.termOf(`e${word.folded}`) : word.term;
      if (term >= 0) terms.push(term);
      before = word.folded;
      endOfBefore = end;
    });
    return hints;
  }

  private wordAt(text: string, start: number, end: number): KnownWord {
    if (end - start > longest) return this.newWord(text.slice(start, end));
    const number = this.table.numberOf(text, start, end);
    const known = this.known[number];
    if (known) return known;
    const word = this.newWord(text.slice(start, end));
    this.known[number] = word;
    return word;
  }

  private newWord(word: string): KnownWord {
    const { folded, term } = analyse(word);
    return { folded, term: this.termOf(folded, term), hints: hintsIn(word) };
  }

  private termOf(folded: string, root = stem(folded)): number {
    return folded.length < 2 || stopwords.has(folded) ? -1 : this.vocabulary.add(root);
  }

  private makeRoom(): void {
    if (this.table.size < wordsAtMost) return;
    this.table.clear();
    this.known = [];
  }
}
