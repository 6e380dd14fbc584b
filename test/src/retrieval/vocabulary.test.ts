import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../../src/retrieval/vocabulary.ts';

function vocabularyOf(...terms: string[]): Vocabulary {
  const vocabulary = new Vocabulary();
  for (const term of terms) vocabulary.add(term);
  return vocabulary;
}

function alike(vocabulary: Vocabulary, term: string, least = 0.5, most = 10): string[] {
  return vocabulary.similar(term, least, most).map(({ id }) => vocabulary.term(id));
}

describe('the vocabulary', () => {
  it('gives each term one number, and finds it again', () => {
    const vocabulary = vocabularyOf('dorp', 'raad', 'dorp');
    expect(vocabulary.size).toBe(2);
    expect(vocabulary.find('raad')).toBe(1);
    expect(vocabulary.term(1)).toBe('raad');
    expect(vocabulary.find('huis')).toBeUndefined();
    expect(vocabulary.term(99)).toBe('');
  });

  it.each([
    ['a part at the end', 'bestur', 'dorpshuisbestur'],
    ['a part at the start', 'dorpshuis', 'dorpshuisbestur'],
    ['a compound, from its part', 'dorpshuisbestur', 'bestur'],
    ['a missing letter', 'ambasadeur', 'ambassadeur'],
    ['a letter too many', 'gemeentte', 'gemeente'],
    ['two letters changed about', 'subsidei', 'subsidie'],
    ['a scan error', 'verenlging', 'vereniging'],
  ])('finds %s', (_, asked, held) => {
    const vocabulary = vocabularyOf('kerktoren', held, 'zwembad', 'fietspad');
    expect(alike(vocabulary, asked)[0]).toBe(held);
  });

  it('puts what a compound is above what it begins with', () => {
    const vocabulary = vocabularyOf('raadhuis', 'dorpsraad');
    expect(alike(vocabulary, 'raad')).toEqual(['dorpsraad', 'raadhuis']);
  });

  it('does not find the word itself, strangers, or anything for short words and numbers', () => {
    const vocabulary = vocabularyOf('dorp', 'kerk', 'nl', '2025', '20255', '§email');
    expect(alike(vocabulary, 'dorp')).toEqual([]);
    for (const term of ['nl', '2025', '§email', '', 'a']) expect(alike(vocabulary, term, 0.01)).toEqual([]);
  });

  it('gives the most alike first, no more than asked, none below the least', () => {
    const part = fc.constantFrom('dorp', 'huis', 'raad', 'bestuur', 's', 'en', 'kern', 'plan');
    const word = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), word, fc.integer({ min: 1, max: 9 }), (held, asked, most) => {
        const vocabulary = vocabularyOf(...held);
        const all = vocabulary.similar(asked, 0.3, 1_000);
        const some = vocabulary.similar(asked, 0.3, most);
        expect(some).toEqual(all.slice(0, most));
        for (const [i, { id, similarity }] of all.entries()) {
          expect(similarity).toBeGreaterThanOrEqual(0.3);
          expect(similarity).toBeLessThanOrEqual(1);
          expect(similarity).toBeLessThanOrEqual(all[i - 1]?.similarity ?? 1);
          expect(vocabulary.term(id)).not.toBe(asked);
        }
      }),
    );
  });

  it('gives the same whatever the order in which terms came', () => {
    const part = fc.constantFrom('dorp', 'huis', 'raad', 'kern', 'plan');
    const word = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 30 }),
        word,
        fc.integer({ min: 1, max: 6 }),
        (held, asked, most) => {
          const backwards = vocabularyOf(...held.toReversed());
          expect(alike(vocabularyOf(...held), asked, 0.3, most)).toEqual(alike(backwards, asked, 0.3, most));
        },
      ),
    );
  });
});
