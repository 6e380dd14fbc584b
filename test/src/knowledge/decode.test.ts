import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/knowledge/decode.ts';

const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));

describe('decodeText', () => {
  it.each([
    ['UTF-8', bytes('Eén café', 'utf8')],
    ['UTF-8 with a mark', bytes('\uFEFFEén café', 'utf8')],
    ['UTF-16 with a mark', bytes('\uFEFFEén café', 'utf16le')],
    ['UTF-16 with the other mark', new Uint8Array(Buffer.from('\uFEFFEén café', 'utf16le').swap16())],
    ['UTF-16 without a mark', bytes('Eén café', 'utf16le')],
  ])('reads %s', (_, file) => {
    expect(decodeText(file)).toEqual({ text: 'Eén café', warnings: [] });
  });

  it('takes what cannot be UTF-8 for Windows, and says so', () => {
    const { text, warnings } = decodeText(bytes('E\xe9n caf\xe9 \x80 5', 'latin1'));
    expect(text).toBe('Eén café € 5');
    expect(warnings[0]).toContain('oude tekencode');
  });

  it('makes all line ends the same', () => {
    expect(decodeText(bytes('a\r\nb\rc\n', 'utf8')).text).toBe('a\nb\nc\n');
  });
});
