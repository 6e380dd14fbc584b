import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterAnswer,
  afterBeginning,
  afterFailure,
  afterNothing,
  attemptsAllowed,
  type Breaker,
  closedBreaker,
} from '../../../src/delivery/breaker.ts';

/** Failures one after another, for these receivers. */
function failed(receivers: readonly string[], now = 0, from: Breaker = closedBreaker): Breaker {
  return receivers.reduce(
    (breaker, receiver) => afterFailure(afterBeginning(breaker, receiver), receiver, now, 0),
    from,
  );
}

const opened = failed(['a', 'b', 'a', 'b', 'a']);

describe('a circuit breaker', () => {
  test('opens after five failures in a row, of which an answer makes none', () => {
    expect(attemptsAllowed(failed(['a', 'b', 'a', 'b']), 0)).toBe(Number.POSITIVE_INFINITY);
    expect(attemptsAllowed(opened, 0)).toBe(0);
    expect(failed(['c', 'd'], 0, afterAnswer()).state).toBe('closed');
  });

  test('does not open for one receiver whom nothing reaches', () => {
    expect(failed(Array.from({ length: 100 }, () => 'a')).state).toBe('closed');
  });

  test('lets one probe through after the pause; a success closes it', () => {
    expect(attemptsAllowed(opened, 1_999)).toBe(0);
    expect(attemptsAllowed(opened, 2_000)).toBe(1);
    const probing = afterBeginning(opened, 'a');
    expect(attemptsAllowed(probing, 100_000)).toBe(0);
    expect(attemptsAllowed(afterAnswer(), 2_000)).toBe(Number.POSITIVE_INFINITY);
    expect(attemptsAllowed(afterNothing(probing, 'a'), 2_000)).toBe(1);
  });

  test('each probe that fails doubles the pause, up to a minute', () => {
    const pauses: number[] = [];
    let breaker = opened;
    for (let now = 2_000; pauses.length < 8; ) {
      breaker = afterFailure(afterBeginning(breaker, 'a'), 'a', now, 0);
      if (breaker.state !== 'open') throw new Error('it closed');
      pauses.push(breaker.until - now);
      now = breaker.until;
    }
    expect(pauses).toEqual([4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
  });

  test('waits as long as the platform asks; what was under way when it opened makes the pause no longer', () => {
    const asked = afterFailure(failed(['a', 'b', 'a', 'b']), 'a', 0, 30_000);
    expect(attemptsAllowed(asked, 29_999)).toBe(0);
    expect(attemptsAllowed(asked, 30_000)).toBe(1);
    expect(afterFailure(opened, 'c', 1_000, 0)).toEqual(opened);
  });

  test('an attempt that was under way when it opened, and ends during a probe, is not that probe', () => {
    const probing = afterBeginning(opened, 'a');
    expect(afterFailure(probing, 'slow', 3_000, 0)).toEqual(probing);
    expect(afterNothing(probing, 'slow')).toEqual(probing);
  });

  test('a clock that was set back does not keep it open', () => {
    const late = failed(['a', 'b', 'a', 'b', 'a'], 10_000_000);
    expect(attemptsAllowed(late, 0)).toBe(1);
  });

  test('whatever happens, never two probes at once, and always a way back', () => {
    const happenings = fc.array(
      fc.record({ what: fc.constantFrom('answer', 'failure', 'nothing'), receiver: fc.constantFrom('a', 'b', 'c') }),
      { maxLength: 60 },
    );
    const property = fc.property(happenings, (ends) => {
      let breaker: Breaker = closedBreaker;
      let now = 0;
      for (const { what, receiver } of ends) {
        breaker = afterBeginning(breaker, receiver);
        if (breaker.state === 'open') expect(attemptsAllowed(breaker, now + 1e9)).toBe(0);
        if (what === 'answer') breaker = afterAnswer();
        else if (what === 'failure') breaker = afterFailure(breaker, receiver, now, 0);
        else breaker = afterNothing(breaker, receiver);
        now += 60_000;
        expect(attemptsAllowed(breaker, now)).toBeGreaterThanOrEqual(1);
      }
    });
    fc.assert(property);
  });
});
