import { describe, expect, test } from 'vitest';
import { expectedAnswer } from '../../../src/queue/expected-answer.ts';
import type { AnswerTime } from '../../../src/queue/ticket.ts';
import { officeHours } from '../../../src/queue/working-time.ts';

const friday = (hour: number) => Date.parse(`2026-11-20T${String(hour).padStart(2, '0')}:00+01:00`);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = friday(12) + 70 * dayMs;

const answered = (openedAt: number, answeredAt: number): AnswerTime => ({ openedAt, answeredAt });
const waiting = (openedAt: number): AnswerTime => ({ openedAt, answeredAt: null });
const five = (openedAt: number, answeredAt: number) => Array.from({ length: 5 }, () => answered(openedAt, answeredAt));

describe('how long an answer takes', () => {
  test('is not told from fewer than five answers, however many wait', () => {
    const four = five(friday(9), friday(10)).slice(1);
    expect(
      expectedAnswer([...four, ...Array.from({ length: 9 }, () => waiting(friday(9)))], now, officeHours),
    ).toBeNull();
    expect(expectedAnswer([...four, answered(friday(9), friday(10))], now, officeHours)).toEqual({ withinDays: 0.5 });
  });

  test.each([
    ['within the same morning', friday(9), friday(12), 0.5],
    ['at the end of the day', friday(9), friday(21), 1],
    ['on Saturday after a question on Friday evening', friday(20), friday(20) + dayMs, 1],
    ['on Monday after a question on Friday evening: Sunday does not count', friday(20), friday(20) + 3 * dayMs, 2],
    ['after a week', friday(9), friday(9) + 7 * dayMs, 6],
    ['in the night after a question at night: that took no time', friday(22), friday(23), 0.5],
  ])('%s', (_, openedAt, answeredAt, withinDays) => {
    expect(expectedAnswer(five(openedAt, answeredAt), now, officeHours)).toEqual({ withinDays });
  });

  test('is the middle one, not the mean', () => {
    const times = [
      ...five(friday(9), friday(10)),
      answered(friday(9), friday(9) + 40 * dayMs),
      answered(friday(9), friday(9) + 60 * dayMs),
    ];
    expect(expectedAnswer(times, now, officeHours)).toEqual({ withinDays: 0.5 });
  });

  test('grows when questions stay out for longer, and not because of a question of just now', () => {
    const quick = five(friday(9), friday(10));
    const fresh = Array.from({ length: 9 }, () => waiting(now - hourMs / 2));
    expect(expectedAnswer([...fresh, ...quick], now, officeHours)).toEqual({ withinDays: 0.5 });
    const silent = Array.from({ length: 9 }, () => waiting(now - 14 * dayMs));
    expect(expectedAnswer([...silent, ...quick], now, officeHours)?.withinDays).toBe(12);
  });
});
