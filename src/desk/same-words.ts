/** A text by its words alone: without capitals, punctuation and white space that differ from one writing to the next. */
export function wordsOnly(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether two texts say the same, word for word. */
export function sameWords(one: string, other: string): boolean {
  return wordsOnly(one) === wordsOnly(other);
}
