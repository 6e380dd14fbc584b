import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, stem, tokenize } from '../../../src/retrieval/analysis.ts';
import { anyText, longTexts, patience } from './hostile-text.ts';

const terms = (text: string) => tokenize(text).map((token) => token.term);
const folded = (text: string) => tokenize(text).map((token) => token.folded);

describe('the root of a word', () => {
  it.each([
    ['brief', 'brieven'],
    ['huis', 'huizen'],
    ['dorpshuis', 'dorpshuizen'],
    ['subsidie', 'subsidies'],
    ['organisatie', 'organisaties'],
    ['vereniging', 'verenigingen'],
    ['gemeente', 'gemeenten'],
    ['vrijwilliger', 'vrijwilligers'],
    ['kern', 'kernen'],
    ['bestuur', 'besturen'],
    ['dorp', 'dorpen'],
    ['coöperatie', 'cooperaties'],
    ['café', 'cafe'],
    ['Fryslân', 'fryslan'],
    ['idee', 'ideeën'],
    ['categorie', 'categorieën'],
    ['windmolen', 'windmolens'],
    ['grens', 'grenzen'],
    ['mens', 'mensen'],
  ])('of %s and %s is the same', (one, other) => {
    expect(terms(one)).toEqual(terms(other));
  });

  it.each([
    ['huis', 'huur'],
    ['dorp', 'drop'],
    ['kern', 'kerk'],
    ['raad', 'rand'],
    ['1', '10'],
  ])('of %s and %s differs', (one, other) => {
    expect(terms(one)).not.toEqual(terms(other));
  });

  it('of a short word or a number is itself', () => {
    for (const word of ['nl', 'wet', '2025', '4000']) expect(stem(word)).toBe(word);
  });
});

describe('folding', () => {
  it('takes off capitals and accents, and keeps the letters', () => {
    expect(fold('Coöperatie FRYSLÂN café één')).toBe('cooperatie fryslan cafe een');
    expect(fold('Ĳsselstein straße')).toBe('ijsselstein strasse');
  });

  it('gives the same when it is done twice', () => {
    fc.assert(fc.property(anyText, (text) => fold(fold(text)) === fold(text)));
  });
});

describe('the words of a text', () => {
  it.each([
    ['het e-mailadres', ['het', 'emailadres']],
    ['een e mail', ['een', 'email']],
    ['E-mail', ['email']],
    ['De e-bike', ['de', 'e', 'bike']],
    ['4.000 leden', ['4000', 'leden']],
    ['1.250.000 euro', ['1250000', 'euro']],
    ['2,50 euro', ['2,50', 'euro']],
    ['in 2025.', ['in', '2025']],
    ['65plus en 1234AB', ['65plus', 'en', '1234ab']],
    ['2e versie', ['2e', 'versie']],
    ['Zuid-Hollandse', ['zuid', 'hollandse']],
    ["foto's van zo'n dorp", ['foto', 's', 'van', 'zon', 'dorp']],
    ['www.zhvkk.nl', ['www', 'zhvkk', 'nl']],
    ['(MFA)', ['mfa']],
  ])('%s', (text, expected) => {
    expect(folded(text)).toEqual(expected);
  });

  it('lie where they say, in order, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.folded).not.toBe('');
          expect(token.term).not.toBe('');
          end = token.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('are none when there is nothing to read', () => {
    for (const text of ['', ' ', '?!', '🏡👍', '\u200b\u202e', '\ud800']) expect(tokenize(text)).toEqual([]);
  });

  it.each(longTexts)('of ten thousand characters are found at once: %s', (_, text) => {
    const started = performance.now();
    const found = tokenize(text);
    expect(performance.now() - started).toBeLessThan(patience / 4);
    for (const token of found) expect(token.folded.length).toBeLessThan(1_300);
  });
});
