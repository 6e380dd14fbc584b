import { DeskError } from '../../src/kernel/errors.ts';

/** The words behind a command: flags with the values that follow them, and what stood before the first flag. */
export interface Arguments {
  values: readonly string[];
  flags: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads a command's words. A flag takes all words up to the next one, so `--archive a b --json` gives two archives.
 *
 * @param known flags that the command has; those with `false` take no value, and a word behind one is a value again
 * @throws DeskError `usage` for an unknown flag, naming those that there are
 */
export function readArguments(words: readonly string[], known: Readonly<Record<string, boolean>>): Arguments {
  const values: string[] = [];
  const flags = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const word of words) {
    if (!word.startsWith('--')) {
      (current ?? values).push(word);
      continue;
    }
    const name = word.slice(2);
    if (name === '') continue;
    if (!Object.hasOwn(known, name)) {
      const names = Object.keys(known).map((flag) => `--${flag}`);
      throw new DeskError(
        'usage',
        `${word} kennen we niet. ${names.length > 0 ? `Dit kan wel: ${names.join(', ')}.` : ''}`,
      );
    }
    const list = flags.get(name) ?? [];
    flags.set(name, list);
    current = known[name] ? list : undefined;
  }
  return { values, flags };
}
