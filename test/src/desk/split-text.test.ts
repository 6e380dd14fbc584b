import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitText } from '../../../src/desk/split-text.ts';

const partsOf = (text: string, most: number, whole: { start: number; end: number }[] = []) =>
  splitText(text, most, whole).map(({ start, end }) => text.slice(start, end));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom('een ', 'twee. ', 'drie\n', '\n\n', '👨‍👩‍👧‍👦', 'e\u0301', '🏡', ' ', 'https://dorp.nl/a?b=c '),
      { maxLength: 120 },
    )
    .map((all) => all.join('')),
);
const withoutSpace = (text: string) => text.replace(/\s+/gu, '');

test('cuts behind a paragraph, a line, a sentence or a word, in this order', () => {
  expect(partsOf('Een alinea.\n\nEn nog een, die lang is.', 28)).toEqual(['Een alinea.', 'En nog een, die lang is.']);
  expect(partsOf('Een regel hier\nen nog een regel', 20)).toEqual(['Een regel hier', 'en nog een regel']);
  expect(partsOf('Dit is een zin. Dit is er nog een.', 20)).toEqual(['Dit is een zin.', 'Dit is er nog een.']);
  expect(partsOf('een twee drie vier', 10)).toEqual(['een twee', 'drie vier']);
  expect(partsOf('a'.repeat(12), 5)).toEqual(['aaaaa', 'aaaaa', 'aa']);
  expect(partsOf(' \n ', 5)).toEqual([]);
});

test('what must stay whole is not cut when it fits', () => {
  const text = 'lees dit boek eens goed';
  expect(partsOf(text, 11, [{ start: 5, end: 13 }])).toEqual(['lees', 'dit boek', 'eens goed']);
});

test('of any text every part fits, and together they read the same', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 60 }), (text, most) => {
      const parts = partsOf(text, most);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(most);
        expect(part.trim()).not.toBe('');
        expect(Buffer.from(part).toString()).toBe(part);
      }
      expect(withoutSpace(parts.join(''))).toBe(withoutSpace(text));
    }),
    { numRuns: 1_000 },
  );
});

test('no word that fits is broken, and no character as people see it', () => {
  const segmenter = new Intl.Segmenter('nl', { granularity: 'grapheme' });
  fc.assert(
    fc.property(anyText, fc.integer({ min: 30, max: 80 }), (text, most) => {
      const longest = Math.max(0, ...text.split(/\s+/u).map((word) => word.length));
      const parts = partsOf(text, most);
      if (longest <= most)
        expect(parts.flatMap((part) => part.split(/\s+/u))).toEqual(text.split(/\s+/u).filter(Boolean));
      const boundaries = new Set([...segmenter.segment(text)].map(({ index }) => index));
      const clusters = [...segmenter.segment(text)].map(({ segment }) => segment.length);
      if (Math.max(0, ...clusters) > most) return;
      for (const { start } of splitText(text, most)) {
        if (!/\s/u.test(text[start - 1] ?? ' ')) expect(boundaries.has(start)).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});
