/** Words of a document, in lower case, to know whether two halves make one. */
export type Vocabulary = ReadonlySet<string>;

/** The words that stand whole in a line: the last one of a line that ends in a hyphen does not count. */
export function vocabularyOf(texts: Iterable<string>): Vocabulary {
  const words = new Set<string>();
  for (const text of texts) {
    for (const match of text.matchAll(/\p{L}[\p{L}\p{M}'’-]*/gu)) {
      const word = match[0].toLowerCase().replace(/['’-]+$/, '');
      if (match[0].endsWith('-') && match.index + match[0].length >= text.trimEnd().length) continue;
      if (words.size < 500_000) words.add(word);
    }
  }
  return words;
}

/** How sure it is that a text that ends in a hyphen goes on in another. */
export type Halves = 'known' | 'likely' | 'none';

/** Whether `before` ends in the first half of a word of which `after` begins with the second. */
export function halvesOf(before: string, after: string, known: Vocabulary): Halves {
  const pair = splitWord(before, after);
  if (pair === undefined) return 'none';
  const [first, second] = pair;
  if (keepsHyphen(second)) return 'none';
  if (known.has(first + second) || repeats(first, second, known)) return 'known';
  return 'likely';
}

/**
 * Puts two texts that a line end came between together again: halves of a word become that word, `dorps-` and `en
 * wijkvisies` stay two, `Noord-` and `Holland` keep their hyphen; everything else gets a space.
 */
export function joinTexts(before: string, after: string, known: Vocabulary): string {
  const pair = splitWord(before, after);
  if (pair === undefined) {
    if (/[\p{L}\d]-$/u.test(before) && /^[\p{Lu}\d]/u.test(after) && !/\s-$/.test(before)) return before + after;
    return `${before} ${after}`;
  }
  const [first, second] = pair;
  if (keepsHyphen(second)) return `${before} ${after}`;
  if (repeats(first, second, known)) return before.slice(0, -first.length - 1) + after;
  if (!known.has(first + second) && known.has(`${first}-${second}`)) return before + after;
  return before.slice(0, -1) + after;
}

function splitWord(before: string, after: string): [string, string] | undefined {
  const first = /(\p{L}[\p{L}\p{M}]*)-$/u.exec(before.slice(-60));
  const second = /^(\p{Ll}[\p{L}\p{M}]*)/u.exec(after.slice(0, 60));
  if (first === null || second === null) return undefined;
  return [(first[1] ?? '').toLowerCase(), (second[1] ?? '').toLowerCase()];
}

function keepsHyphen(second: string): boolean {
  return ['en', 'of', 'tot', 'als', 'dan', 'naar', 'maar', 'noch'].includes(second);
}

/** The second half is the whole word over again: `or-` and `organisatie`. */
function repeats(first: string, second: string, known: Vocabulary): boolean {
  return (
    second.length > first.length + 2 && second.startsWith(first) && known.has(second) && !known.has(first + second)
  );
}
