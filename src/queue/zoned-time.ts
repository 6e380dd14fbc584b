import type { CalendarDay } from '../people/person.ts';

/** What the clock on the wall says somewhere. */
export interface WallTime {
  day: CalendarDay;
  /** 0 is Sunday. */
  weekday: number;
  /** Minutes since midnight, by that clock. */
  minute: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Making one costs a hundred times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What the clock says in this zone (an IANA name such as `Europe/Amsterdam`) at this instant. */
export function wallTime(at: number, timeZone: string): WallTime {
  const wall = new Date(wallClockAsUtc(at, timeZone));
  return {
    day: wall.toISOString().slice(0, 10),
    weekday: wall.getUTCDay(),
    minute: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
  };
}

/**
 * The instant at which the clock of this zone shows so many minutes past midnight; 1440 is the next midnight. A time that
 * summer time skips is the instant of the jump or up to an hour around it; of one that comes twice it is one of the two.
 */
export function instantAt(day: CalendarDay, minute: number, timeZone: string): number {
  const shown = Date.parse(`${day}T00:00:00Z`) + minute * minuteMs;
  // the offset of the zone is known at an instant only: the second look is right where the first crossed a change
  const near = shown - offsetMs(shown, timeZone);
  return shown - offsetMs(near, timeZone);
}

/** The day after this one. */
export function dayAfter(day: CalendarDay): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** How far the clock of the zone is ahead of UTC. */
function offsetMs(at: number, timeZone: string): number {
  return wallClockAsUtc(at, timeZone) - Math.floor(at / 1000) * 1000;
}

/** The instant at which a clock in Greenwich shows what this zone's clock shows now, to the second. */
function wallClockAsUtc(at: number, timeZone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
