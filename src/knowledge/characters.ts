/**
 * The characters of a file made fit to be searched and read: what a reader of the printed page cannot see goes, what he
 * reads as a letter becomes that letter. Words stay as they were written, scan errors included.
 */

const ligatures: Readonly<Record<string, string>> = {
  '\uFB00': 'ff',
  '\uFB01': 'fi',
  '\uFB02': 'fl',
  '\uFB03': 'ffi',
  '\uFB04': 'ffl',
  '\uFB05': 'st',
  '\uFB06': 'st',
};

/** Marks that word processors and PDF printers use for a list item; the private-use ones come from Symbol and Wingdings. */
const bulletMarks =
  /[\u2022\u2023\u2043\u2219\u25AA\u25AB\u25CF\u25E6\u25A0\u25A1\u25B6\u25BA\u27A2\u27A4\u2713\u2714\u2756\uE000-\uF8FF]/gu;

const unseen = /\u034F|[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;
const spaces = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\t\v]/gu;
const controls = /[^\P{Cc}\t\n\v\f\r]/gu;

/**
 * A line with its characters mended: soft hyphens, zero-width and direction marks left out, special spaces made plain,
 * ligatures spelt out, bullets made `•`, control characters made a space, half surrogate pairs made U+FFFD.
 * Newlines stay.
 */
export function mendCharacters(text: string): string {
  // nearly all lines need nothing, and this is what a whole archive passes through
  if (/^[\n\x20-\x7E\u00C0-\u017F\u2013\u2014\u2018-\u201D\u20AC]*$/u.test(text)) return text;
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(unseen, '')
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replace(spaces, ' ')
    .replace(controls, ' ')
    .replace(/[\uFB00-\uFB06]/g, (ligature) => ligatures[ligature] ?? ligature)
    .replace(bulletMarks, '•')
    .normalize('NFC');
}

/** White space of any kind as one space, none at the ends. */
export function collapseSpace(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
