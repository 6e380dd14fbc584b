import type { AnswerTime } from './ticket.ts';
import { type WorkingHours, workingTimeBetween } from './working-time.ts';

/** How long a member will probably wait for an advisor's first word, in working days; null when nobody can tell yet. */
export type ExpectedAnswer = { withinDays: number } | null;

/** From fewer answers nothing is told: a median of three is a guess. */
const fewestAnswers = 5;

const minuteMs = 60_000;

/**
 * The median working time from a question to the first answer, as a number of working days, rounded up; half a day is the
 * least. A question that is still out counts as soon as it waits longer than that: leaving it out would make a desk that has
 * fallen silent look as quick as it once was.
 *
 * @param times of the newest tickets
 */
export function expectedAnswer(times: readonly AnswerTime[], now: number, hours: WorkingHours): ExpectedAnswer {
  const waited = times.map(({ openedAt, answeredAt }) => ({
    done: answeredAt !== null,
    ms: workingTimeBetween(openedAt, answeredAt ?? now, hours),
  }));
  const answered = waited.filter(({ done }) => done).map(({ ms }) => ms);
  if (answered.length < fewestAnswers) return null;
  const usual = median(answered);
  const slower = waited.filter(({ done, ms }) => !done && ms > usual).map(({ ms }) => ms);
  const days = median([...answered, ...slower]) / ((hours.to - hours.from) * minuteMs);
  return { withinDays: days <= 0.5 ? 0.5 : Math.ceil(days) };
}

/** The upper of the two in the middle: rather too late than too early. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
