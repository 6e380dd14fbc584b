import { Buffer } from 'node:buffer';
import PDFDocument from 'pdfkit';
import type { FixtureContent, FixtureTable } from './content.ts';

/** How a PDF fixture is to be printed. */
export interface PdfOptions {
  userPassword?: string;
  /** Title among the properties, when it is to differ from the title on the page. */
  propertyTitle?: string;
}

const bodySize = 10.5;

/**
 * A PDF as a word processor prints it: wrapped lines, larger headings, a bullet before items, and on every page the name of
 * the document at the top and a page number at the bottom.
 */
export function makePdf(content: FixtureContent, options: PdfOptions = {}): Promise<Uint8Array> {
  return printPdf(
    (pdf) => {
      pdf.fontSize(20).text(content.title).moveDown(1);
      for (const block of content.blocks) {
        if (block.kind === 'heading') {
          pdf
            .moveDown(0.6)
            .fontSize(18 - block.level * 2)
            .text(block.text)
            .moveDown(0.3);
        } else if (block.kind === 'paragraph') {
          pdf.fontSize(bodySize).text(block.text).moveDown(0.8);
        } else if (block.kind === 'item') {
          pdf.fontSize(bodySize).text(`• ${block.text}`, { indent: 10 }).moveDown(0.2);
        } else printTable(pdf, block);
      }
      printMargins(pdf, content);
    },
    options,
    {
      Title: options.propertyTitle ?? content.title,
      CreationDate: new Date(`${content.date ?? '2025-01-01'}T12:00:00Z`),
    },
  );
}

/** A PDF with whatever `draw` puts on it. */
export function printPdf(
  draw: (pdf: PDFKit.PDFDocument) => void,
  options: PdfOptions = {},
  info: PDFKit.DocumentInfo = {},
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pdf = new PDFDocument({ size: 'A4', margin: 72, bufferPages: true, info, ...options });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('error', reject);
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    draw(pdf);
    pdf.end();
  });
}

function printTable(pdf: PDFKit.PDFDocument, table: FixtureTable): void {
  const width = 450 / table.header.length;
  for (const row of [table.header, ...table.rows]) {
    const top = pdf.y;
    row.forEach((cell, column) => {
      pdf.fontSize(bodySize).text(cell, 72 + column * width, top, { width: width - 12, lineBreak: false });
    });
    pdf.y = top + bodySize * 1.6;
  }
  pdf.x = 72;
  pdf.moveDown(1);
}

function printMargins(pdf: PDFKit.PDFDocument, content: FixtureContent): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    const margins = pdf.page.margins;
    pdf.page.margins = { ...margins, top: 0, bottom: 0 };
    pdf.fontSize(8).text(content.footer ?? content.title, 72, 36, { lineBreak: false });
    pdf.fontSize(8).text(`Pagina ${page - start + 1} van ${count}`, 72, 800, { lineBreak: false });
    pdf.page.margins = margins;
  }
}
