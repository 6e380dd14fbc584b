import { getDocumentProxy } from 'unpdf';
import type { EditionDetails } from '../../src/knowledge/document.ts';
import type { DocumentFile, DocumentReader, ReadDocument, ReadLimits } from '../../src/knowledge/document-reader.ts';
import { dateHint, titleHint } from './detail-hints.ts';
import { requireKind } from './file-kind.ts';
import { readingOrder } from './pdf-columns.ts';
import { isGibberish, piecesOf } from './pdf-items.ts';
import { lineBlocks, type PrintedPage } from './pdf-lines.ts';
import { corrupt, encrypted, imageOnly, orCorrupt, tooCostly } from './unreadable.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** More pages than any archive of an association holds in one file. */
const maxPages = 5000;

/** Reads PDF as printed lines with their page and height; scripts in the file are never run. */
export const pdfReader: DocumentReader = {
  extensions: ['pdf'],
  read: (file, limits) => orCorrupt(file.name, () => readPdf(file, limits)),
};

async function readPdf(file: DocumentFile, limits: ReadLimits): Promise<ReadDocument> {
  requireKind(file, 'pdf');
  const pdf = await openPdf(file);
  try {
    if (pdf.numPages > maxPages) throw tooCostly(file.name);
    const pages: PrintedPage[] = [];
    const unread: number[] = [];
    let characters = 0;
    for (let page = 1; page <= pdf.numPages; page += 1) {
      const printed = await readPage(pdf, page);
      const text = [...printed.lines.map((line) => line.text), ...printed.tilted].join('\n');
      characters += text.length;
      if (characters > limits.maxUnpackedBytes) throw tooCostly(file.name);
      if (text.trim() === '' || isGibberish(text)) unread.push(page);
      else pages.push(printed);
    }
    if (pages.length === 0) throw pdf.numPages === 0 ? corrupt(file.name, null) : imageOnly(file.name);
    const blocks = lineBlocks(pages);
    const literal = blocks.map((block) => block.text).join('\n');
    const warnings = unread.length === 0 ? [] : [unreadWarning(unread)];
    return { blocks, pages: pdf.numPages, details: await detailsOf(pdf), literal, warnings };
  } finally {
    await pdf.destroy();
  }
}

async function openPdf(file: DocumentFile): Promise<Pdf> {
  try {
    // pdf.js takes over the memory that it is given, so it gets a copy.
    return await getDocumentProxy(new Uint8Array(file.bytes), {
      isEvalSupported: false,
      enableXfa: false,
      disableFontFace: true,
      stopAtErrors: false,
      maxImageSize: 1,
      verbosity: 0,
    });
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'PasswordException') throw encrypted(file.name, thrown);
    throw corrupt(file.name, null, thrown);
  }
}

async function readPage(pdf: Pdf, number: number): Promise<PrintedPage> {
  const page = await pdf.getPage(number);
  const content = await page.getTextContent();
  const items = content.items.flatMap((item) => ('str' in item ? [item] : []));
  const { upright, tilted } = piecesOf(items, page.getViewport({ scale: 1 }).transform);
  page.cleanup();
  return { page: number, lines: readingOrder(upright), tilted };
}

function unreadWarning(pages: readonly number[]): string {
  const [first] = pages;
  if (pages.length === 1)
    return `Op pagina ${first} staat geen tekst die de computer kan lezen. Misschien is het een plaatje.`;
  const last = pages.at(-1);
  const named = `${pages.slice(0, -1).join(', ')} en ${last}`;
  return `Op de pagina's ${named} staat geen tekst die de computer kan lezen. Misschien zijn het plaatjes.`;
}

/** Properties are hints: when they cannot be read, the document still can. */
async function detailsOf(pdf: Pdf): Promise<Partial<EditionDetails>> {
  try {
    const { info } = await pdf.getMetadata();
    const property = (name: string): unknown => new Map<string, unknown>(Object.entries(info)).get(name);
    return { ...titleHint(property('Title')), ...dateHint(property('CreationDate')), ...dateHint(property('ModDate')) };
  } catch {
    return {};
  }
}
