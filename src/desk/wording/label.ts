/** Longest title or section in a line, in characters. */
const maxLabel = 70;

/** A title or section, cut when it is too long for one line. */
export function shorten(label: string): string {
  return label.length <= maxLabel ? label : `${label.slice(0, maxLabel - 1).trimEnd()}…`;
}
