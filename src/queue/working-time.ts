import { DeskError } from '../kernel/errors.ts';
import { dayAfter, instantAt, wallTime } from './zoned-time.ts';

/** When people may be expected to do something for the desk. */
export interface WorkingHours {
  /** IANA name of the zone whose clock counts. */
  timeZone: string;
  /** Days of the week, 0 is Sunday. */
  days: readonly number[];
  /** Minutes since midnight; 1440 as `to` is the end of the day. */
  from: number;
  to: number;
}

const minutesADay = 24 * 60;

/** Volunteers work in the evening and on Saturday too; nobody owes anybody a word at night or on Sunday. */
export const officeHours: WorkingHours = {
  timeZone: 'Europe/Amsterdam',
  days: [1, 2, 3, 4, 5, 6],
  from: 9 * 60,
  to: 21 * 60,
};

/**
 * The instant at which so much working time has passed since `start`. Time that the clock of the zone skips or repeats
 * counts as it passes, not as it is shown. No time at all gives `start`, also outside the hours.
 *
 * @throws DeskError `config_invalid`, in Dutch, when there are no working hours in a week
 */
export function addWorkingTime(start: number, workingMs: number, hours: WorkingHours): number {
  assertSomeHours(hours);
  let leftMs = workingMs;
  if (leftMs <= 0) return start;
  for (let { day, weekday } = wallTime(start, hours.timeZone); ; day = dayAfter(day), weekday = (weekday + 1) % 7) {
    if (!hours.days.includes(weekday)) continue;
    const opens = Math.max(start, instantAt(day, hours.from, hours.timeZone));
    const openMs = Math.max(0, instantAt(day, hours.to, hours.timeZone) - opens);
    if (leftMs <= openMs) return opens + leftMs;
    leftMs -= openMs;
  }
}

/** How much working time passed between two instants, in milliseconds; 0 when the second is not later. */
export function workingTimeBetween(start: number, end: number, hours: WorkingHours): number {
  assertSomeHours(hours);
  let workedMs = 0;
  for (let { day, weekday } = wallTime(start, hours.timeZone); ; day = dayAfter(day), weekday = (weekday + 1) % 7) {
    const opens = Math.max(start, instantAt(day, hours.from, hours.timeZone));
    const closes = Math.min(end, instantAt(day, hours.to, hours.timeZone));
    if (hours.days.includes(weekday)) workedMs += Math.max(0, closes - opens);
    if (instantAt(day, minutesADay, hours.timeZone) >= end) return workedMs;
  }
}

/** Without this, time would be added for ever. */
function assertSomeHours({ days, from, to }: WorkingHours): void {
  const someDay = days.some((day) => Number.isInteger(day) && day >= 0 && day <= 6);
  if (someDay && from >= 0 && from < to && to <= minutesADay) return;
  throw new DeskError(
    'config_invalid',
    'De werktijden kloppen niet: kies ten minste één dag, en een begin vóór het eind.',
  );
}
