import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spellingDistance } from '../../../src/people/spelling-distance.ts';

test.each([
  ['strijen', 'strijen', 0],
  ['strjen', 'strijen', 1],
  ['strijeen', 'strijen', 1],
  ['stryjen', 'strijen', 1],
  ['srtijen', 'strijen', 1],
  ['', 'goes', 4],
])('%s and %s differ by %i', (one, other, expected) => {
  expect(spellingDistance(one, other)).toBe(expected);
});

test('is the same both ways, 0 for the same only, and never more than the longer name', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(name, name, (one, other) => {
      const distance = spellingDistance(one, other);
      expect(distance).toBe(spellingDistance(other, one));
      expect(distance === 0).toBe(one === other);
      expect(distance).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
      expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
    }),
  );
});
