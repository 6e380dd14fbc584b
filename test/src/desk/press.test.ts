import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePress, encodePress, type Press } from '../../../src/desk/press.ts';

const messageId = fc.uuid({ version: 4 });
const number = fc.integer({ min: 0, max: 999 });
const press: fc.Arbitrary<Press> = fc.oneof(
  fc.record({ kind: fc.constant('choice' as const), messageId, choice: number }),
  fc.record({ kind: fc.constant('rating' as const), messageId, helpful: fc.boolean() }),
  fc.record({ kind: fc.constant('source' as const), messageId, number }),
  fc.record({ kind: fc.constant('advisor' as const), messageId }),
  fc.record({ kind: fc.constant('done' as const) }),
);

test('a press comes back as it was written, in 64 bytes at most', () => {
  fc.assert(
    fc.property(press, (one) => {
      const data = encodePress(one);
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
      expect(decodePress(data)).toEqual(one);
    }),
  );
});

test('what we never wrote is nothing', () => {
  const id = 'A'.repeat(22);
  for (const data of ['', 'c', `c${id}`, `z${id}1`, `r${id}2`, `c${id.slice(1)}B1`, `c${id}12345`, '/neem 1', 'x1']) {
    expect(decodePress(data), data).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.string(), (data) => {
      const read = decodePress(data);
      if (read) expect(encodePress(read)).toBe(data);
    }),
  );
});
