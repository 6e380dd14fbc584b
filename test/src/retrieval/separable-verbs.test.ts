import { describe, expect, it } from 'vitest';
import { tokenize } from '../../../src/retrieval/analysis.ts';
import { separableVerbs } from '../../../src/retrieval/separable-verbs.ts';

const known = new Set(['opkom', 'aanvrag', 'aanton', 'meewerk', 'uitleg'].flatMap((root) => [root, `${root}en`]));

function found(text: string): string[] {
  return [...separableVerbs(tokenize(text), (term) => known.has(term)).values()];
}

describe('verbs that Dutch splits', () => {
  it.each([
    ['Komt de vereniging op voor dorpen?', ['opkom']],
    ['Werkt de gemeente mee?', ['meewerk']],
    ['Is dat aan te tonen?', ['aanton']],
  ])('are put together again: %s', (text, verbs) => {
    expect(found(text)).toEqual(verbs);
  });

  it.each([
    ['a preposition before a noun', 'Komt hij op de fiets?'],
    ['a verb that the archive does not have', 'Loopt de vereniging mee?'],
    ['words that every object knows', 'constructor aan, __proto__ op'],
    ['only particles', 'op aan mee'],
    ['nothing', ''],
  ])('are not made of %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
