import { describe, expect, it } from 'vitest';
import { docxReader } from '../../../adapters/documents/docx-reader.ts';
import { emailReader } from '../../../adapters/documents/email-reader.ts';
import { htmlReader } from '../../../adapters/documents/html-reader.ts';
import { openDocumentReader } from '../../../adapters/documents/opendocument-reader.ts';
import { pdfReader } from '../../../adapters/documents/pdf-reader.ts';
import { presentationReader } from '../../../adapters/documents/presentation-reader.ts';
import type { DocumentReader } from '../../../src/knowledge/document-reader.ts';
import { sampleContent } from '../../support/documents/content.ts';
import { type FixtureFormat, fixtureFormats, makeDocument } from '../../support/documents/make-document.ts';
import { outline, read } from './reading.ts';

const readers: Record<FixtureFormat, DocumentReader> = {
  pdf: pdfReader,
  docx: docxReader,
  odt: openDocumentReader,
  pptx: presentationReader,
  html: htmlReader,
  eml: emailReader,
};

const expected = sampleContent.blocks.flatMap((block) =>
  block.kind === 'table'
    ? block.rows.map((row) => `row ${row.map((cell, column) => `${block.header[column]}: ${cell}`).join(' | ')}`)
    : [`${block.kind} ${block.text}`],
);
const title = `heading ${sampleContent.title}`;
const footer = `paragraph ${sampleContent.footer}`;

describe.each(fixtureFormats.filter((format) => format !== 'pdf'))('the same text as %s', (format) => {
  it('gives the same headings, paragraphs, items and rows', async () => {
    const document = await read(readers[format], await makeDocument(format, sampleContent));
    expect(outline(document).filter((line) => line !== title && line !== footer)).toEqual(expected);
    expect(document.details.title).toBe(sampleContent.title);
    expect(document.warnings).toEqual([]);
  });

  it('keeps all of it in the literal text, in order', async () => {
    const { literal } = await read(readers[format], await makeDocument(format, sampleContent));
    let at = -1;
    for (const block of sampleContent.blocks) {
      for (const text of block.kind === 'table' ? [...block.header, ...block.rows.flat()] : [block.text]) {
        const next = literal.indexOf(text, at);
        expect(next, text).toBeGreaterThan(at);
        at = next;
      }
    }
  });
});

describe('the same text as pdf', () => {
  it('gives the same words in the same order once lines are joined', async () => {
    const document = await read(pdfReader, await makeDocument('pdf', sampleContent));
    const printed = sampleContent.blocks.flatMap((block) =>
      block.kind === 'table' ? [block.header, ...block.rows].map((row) => row.join(' ')) : [block.text],
    );
    const joined = document.blocks
      .map((block) => block.text.replace(/^• /, ''))
      .filter((text) => text !== '')
      .join(' ');
    const margins = [`${sampleContent.footer} `, / Pagina 1 van 1/];
    expect(margins.reduce<string>((text, margin) => text.replace(margin, ''), joined)).toBe(
      [sampleContent.title, ...printed].join(' '),
    );
    expect(document.details).toEqual({ title: sampleContent.title, date: sampleContent.date });
    expect(document.literal.replace(/\s+/g, ' ')).toContain(
      'zonnepanelen zodra de subsidie van de provincie binnen is',
    );
  });
});
