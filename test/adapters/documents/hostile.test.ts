import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docxReader } from '../../../adapters/documents/docx-reader.ts';
import { htmlReader } from '../../../adapters/documents/html-reader.ts';
import { isolatedReaders } from '../../../adapters/documents/isolated-reader.ts';
import { pdfReader } from '../../../adapters/documents/pdf-reader.ts';
import { documentReaders } from '../../../adapters/documents/readers.ts';
import { DeskError } from '../../../src/kernel/errors.ts';
import type { DocumentReader, ReadDocument } from '../../../src/knowledge/document-reader.ts';
import { sampleContent } from '../../support/documents/content.ts';
import { rawPdf } from '../../support/documents/hostile.ts';
import { fixtureFormats, makeDocument } from '../../support/documents/make-document.ts';
import { outline, read, refusal } from './reading.ts';

function readerOf(extension: string): DocumentReader {
  const reader = documentReaders.find(({ extensions }) => extensions.includes(extension));
  if (reader === undefined) throw new Error(`no reader for ${extension}`);
  return reader;
}

/** Either a document or a refusal that a person can read; anything else fails the test. */
async function endsWell(reader: DocumentReader, bytes: Uint8Array): Promise<void> {
  let document: ReadDocument;
  try {
    document = await read(reader, bytes);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(DeskError);
    expect(thrown).toMatchObject({ code: expect.stringMatching(/^document_/), expected: true });
    return;
  }
  expect(document.blocks.length).toBeGreaterThan(0);
}

describe.each(fixtureFormats)('%s through the thread of the readers', (format) => {
  it('gives the same as without it, and leaves the caller its bytes', async () => {
    const bytes = Buffer.from(await makeDocument(format, sampleContent));
    const document = await read(readerOf(format), bytes);
    expect(outline(document).length).toBeGreaterThan(10);
    expect(bytes.byteLength).toBeGreaterThan(1000);
  });

  it('ends well for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), (bytes) => endsWell(readerOf(format), bytes)),
      { numRuns: 40 },
    );
  });

  it('ends well for a file with changed, lost and doubled bytes', async () => {
    const whole = await makeDocument(format, sampleContent);
    const place = fc.nat({ max: whole.byteLength - 1 });
    const change = fc.record({ at: place, value: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 20 }),
        place,
        fc.nat({ max: 50 }),
        async (changes, cut, length) => {
          const copy = new Uint8Array([...whole.subarray(0, cut), ...whole.subarray(cut + length)]);
          for (const { at, value } of changes) if (at < copy.byteLength) copy[at] = value;
          await endsWell(readerOf(format), copy);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a file that costs too much', () => {
  const bomb = rawPdf(deflateSync(deflateSync(new Uint8Array(300_000_000))), '/Filter[/FlateDecode/FlateDecode]');
  const nested = new TextEncoder().encode('<div><p>a'.repeat(300_000));

  it('is stopped in time, and the next file is read', async () => {
    const [pdf] = isolatedReaders([pdfReader], { milliseconds: 400, memoryBytes: 4e9 }).readers;
    if (pdf === undefined) throw new Error('no reader');
    expect((await refusal(pdf, bomb)).code).toBe('document_bomb');
    const [html] = isolatedReaders([htmlReader], { milliseconds: 1500, memoryBytes: 4e9 }).readers;
    if (html === undefined) throw new Error('no reader');
    const started = Date.now();
    const [error, next] = await Promise.all([
      refusal(html, nested),
      read(html, await makeDocument('html', sampleContent)),
    ]);
    expect(error.code).toBe('document_bomb');
    expect(next.blocks.length).toBeGreaterThan(10);
    expect(Date.now() - started).toBeLessThan(15_000);
  });

  it('is stopped when memory runs out', async () => {
    const [pdf] = isolatedReaders([pdfReader], { milliseconds: 30_000, memoryBytes: 100e6 }).readers;
    if (pdf === undefined) throw new Error('no reader');
    expect((await refusal(pdf, bomb)).code).toBe('document_bomb');
  });
});

describe('a thread of readers', () => {
  it('keeps the code and message of a refusal', async () => {
    const [docx] = isolatedReaders([docxReader]).readers;
    if (docx === undefined) throw new Error('no reader');
    const bytes = await makeDocument('pdf', sampleContent);
    const direct = await refusal(docxReader, bytes);
    expect(await refusal(docx, bytes)).toMatchObject({ code: direct.code, message: direct.message });
  });
});
