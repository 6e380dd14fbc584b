import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullBucket, nextTokenAt, takeToken, tokensIn } from '../../../src/delivery/token-bucket.ts';

const rates = fc.record({
  perSecond: fc.double({ min: 0.05, max: 50, noNaN: true }),
  burst: fc.integer({ min: 1, max: 30 }),
});

describe('a token bucket', () => {
  test('in any stretch of time lets through no more than the burst and what grows back meanwhile', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 80 });
    const property = fc.property(rates, pauses, (rate, looks) => {
      let now = 1_000_000;
      let bucket = fullBucket(rate, now);
      const taken: number[] = [];
      for (const pause of looks) {
        now += pause;
        while (tokensIn(bucket, rate, now) >= 1) {
          bucket = takeToken(bucket, rate, now);
          taken.push(now);
        }
      }
      for (const [from, start] of taken.entries()) {
        for (const [to, end] of taken.entries()) {
          if (to < from) continue;
          const allowed = rate.burst + ((end - start) * rate.perSecond) / 1_000;
          expect(to - from + 1).toBeLessThanOrEqual(allowed + 1e-3);
        }
      }
    });
    fc.assert(property, { numRuns: 200 });
  });

  test('says when the next token is there: not before, and then it is', () => {
    const property = fc.property(rates, fc.integer({ min: 0, max: 10_000 }), (rate, wait) => {
      let bucket = fullBucket(rate, 0);
      while (tokensIn(bucket, rate, wait) >= 1) bucket = takeToken(bucket, rate, wait);
      const at = nextTokenAt(bucket, rate, wait);
      expect(tokensIn(bucket, rate, at)).toBeGreaterThanOrEqual(1);
      if (at > wait + 1) expect(tokensIn(bucket, rate, at - 2)).toBe(0);
    });
    fc.assert(property);
  });

  test('a clock that is set back gives nothing and takes nothing', () => {
    const rate = { perSecond: 1, burst: 2 };
    const bucket = takeToken(fullBucket(rate, 1_000_000), rate, 1_000_000);
    expect(tokensIn(bucket, rate, 0)).toBe(1);
    const later = takeToken(bucket, rate, 0);
    expect(nextTokenAt(later, rate, 0)).toBe(1_000);
  });
});
