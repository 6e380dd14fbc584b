import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordCounts } from '../../../src/retrieval/word-counts.ts';
import { WordTable } from '../../../src/retrieval/word-table.ts';
import { eachWord } from '../../../src/retrieval/words.ts';
import { anyText, longTexts, patience } from './hostile-text.ts';

/** What a word is, in one pattern. */
const pattern = /\p{N}+(?:[.,]\p{N}+)*(?![\p{L}\p{M}\p{N}])|[\p{L}\p{M}\p{N}]+(?:['’](?!s(?![\p{L}]))[\p{L}]+)*/gu;

function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, 0, text.length, (start, end) => words.push(text.slice(start, end)));
  return words;
}

describe('the words of a text', () => {
  it.each([
    ['Het dorpshuis is open.', ['Het', 'dorpshuis', 'is', 'open']],
    ['4.000 leden, 1.500m2', ['4.000', 'leden', '1', '500m2']],
    ["foto's van Jan’s auto’tje", ['foto', 's', 'van', 'Jan', 's', 'auto’tje']],
    ['𝐚𝐛 🏡 x', ['𝐚𝐛', 'x']],
    ['\ud835 half \udc1a', ['half']],
  ])('of “%s”', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  it('are those of the pattern, in any text', () => {
    const letters = fc.constantFrom(..."aé1²,.'’s \u0301\ud835\udc1a");
    const made = fc.array(letters, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(anyText, made), (text) => {
        expect(wordsOf(text)).toEqual(text.match(pattern) ?? []);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(longTexts)('are found at once in ten thousand characters: %s', (_, text) => {
    const started = performance.now();
    wordsOf(text);
    expect(performance.now() - started).toBeLessThan(patience / 2);
  });
});

describe('a table of words', () => {
  it('gives each word one number, as a map does, also when it grows and after it was cleared', () => {
    const table = new WordTable();
    const texts = fc.array(fc.oneof(fc.string({ maxLength: 4 }), fc.stringMatching(/^[ab]{0,3}$/)), {
      maxLength: 3000,
    });
    fc.assert(
      fc.property(texts, (words) => {
        table.clear();
        const known = new Map<string, number>();
        for (const word of words) {
          const expected = known.get(word) ?? known.size;
          known.set(word, expected);
          expect(table.numberOf(`<${word}>`, 1, word.length + 1)).toBe(expected);
        }
        expect(table.size).toBe(known.size);
      }),
      { numRuns: 20 },
    );
  });
});

describe('word counts', () => {
  it('are those of the text at hand', () => {
    const counted = new WordCounts();
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(5), fc.nat(5000)), { maxLength: 50 }), (words) => {
        counted.clear();
        for (const word of words) counted.note(word);
        const expected = new Map<number, number>();
        for (const word of words) expected.set(word, (expected.get(word) ?? 0) + 1);
        expect(counted.words.map((word, i) => [word, counted.counts[i]])).toEqual([...expected]);
      }),
    );
  });
});
