import { Buffer } from 'node:buffer';
import { load } from 'cheerio';
import { type Zippable, zipSync } from 'fflate';
import mammoth from 'mammoth';
import type { DocumentFile, DocumentReader, ReadDocument, ReadLimits } from '../../src/knowledge/document-reader.ts';
import { type Archive, openArchive } from './archive-file.ts';
import { BlockList, oneLine } from './block-list.ts';
import { pageMargins, styleRules, textBoxes } from './docx-extras.ts';
import { addHtml, plainText } from './html-blocks.ts';
import { officeDetails } from './office-properties.ts';
import { corrupt, empty, imageOnly, orCorrupt } from './unreadable.ts';
import { parseXml } from './xml-tree.ts';

/**
 * Reads Word documents. Footnotes follow the paragraph that refers to them; what stands in text boxes that mammoth does not
 * see, and in the headers and footers of the pages, comes last. Deleted text, comments and tables of contents are left out.
 */
export const docxReader: DocumentReader = {
  extensions: ['docx', 'docm', 'dotx'],
  read: (file, limits) => orCorrupt(file.name, () => readDocx(file, limits)),
};

async function readDocx(file: DocumentFile, limits: ReadLimits): Promise<ReadDocument> {
  const archive = openArchive(file, limits);
  if (!archive.has('word/document.xml')) throw corrupt(file.name, otherOffice(archive));
  let images = 0;
  const { value: html } = await mammoth.convertToHtml(
    { buffer: textPartsOnly(archive) },
    {
      styleMap: styleRules(archive),
      includeEmbeddedStyleMap: false,
      convertImage: mammoth.images.imgElement(async () => {
        images += 1;
        return { src: '' };
      }),
    },
  );
  const list = new BlockList();
  addWordHtml(list, html);
  const seen = new Set(list.blocks.map((block) => block.text));
  const literal = oneLine(list.literal);
  for (const line of [...textBoxes(archive), ...pageMargins(archive)]) {
    if (!seen.has(line) && !literal.includes(line)) list.text('paragraph', line);
  }
  if (list.isEmpty) throw images > 0 ? imageOnly(file.name) : empty(file.name);
  const warnings = images === 0 ? [] : [imagesWarning(images)];
  return list.document({ pages: null, details: officeDetails(archive), warnings });
}

function imagesWarning(images: number): string {
  return images === 1
    ? 'Er staat 1 plaatje in het document. Tekst in het plaatje is niet gelezen.'
    : `Er staan ${images} plaatjes in het document. Tekst in de plaatjes is niet gelezen.`;
}

/** What an archive is that is no Word document. */
function otherOffice(archive: Archive): string {
  if (archive.has('ppt/presentation.xml')) return 'een PowerPoint-presentatie (.pptx)';
  if (archive.has('xl/workbook.xml')) return 'een Excel-bestand (.xlsx)';
  return archive.has('mimetype') ? 'een LibreOffice-bestand (.odt)' : 'een zip-bestand';
}

/**
 * A container with nothing but the checked XML of the text: mammoth unpacks without limits and reads XML without a bound on
 * its depth, so it is given only what went through ours.
 */
function textPartsOnly(archive: Archive): Buffer {
  const parts: Zippable = {};
  for (const name of archive.names) {
    if (!/^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/.test(name)) continue;
    if (/^word\/(?:header|footer|theme|webSettings|settings|fontTable)/.test(name)) continue;
    parseXml(archive.text(name) ?? '');
    parts[name] = archive.bytes(name);
  }
  return Buffer.from(zipSync(parts, { level: 0 }));
}

/** mammoth gives the notes as a list at the end; here each goes behind the block that refers to it. */
function addWordHtml(list: BlockList, html: string): void {
  const page = load(html);
  const notes = new Map<string, string>();
  page('li[id^=footnote-], li[id^=endnote-]').each((_, element) => {
    const note = page(element);
    note.find('a[href^="#footnote-ref-"], a[href^="#endnote-ref-"]').remove();
    notes.set(note.attr('id') ?? '', oneLine(plainText(element)));
    const around = note.parent();
    note.remove();
    if (around.children().length === 0) around.remove();
  });
  // From the last to the first, so that two notes of one paragraph end up in their order.
  for (const element of page('a[id^=footnote-ref-], a[id^=endnote-ref-]').toArray().reverse()) {
    const reference = page(element);
    const note = notes.get((reference.attr('href') ?? '').slice(1));
    const block = reference.parents('table, p, li, h1, h2, h3, h4, h5, h6');
    const after = block.filter('table').last();
    if (note !== undefined) (after.length > 0 ? after : block.first()).after(page('<p>').text(note));
    const mark = reference.parent('sup');
    (mark.length > 0 ? mark : reference).remove();
  }
  if (page('h1, h2, h3, h4, h5, h6').length === 0) markBoldHeadings(page);
  const body = page('body').get(0);
  if (body !== undefined) addHtml(list, body);
}

/** In a document without any heading style, a short paragraph that is bold as a whole is what the writer means as a heading. */
function markBoldHeadings(page: ReturnType<typeof load>): void {
  page('body > p').each((_, element) => {
    const text = oneLine(plainText(element));
    const allBold = text !== '' && plainText(element, false, true).trim() === '';
    if (allBold && text.length <= 80 && !/[.,;:!]$/.test(text)) element.tagName = 'h2';
  });
}
