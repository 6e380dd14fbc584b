import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literalQuote } from '../../../src/answering/quote.ts';

describe('a literal quote', () => {
  it('is the whole excerpt when nothing in it was changed', () => {
    expect(literalQuote('Het dorpshuis\nis open.', 40, [])).toBe('Het dorpshuis is open.');
    expect(literalQuote('Het dorpshuis is open.', 40, [0, 12, 40, 62, 70])).toBe('Het dorpshuis is open.');
  });

  it('is the longest stretch between two changes', () => {
    const passage = 'Het dorps-huis is open. Wie het wil huren, belt.';
    const seam = passage.indexOf('huis');
    expect(literalQuote(passage, 0, [seam])).toBe('huis is open. Wie het wil huren, belt.');
    expect(literalQuote(passage.slice(0, 20), 0, [seam])).toBe('Het dorps-');
  });

  it('is empty when there is nothing to quote', () => {
    expect(literalQuote('', 5, [])).toBe('');
    expect(literalQuote(' \n ', 0, [1])).toBe('');
  });

  it('always lies within one stretch without a change, and no such stretch is longer', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' ', '\n', '.', '🏡'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(30), fc.nat(30), fc.array(fc.nat(60), { maxLength: 8 }), (passage, skip, cut, marks) => {
        const seams = [...new Set(marks)].sort((a, b) => a - b);
        const excerpt = passage.slice(skip, skip + cut);
        const quote = literalQuote(excerpt, skip, seams);
        const ends = [...seams.filter((seam) => seam > skip && seam < skip + excerpt.length), skip + excerpt.length];
        let from = skip;
        const stretches = ends.map((to) => {
          const stretch = passage.slice(from, to);
          from = to;
          return stretch.trim();
        });
        expect(stretches.map((stretch) => stretch.replace(/\s+/g, ' '))).toContain(quote);
        const longest = Math.max(...stretches.map((stretch) => stretch.length));
        expect(stretches.some((one) => one.replace(/\s+/g, ' ') === quote && one.length === longest)).toBe(true);
      }),
    );
  });
});
