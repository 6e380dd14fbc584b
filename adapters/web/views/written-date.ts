/** A date as exact as it is known, as people write it: `25 november 2025`, `november 2025` or `2025`. */
export function writtenDate(date: string, locale: string): string {
  const [year, month, day] = date.split('-').map(Number);
  const moment = Date.UTC(year ?? Number.NaN, (month ?? 1) - 1, day ?? 1);
  // What is no date after all is shown as it stands.
  if (Number.isNaN(moment)) return date;
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric' };
  if (month !== undefined) options.month = 'long';
  if (day !== undefined) options.day = 'numeric';
  return new Intl.DateTimeFormat(locale, options).format(moment);
}
