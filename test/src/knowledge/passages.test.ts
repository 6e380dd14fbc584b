import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/knowledge/document-reader.ts';
import { layOut } from '../../../src/knowledge/layout.ts';
import { cutPassages, passageLengths } from '../../../src/knowledge/passages.ts';

const linesOf = (text: string): Block[] => text.split('\n').map((line) => ({ kind: 'line', text: line, page: null }));
const passagesOf = (text: string) => cutPassages(layOut(linesOf(text)).sections, text);
const collapse = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** Sentences of about a hundred characters. */
const sentence = (n: number) =>
  `Zin nummer ${n} gaat over de buurt, over het plein en over wie daar op zaterdag de bankjes schildert.`;

describe('cutPassages', () => {
  it('keeps a section that is short enough whole', () => {
    const text = `# Zaal huren\n\n${[1, 2, 3].map(sentence).join(' ')}\n\n${sentence(4)}`;
    const passages = passagesOf(text);
    expect(passages).toHaveLength(1);
    expect(passages[0]).toMatchObject({ position: 0, section: ['Zaal huren'] });
    expect(passages[0]?.text.split('\n')).toHaveLength(2);
  });

  it('never puts text of two sections in one passage', () => {
    const passages = passagesOf(`# Een\n\n${sentence(1)}\n\n## Twee\n\n${sentence(2)}`);
    expect(passages.map((passage) => passage.section)).toEqual([['Een'], ['Een', 'Twee']]);
  });

  it('cuts a long section between sentences into parts of about the target', () => {
    const passages = passagesOf(Array.from({ length: 20 }, (_, i) => sentence(i)).join(' '));
    expect(passages.length).toBeGreaterThan(2);
    for (const passage of passages) {
      expect(passage.text).toMatch(/^Zin nummer .*\.$/s);
      expect(passage.text.length).toBeGreaterThan(280);
      expect(passage.text.length).toBeLessThan(760);
    }
  });

  it('cuts between paragraphs rather than inside one', () => {
    const paragraph = (from: number) => [from, from + 1, from + 2, from + 3, from + 4].map(sentence).join(' ');
    const passages = passagesOf([paragraph(0), paragraph(10), paragraph(20)].join('\n\n'));
    expect(passages.map((passage) => passage.text)).toEqual([paragraph(0), paragraph(10), paragraph(20)]);
  });

  it('keeps a list with the sentence that leads to it', () => {
    const list = [
      'Voor een feest in de zaal hebt u het volgende nodig:',
      '- een sleutel',
      '- een pasje',
      '- een vrijwilliger',
    ];
    const text = `${[1, 2, 3, 4, 5, 6].map(sentence).join(' ')}\n\n${list.join('\n')}`;
    const holding = passagesOf(text).filter((passage) => passage.text.includes('- een pasje'));
    expect(holding).toHaveLength(1);
    expect(holding[0]?.text).toContain(list.join('\n'));
  });

  it('keeps the lines of a letterhead together', () => {
    const text = `Molenweg 3\n1234 AB Veldzicht\n\n0123 45 67 89\ninfo@veldzicht.example.nl\nIBAN NL00 BANK 0123 4567 89\n\n# Plan\n\n${sentence(1)}`;
    expect(passagesOf(text)[0]?.text.split('\n')).toHaveLength(5);
  });

  it('keeps a signature apart from the letter when it says how to reach somebody', () => {
    const letter = `Beste leden,\n\n${sentence(1)}\n\nMet vriendelijke groet,\nAnna\nSecretaris`;
    expect(passagesOf(letter)).toHaveLength(1);
    expect(passagesOf(`${letter}\nWerkdagen: ma|wo`).map((passage) => passage.text.split('\n').at(0))).toEqual([
      'Beste leden,',
      'Met vriendelijke groet,',
    ]);
  });

  it('splits a sentence that is too long after a comma, and one without spaces anywhere', () => {
    const long = `De lijst bevat ${Array.from({ length: 300 }, (_, i) => `huis nummer ${i}`).join(', ')}.`;
    for (const passage of passagesOf(long)) {
      expect(passage.text.length).toBeLessThanOrEqual(passageLengths.most);
      expect(passage.text).toMatch(/[,.]$/);
    }
    expect(
      passagesOf('x'.repeat(4000))
        .map((passage) => passage.text)
        .join(''),
    ).toBe('x'.repeat(4000));
  });

  it('gives the page on which a passage starts', () => {
    const blocks: Block[] = [
      { kind: 'heading', level: 1, text: 'Bestuur', page: 2 },
      { kind: 'paragraph', text: sentence(1), page: 2 },
      { kind: 'heading', level: 1, text: 'Leden', page: 3 },
      { kind: 'paragraph', text: sentence(2), page: 3 },
    ];
    expect(cutPassages(layOut(blocks).sections, '').map((passage) => passage.page)).toEqual([2, 3]);
  });
});

