import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownReader } from '../../../adapters/documents/markdown-reader.ts';

const read = (text: string) =>
  markdownReader.read({ name: 'stuk.md', bytes: new TextEncoder().encode(text) }, { maxUnpackedBytes: 1_000_000 });
const shown = async (text: string) =>
  (await read(text)).blocks.map(
    (block) => `${block.kind}${block.kind === 'heading' ? block.level : ''}: ${block.text}`,
  );

describe('the Markdown reader', () => {
  it('reads headings of both sorts', async () => {
    expect(await shown('# Een\nTwee\n===\nDrie\n---\n### Vier ###')).toEqual([
      'heading1: Een',
      'heading1: Twee',
      'heading2: Drie',
      'heading3: Vier',
    ]);
  });

  it('joins the lines of a paragraph, and keeps an asked-for line end', async () => {
    expect(await shown('Een zin over\ntwee regels.\n\nMolenweg 3  \n1234 AB Veldzicht\\\nNederland')).toEqual([
      'paragraph: Een zin over twee regels.',
      'paragraph: Molenweg 3\n1234 AB Veldzicht\nNederland',
    ]);
  });

  it('reads lists with lines that go on', async () => {
    expect(await shown('Neem mee:\n- een tafel\n  van hout\n- een stoel\n1. Bel eerst\n\n> Let op.')).toEqual([
      'paragraph: Neem mee:',
      'item: een tafel van hout',
      'item: een stoel',
      'item: 1. Bel eerst',
      'paragraph: Let op.',
    ]);
  });

  it('does not take a year at the start of a line for a list', async () => {
    expect(await shown('Het feest was in\n12. dat was laat.')).toEqual([
      'paragraph: Het feest was in 12. dat was laat.',
    ]);
  });

  it('reads tables and code, and leaves out comments and definitions with a count', async () => {
    const text =
      '| Zaal | Prijs |\n|---|---|\n| Groot | 40 |\n\n```\ncode\n```\n\n<!-- niet tonen -->\n[plan]: https://veldzicht.example.nl\nEinde.';
    expect(await shown(text)).toEqual(['row: Zaal: Groot | Prijs: 40', 'paragraph: code', 'paragraph: Einde.']);
    expect((await read(text)).warnings).toEqual(['Weggelaten: 1 opmerking die niet te zien is.']);
  });

  it('keeps the words of any text', async () => {
    const word = fc.constantFrom(
      'dorp',
      'plein',
      '\n',
      '\n\n',
      '- kerk',
      '# brug',
      '1. zaal',
      '> veld',
      '  \n',
      '**weg**',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 40 }), async (words) => {
        const text = `begin ${words.join(' ')}`;
        const count = (of: string) => of.match(/\p{L}+/gu)?.length;
        expect(count((await read(text)).blocks.map((block) => block.text).join(' '))).toBe(count(text));
      }),
    );
  });
});
