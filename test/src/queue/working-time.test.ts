import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWorkingTime, officeHours, type WorkingHours, workingTimeBetween } from '../../../src/queue/working-time.ts';

const hourMs = 3_600_000;
const at = (text: string) => Date.parse(text);

describe('working time', () => {
  test.each([
    ['within a day', '2026-11-20T09:00+01:00', 4, '2026-11-20T13:00+01:00'],
    ['up to the last minute', '2026-11-20T17:00+01:00', 4, '2026-11-20T21:00+01:00'],
    ['over the night', '2026-11-19T20:00+01:00', 2, '2026-11-20T10:00+01:00'],
    ['over Sunday', '2026-11-21T20:00+01:00', 2, '2026-11-23T10:00+01:00'],
    ['from the night', '2026-11-20T03:00+01:00', 1, '2026-11-20T10:00+01:00'],
    ['from after the last hour', '2026-11-20T22:00+01:00', 1, '2026-11-21T10:00+01:00'],
    ['from Sunday', '2026-11-22T12:00+01:00', 1, '2026-11-23T10:00+01:00'],
    ['over a whole week', '2026-11-16T09:00+01:00', 84, '2026-11-23T21:00+01:00'],
    ['into summer time', '2026-03-28T20:00+01:00', 2, '2026-03-30T10:00+02:00'],
    ['out of summer time', '2026-10-24T20:00+02:00', 2, '2026-10-26T10:00+01:00'],
    ['over the end of the year', '2026-12-31T20:00+01:00', 2, '2027-01-01T10:00+01:00'],
  ])('%s', (_name, start, hours, expected) => {
    expect(new Date(addWorkingTime(at(start), hours * hourMs, officeHours)).toISOString()).toBe(
      new Date(at(expected)).toISOString(),
    );
  });

  test('counts what passes on a day of 23 and one of 25 hours', () => {
    const always: WorkingHours = { timeZone: 'Europe/Amsterdam', days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 1440 };
    fc.assert(
      fc.property(fc.integer({ min: at('2025-01-01'), max: at('2028-01-01') }), fc.nat(1_000 * hourMs), (start, ms) => {
        expect(addWorkingTime(start, ms, always)).toBe(start + ms);
      }),
    );
  });

  test('between two moments is what was added to the first, and nothing when the second is not later', () => {
    const moment = fc.integer({ min: at('2025-01-01'), max: at('2028-01-01') });
    fc.assert(
      fc.property(moment, fc.nat(300 * hourMs), (start, ms) => {
        const end = addWorkingTime(start, ms, officeHours);
        expect(workingTimeBetween(start, end, officeHours)).toBe(ms);
        expect(workingTimeBetween(end, start, officeHours)).toBe(0);
      }),
    );
  });

  test('is the same in one part or in two, ends within the hours and never before it began', () => {
    const moment = fc.integer({ min: at('2025-01-01'), max: at('2028-01-01') });
    fc.assert(
      fc.property(moment, fc.nat(200 * hourMs), fc.integer({ min: 1, max: 200 * hourMs }), (start, first, second) => {
        const end = addWorkingTime(addWorkingTime(start, first, officeHours), second, officeHours);
        expect(addWorkingTime(start, first + second, officeHours)).toBe(end);
        expect(end - start).toBeGreaterThanOrEqual(first + second);
        const clock = new Date(end).toLocaleTimeString('nl-NL', { timeZone: officeHours.timeZone });
        expect(clock >= '09:00:00' && clock <= '21:00:00').toBe(true);
      }),
    );
  });

  test('no time is no time, also at night', () => {
    expect(addWorkingTime(at('2026-11-22T03:00Z'), 0, officeHours)).toBe(at('2026-11-22T03:00Z'));
  });

  test.each([{ days: [] }, { days: [7] }, { from: 600, to: 600 }])(
    'hours that never come are refused: %o',
    (change) => {
      expect(() => addWorkingTime(0, 1, { ...officeHours, ...change })).toThrow('werktijden');
    },
  );
});
