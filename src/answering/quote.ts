/**
 * The longest stretch of an excerpt that stands literally in its document.
 *
 * @param excerpt part of a passage's text
 * @param offset where the excerpt starts in that text
 * @param seams offsets in the passage's text where it differs from the document, ascending
 */
export function literalQuote(excerpt: string, offset: number, seams: readonly number[]): string {
  let best = '';
  let from = 0;
  for (const seam of [...seams, offset + excerpt.length]) {
    const to = Math.min(seam - offset, excerpt.length);
    if (to <= from) continue;
    const stretch = excerpt.slice(from, to).trim();
    if (stretch.length > best.length) best = stretch;
    from = to;
  }
  return best.replace(/\s+/g, ' ');
}
