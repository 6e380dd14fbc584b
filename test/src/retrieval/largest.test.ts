import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nthLargest } from '../../../src/retrieval/largest.ts';

describe('the nth largest', () => {
  it('is what sorting gives', () => {
    const scores = fc.array(fc.float({ min: 0, max: 9, noNaN: true }), { maxLength: 80 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 90 }), (values, n) => {
        const places = values.map((_, i) => values.length - 1 - i);
        const sorted = Float32Array.from(values).sort().reverse();
        expect(nthLargest(Float32Array.from(values), places, n)).toBe(sorted[n - 1] ?? 0);
      }),
    );
  });

  it('looks only where it is told', () => {
    expect(nthLargest(Float32Array.of(9, 1, 8, 2, 7), [1, 3], 1)).toBe(2);
    expect(nthLargest(Float32Array.of(9), [], 1)).toBe(0);
    expect(nthLargest(Float32Array.of(9), [0], 0)).toBe(0);
  });
});
