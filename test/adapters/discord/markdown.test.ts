import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escaped, withoutMarkup } from '../../../adapters/discord/markdown.ts';

/** What Discord shows of a text in which every sign of markup is escaped: an address stays as it is. */
function shown(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<]*[^<.,:;"')\]\s])/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\\([^0-9A-Za-z\s])/g, '$1')))
    .join('');
}

describe('escaped', () => {
  test.each([
    ['**vet** en _schuin_ en ~~weg~~', '\\*\\*vet\\*\\* en \\_schuin\\_ en \\~\\~weg\\~\\~'],
    ['[klik](https://kwaad.nl)', '\\[klik](https://kwaad.nl)'],
    ['<@123> @everyone', '\\<@123> @everyone'],
    ['# kop\n> citaat\n- punt\n3. drie', '\\# kop\n\\> citaat\n\\- punt\n3\\. drie'],
    ['Zie https://dorp.nl/a_b_c*d. Goed_zo_', 'Zie https://dorp.nl/a_b_c*d. Goed\\_zo\\_'],
    ['`code` ||stiekem|| C:\\map', '\\`code\\` \\|\\|stiekem\\|\\| C:\\\\map'],
    ['van 9-12 uur, € 3.50', 'van 9-12 uur, € 3.50'],
  ])('%s', (text, expected) => {
    expect(escaped(text)).toBe(expected);
  });

  test('a text reads the same', () => {
    const word = fc.constantFrom(
      '*',
      '_',
      '`',
      '|',
      '\\',
      '<',
      '[',
      '> ',
      '# ',
      '- ',
      '\n',
      'dorp',
      ' ',
      'https://a.nl/b_c',
      '1. ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, (one) => {
        // Only behind an address a space may be added.
        expect(shown(escaped(one)).replaceAll(' ', '')).toBe(one.replaceAll(' ', ''));
      }),
    );
  });
});

describe('without markup', () => {
  test.each([
    ['**vet**, __onder__ en ~~weg~~', 'vet, onder en weg'],
    ['*schuin* en _schuin_', 'schuin en schuin'],
    ['een_lange_naam en 2*3*4', 'een_lange_naam en 2*3*4'],
    ['`dit`\n```ts\nen dat\n```', 'dit\nen dat\n'],
    ['[de site](https://dorp.nl)', 'de site (https://dorp.nl)'],
    ['<https://dorp.nl>', 'https://dorp.nl'],
    ['# Kop\n> citaat', 'Kop\ncitaat'],
    ['\\*geen vet\\*', '*geen vet*'],
    ['||geheim||', 'geheim'],
  ])('%s', (text, expected) => {
    expect(withoutMarkup(text)).toBe(expected);
  });

  test('of what was escaped, what was meant is left', () => {
    const word = fc.constantFrom('*', '_', '`', '|', '<', '[', ']', 'dorp', ' ', '# ');
    fc.assert(
      fc.property(
        fc.array(word).map((words) => words.join('')),
        (one) => {
          expect(withoutMarkup(escaped(one))).toBe(one);
        },
      ),
    );
  });
});