describe('the properties of passages', () => {
  const words = fc.constantFrom(
    'dorp',
    'plein',
    'bijv.',
    'Zaal',
    'huren?',
    'wij',
    'en',
    'de',
    'straat.',
    '**vet**',
    'A',
    '12',
    'niet!',
    'kern-',
    'café',
  );
  const line = fc
    .tuple(fc.constantFrom('', '', '', '- ', '# ', '1. ', '  '), fc.array(words, { maxLength: 14 }))
    .map(([mark, list]) => mark + list.join(' '));
  const document = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

  it('no stretch between two seams is other than the file has it', () => {
    fc.assert(
      fc.property(document, (text) => {
        const literal = collapse(text);
        for (const passage of passagesOf(text)) {
          const ends = [0, ...passage.seams, passage.text.length];
          expect(ends).toEqual([...ends].sort((a, b) => a - b));
          for (let i = 1; i < ends.length; i += 1) {
            const stretch = collapse(passage.text.slice(ends[i - 1], ends[i]));
            if (stretch.length > 1) expect(literal).toContain(stretch);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('no word of the text is lost', () => {
    const plain = fc.constantFrom('dorp', 'plein', 'zaal', 'Huren', 'wij', 'schuur', 'straat.', 'kerk', 'brug?');
    const text = fc.array(
      fc.array(plain, { minLength: 1, maxLength: 12 }).map((list) => list.join(' ')),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(text, fc.constantFrom('\n', '\n\n', '\n- '), (lines, between) => {
        const layout = layOut(linesOf(lines.join(between)));
        const shown = [
          ...layout.headings.map((heading) => heading.text),
          ...cutPassages(layout.sections, '').map((passage) => passage.text),
        ].join(' ');
        const count = (of: string) => (of.match(/[\p{L}]+/gu) ?? []).length;
        expect(count(shown)).toBeGreaterThanOrEqual(count(lines.join(' ')));
      }),
      { numRuns: 300 },
    );
  });

  it('no passage is longer than the most, and none is empty', () => {
    fc.assert(
      fc.property(fc.oneof(document, fc.string({ unit: 'binary', maxLength: 6000 })), (text) => {
        for (const passage of passagesOf(text)) {
          expect(passage.text.length).toBeLessThanOrEqual(passageLengths.most);
          expect(passage.text.trim()).not.toBe('');
        }
      }),
    );
  });

  it.each([
    ['one endless line', 'dorp en plein '.repeat(750_000)],
    ['one endless word', 'x'.repeat(10_000_000)],
    ['nothing but newlines', '\n'.repeat(300_000)],
    ['very many short lines', 'a b c\n'.repeat(150_000)],
    ['control characters', '\u0000\u0007\u001b'.repeat(300_000)],
    ['half surrogates', '\uD83D \uDC4B'.repeat(200_000)],
    ['right to left', 'שלום עולם. '.repeat(100_000)],
    ['open brackets', '[('.repeat(500_000)],
    ['stars', '* '.repeat(500_000)],
    ['starred words', '**a**b'.repeat(200_000)],
    ['pipes', '|a|b|\n|-|-|\n'.repeat(50_000)],
    ['hyphens', 'woord-\n'.repeat(150_000)],
    ['numbers', '1. a\n'.repeat(100_000)],
    ['headings', '# a\n'.repeat(100_000)],
  ])('takes linear time for %s', (_, text) => {
    const start = performance.now();
    passagesOf(text);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
