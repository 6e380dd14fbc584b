import type { Language } from '../../knowledge/document.ts';

/** The size of a file as people say it, in units of 1000: `120 kB`, `1,2 MB`. Never less than 1 kB. */
export function fileSize(bytes: number, language: Language): string {
  const large = bytes >= 999_500;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  }).format(large ? bytes / 1e6 : Math.max(1, bytes / 1e3));
}
