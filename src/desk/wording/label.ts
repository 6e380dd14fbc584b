/** Longest title or section in a line, in characters. */
const maxLabel = 70;

/** A text on one line, cut when it is longer than `most` characters. */
export function shorten(text: string, most = maxLabel): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}
