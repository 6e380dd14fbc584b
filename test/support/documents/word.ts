import { Buffer } from 'node:buffer';
import {
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import type { FixtureBlock, FixtureContent } from './content.ts';

const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

/** A Word document with real heading styles, list numbering, a header row and a page footer. */
export async function makeDocx(content: FixtureContent): Promise<Uint8Array> {
  const footer = new Footer({
    children: [
      new Paragraph({ children: [new TextRun(content.footer ?? '')] }),
      new Paragraph({ children: [new TextRun('Pagina '), new TextRun({ children: [PageNumber.CURRENT] })] }),
    ],
  });
  const document = new Document({
    title: content.title,
    sections: [
      {
        footers: { default: footer },
        children: [new Paragraph({ text: content.title, heading: HeadingLevel.TITLE }), ...content.blocks.map(toWord)],
      },
    ],
  });
  return new Uint8Array(Buffer.from(await Packer.toBuffer(document)));
}

function toWord(block: FixtureBlock): Paragraph | Table {
  if (block.kind === 'heading') return new Paragraph({ text: block.text, heading: levels[block.level] });
  if (block.kind === 'paragraph') return new Paragraph(block.text);
  if (block.kind === 'item') return new Paragraph({ text: block.text, bullet: { level: 0 } });
  const row = (cells: readonly string[], tableHeader: boolean): TableRow =>
    new TableRow({ tableHeader, children: cells.map((cell) => new TableCell({ children: [new Paragraph(cell)] })) });
  return new Table({ rows: [row(block.header, true), ...block.rows.map((cells) => row(cells, false))] });
}
