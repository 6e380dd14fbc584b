import { describe, expect, it } from 'vitest';
import { textReader } from '../../../adapters/documents/text-reader.ts';

const limits = { maxUnpackedBytes: 1_000_000 };
const read = (text: string | Uint8Array, name = 'stuk.txt') =>
  textReader.read({ name, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text }, limits);

describe('the text reader', () => {
  it('gives every line, and empty ones in a row once', async () => {
    const { blocks, pages, literal } = await read('\n\nEen\nTwee\n\n\n\nDrie');
    expect(blocks.map((block) => block.text)).toEqual(['Een', 'Twee', '', 'Drie', '']);
    expect(blocks.every((block) => block.kind === 'line' && block.page === null)).toBe(true);
    expect(pages).toBeNull();
    expect(literal).toBe('\n\nEen\nTwee\n\n\n\nDrie');
  });

  it('begins a page at a form feed', async () => {
    const { blocks, pages } = await read('Een\fTwee\f\n');
    expect(pages).toBe(2);
    expect(blocks.filter((block) => block.text !== '').map((block) => [block.text, block.page])).toEqual([
      ['Een', 1],
      ['Twee', 2],
    ]);
  });

  it('takes what the board wrote at the top', async () => {
    const { details, blocks } = await read('---\ntitel: Plan\n---\nTekst');
    expect(details).toEqual({ title: 'Plan' });
    expect(blocks[0]?.text).toBe('Tekst');
  });

  it.each([
    ['nothing', '', 'document_empty'],
    ['only white space', ' \n\t\n', 'document_empty'],
    ['a program', new Uint8Array(Array.from({ length: 4096 }, (_, i) => (i * 37) % 5)), 'document_corrupt'],
    ['noise', new Uint8Array(Array.from({ length: 4096 }, (_, i) => (i * 37 + (i >> 3)) % 256)), 'document_corrupt'],
    ['too much', 'x'.repeat(1_000_001), 'document_too_large'],
  ])('refuses %s, in Dutch', async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ code, message: expect.stringContaining('stuk.txt') });
  });
});
