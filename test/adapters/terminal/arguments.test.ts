import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../adapters/terminal/arguments.ts';

const known = { archive: true, questions: true, json: false };

function read(...words: string[]) {
  const { values, flags } = readArguments(words, known);
  return { values, ...Object.fromEntries(flags) };
}

describe('the words behind a command', () => {
  it.each([
    [[], { values: [] }],
    [['een', 'twee'], { values: ['een', 'twee'] }],
    [['--json', 'een'], { values: ['een'], json: [] }],
    [['een', '--json', 'twee'], { values: ['een', 'twee'], json: [] }],
    [['--archive', 'a', 'b', '--json'], { values: [], archive: ['a', 'b'], json: [] }],
    [['--archive', 'a', '--questions', 'q', '--archive', 'b'], { values: [], archive: ['a', 'b'], questions: ['q'] }],
    [['--archive'], { values: [], archive: [] }],
    [['-v', '--'], { values: ['-v'] }],
    [['--archive', 'een map met spaties', '-1'], { values: [], archive: ['een map met spaties', '-1'] }],
  ])('%j', (words, expected) => {
    expect(read(...words)).toEqual(expected);
  });

  it.each(['--nee', '--archive=a', '--__proto__', '--constructor', '--JSON'])('cannot be %s', (word) => {
    expect(() => read(word)).toThrow(`${word} kennen we niet. Dit kan wel: --archive, --questions, --json.`);
  });

  it('have no flag at all where a command has none', () => {
    expect(() => readArguments(['--json'], {})).toThrow('--json kennen we niet.');
  });
});
