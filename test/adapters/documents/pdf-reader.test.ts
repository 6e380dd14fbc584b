import { describe, expect, it } from 'vitest';
import { pdfReader } from '../../../adapters/documents/pdf-reader.ts';
import type { ReadDocument } from '../../../src/knowledge/document-reader.ts';
import { longContent, sampleContent } from '../../support/documents/content.ts';
import { makePdf, printPdf } from '../../support/documents/printed.ts';
import { outline, read, refusal } from './reading.ts';

const sentence = (column: string, line: number): string => `${column} regel ${line} staat op deze hoogte`;
const lines = (document: ReadDocument): string[] => document.blocks.map((block) => block.text);

describe('a printed page', () => {
  it('gives lines with their page and their height beside the body text', async () => {
    const { blocks, pages } = await read(pdfReader, await makePdf(longContent(6)));
    expect(pages).toBeGreaterThan(2);
    expect(blocks.every((block) => block.kind === 'line' && block.page !== null)).toBe(true);
    expect(blocks.find((block) => block.text === 'Wie wij zijn')).toMatchObject({ size: 1.52 });
    expect(blocks.find((block) => block.text.startsWith('dorpshuis aan'))).toMatchObject({ size: 1 });
    expect(new Set(blocks.map((block) => block.page)).size).toBe(pages);
  });

  it('has an empty line between paragraphs, and none within them', async () => {
    const found = lines(await read(pdfReader, await makePdf(sampleContent)));
    const at = found.indexOf('dorpshuis aan de Brink.');
    expect(found.slice(at - 2, at + 2).map((text) => text === '')).toEqual([false, false, false, true]);
  });

  it('does not take the name of a file for a title', async () => {
    const { details } = await read(
      pdfReader,
      await makePdf(sampleContent, { propertyTitle: 'Microsoft Word - plan.doc' }),
    );
    expect(details.title).toBeUndefined();
  });

  it('keeps words whole that are drawn in pieces, and apart that are drawn apart', async () => {
    const bytes = await printPdf((pdf) => {
      pdf.fontSize(10).text('dorps', 72, 100, { lineBreak: false });
      pdf.text('huis', 72 + pdf.widthOfString('dorps'), 100, { lineBreak: false });
      pdf.text('open', 72 + pdf.widthOfString('dorpshuis '), 100, { lineBreak: false });
    });
    expect(outline(await read(pdfReader, bytes))).toEqual(['line dorpshuis open']);
  });
});

describe('a page with columns', () => {
  const numbers = [1, 2, 3, 4, 5, 6];
  const wanted = [
    ...numbers.map((line) => sentence('links', line)),
    ...numbers.map((line) => sentence('rechts', line)),
  ];
  const draw = (order: readonly (readonly [string, number])[]): Promise<Uint8Array> =>
    printPdf((pdf) => {
      pdf.fontSize(18).text('Nieuws van de vereniging over de hele breedte', 72, 72, { lineBreak: false });
      pdf.fontSize(10);
      for (const [column, line] of order) {
        pdf.text(sentence(column, line), column === 'links' ? 72 : 310, 120 + line * 12, { lineBreak: false });
      }
    });

  it.each([
    [
      'the right column is drawn first',
      [...numbers.map((n) => ['rechts', n] as const), ...numbers.map((n) => ['links', n] as const)],
    ],
    ['lines are drawn over both columns', numbers.flatMap((n) => [['links', n] as const, ['rechts', n] as const])],
  ])('reads the left column to its end when %s', async (_, order) => {
    const found = lines(await read(pdfReader, await draw(order))).filter((text) => text !== '');
    expect(found).toEqual(['Nieuws van de vereniging over de hele breedte', ...wanted]);
  });

  it('leaves the rows of a table whole', async () => {
    const bytes = await printPdf((pdf) => {
      pdf.fontSize(10);
      for (const line of numbers) {
        pdf.text(`Post ${line}`, 72, 100 + line * 14, { lineBreak: false });
        pdf.text(`€ ${line}00`, 320, 100 + line * 14, { lineBreak: false });
      }
    });
    expect(outline(await read(pdfReader, bytes))).toEqual(numbers.map((line) => `line Post ${line} € ${line}00`));
  });

  it('reads a table with long cells cell by cell, as it was drawn', async () => {
    const bytes = await printPdf((pdf) => {
      pdf.fontSize(10);
      for (const row of [0, 1, 2, 3]) {
        const top = 100 + row * 40;
        pdf.text(`vraag ${row} die over`, 72, top, { lineBreak: false });
        pdf.text('twee regels doorloopt in de cel', 72, top + 12, { lineBreak: false });
        pdf.text(`antwoord ${row} dat ook over`, 320, top, { lineBreak: false });
        pdf.text('twee regels van de cel gaat', 320, top + 12, { lineBreak: false });
      }
    });
    expect(outline(await read(pdfReader, bytes)).slice(0, 4)).toEqual([
      'line vraag 0 die over',
      'line twee regels doorloopt in de cel',
      'line antwoord 0 dat ook over',
      'line twee regels van de cel gaat',
    ]);
  });
});

describe('a PDF that cannot be read', () => {
  it('asks for a copy without password', async () => {
    const error = await refusal(pdfReader, await makePdf(sampleContent, { userPassword: 'geheim' }));
    expect(error).toMatchObject({ code: 'document_encrypted', expected: true });
    expect(error.message).toContain('zonder wachtwoord');
  });

  it('says that its pages are pictures', async () => {
    const error = await refusal(pdfReader, await printPdf((pdf) => pdf.rect(50, 50, 200, 200).fill('gray')));
    expect(error.code).toBe('document_image_only');
    expect(error.message).toContain("de pagina's zijn plaatjes");
  });

  it('names the pages without text when others have it', async () => {
    const bytes = await printPdf((pdf) => {
      pdf.text('Eerste bladzijde').addPage().rect(50, 50, 200, 200).fill('gray');
      pdf.addPage().text('Derde bladzijde');
    });
    const { warnings, pages } = await read(pdfReader, bytes);
    expect(pages).toBe(3);
    expect(warnings).toEqual([expect.stringContaining('Op pagina 2 staat geen tekst')]);
  });

  it('is called damaged when it is cut off', async () => {
    const whole = await makePdf(sampleContent);
    expect((await refusal(pdfReader, whole.subarray(0, 600))).code).toBe('document_corrupt');
  });
});
