import type { AdvisorProfile } from '../people/person.ts';
import { wallTime } from './zoned-time.ts';

/** Whether this is one of the advisor's days off. */
export function isAway({ absences }: Pick<AdvisorProfile, 'absences'>, now: number, timeZone: string): boolean {
  const { day } = wallTime(now, timeZone);
  return absences.some(({ from, to }) => from <= day && day <= to);
}

/** Whether the advisor wants to hear nothing at this hour. Hours that end when they begin are none. */
export function isQuiet({ quietHours }: Pick<AdvisorProfile, 'quietHours'>, now: number, timeZone: string): boolean {
  if (quietHours === null) return false;
  const { from, to } = quietHours;
  const { minute } = wallTime(now, timeZone);
  return from <= to ? from <= minute && minute < to : from <= minute || minute < to;
}
