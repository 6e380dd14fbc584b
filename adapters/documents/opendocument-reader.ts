import type { EditionDetails } from '../../src/knowledge/document.ts';
import type { DocumentFile, DocumentReader, ReadDocument, ReadLimits } from '../../src/knowledge/document-reader.ts';
import { type Archive, openArchive } from './archive-file.ts';
import { BlockList } from './block-list.ts';
import { dateHint, titleHint } from './detail-hints.ts';
import { isPageNumber } from './docx-extras.ts';
import { OpenDocumentWalk } from './opendocument-text.ts';
import { corrupt, empty, encrypted, imageOnly, orCorrupt } from './unreadable.ts';
import { elements, find, findAll, parseXml, textOf, type XmlElement } from './xml-tree.ts';

/**
 * Reads OpenDocument texts and presentations (LibreOffice). Footnotes and text boxes follow the paragraph that they belong
 * to; what stands in the headers and footers of the pages comes last. Pages are known when the writer stored page breaks.
 */
export const openDocumentReader: DocumentReader = {
  extensions: ['odt', 'ott', 'odp'],
  read: (file, limits) => orCorrupt(file.name, async () => readOpenDocument(file, limits)),
};

function readOpenDocument(file: DocumentFile, limits: ReadLimits): ReadDocument {
  const archive = openArchive(file, limits);
  if (/<manifest:encryption-data/.test(archive.text('META-INF/manifest.xml') ?? '')) throw encrypted(file.name);
  const xml = archive.text('content.xml');
  if (xml === null)
    throw corrupt(file.name, archive.has('word/document.xml') ? 'een Word-bestand (.docx)' : 'een zip-bestand');
  const content = parseXml(xml);
  const stylesXml = archive.text('styles.xml');
  const styles = stylesXml === null ? null : parseXml(stylesXml);
  const body = find(content, 'office:body');
  if (body === null) throw corrupt(file.name, null, new Error('no office:body'));

  const list = new BlockList();
  const walk = new OpenDocumentWalk(list, parentsOf([content, ...(styles === null ? [] : [styles])]));
  const presentation = find(body, 'office:presentation');
  const slides = presentation === null ? [] : elements(presentation, 'draw:page');
  if (presentation === null) {
    if (find(body, 'text:soft-page-break') !== null) list.page = 1;
    walk.blocks(body);
  } else {
    for (const [index, slide] of slides.entries()) addSlide(list, walk, slide, index + 1);
  }
  if (styles !== null) addMargins(list, styles);
  if (list.isEmpty) throw walk.images > 0 ? imageOnly(file.name) : empty(file.name);
  const pages = presentation !== null ? slides.length : walk.pageBreaks > 0 ? walk.pageBreaks + 1 : null;
  const warnings =
    walk.images === 0 ? [] : [`Het bestand bevat plaatjes (${walk.images}). Tekst in een plaatje is niet gelezen.`];
  return list.document({ pages, details: detailsOf(archive), warnings });
}

/** Which style each style is based on, for styles of the document and those that the program made for one paragraph. */
function parentsOf(parts: readonly XmlElement[]): Map<string, string> {
  const parents = new Map<string, string>();
  for (const style of parts.flatMap((part) => findAll(part, 'style:style'))) {
    const { 'style:name': name, 'style:parent-style-name': parent } = style.attributes;
    if (name !== undefined && parent !== undefined) parents.set(name, parent);
  }
  return parents;
}

/** A slide: its title as a heading, then what stands on it, then the speaker's notes. */
function addSlide(list: BlockList, walk: OpenDocumentWalk, slide: XmlElement, page: number): void {
  list.page = page;
  const frames = elements(slide);
  const isTitle = (frame: XmlElement): boolean => frame.attributes['presentation:class'] === 'title';
  for (const title of frames.filter(isTitle)) {
    list.heading(1, findAll(title, 'text:p').map(textOf).join(' '));
  }
  for (const frame of frames.filter((frame) => !isTitle(frame))) walk.blocks({ ...slide, children: [frame] });
  for (const notes of elements(slide, 'presentation:notes')) walk.blocks(notes);
}

function addMargins(list: BlockList, styles: XmlElement): void {
  list.page = null;
  const known = list.literal;
  for (const master of findAll(styles, 'style:master-page')) {
    for (const margin of elements(master).filter(({ name }) =>
      /^style:(?:header|footer)(?:-left|-first)?$/.test(name),
    )) {
      const margins = new BlockList();
      new OpenDocumentWalk(margins, new Map()).blocks(margin);
      for (const { text } of margins.blocks) {
        const again = known.includes(text) || list.blocks.some((block) => block.text === text);
        if (!again && !isPageNumber(text)) list.text('paragraph', text);
      }
    }
  }
}

function detailsOf(archive: Archive): Partial<EditionDetails> {
  const xml = archive.text('meta.xml');
  if (xml === null) return {};
  try {
    const meta = parseXml(xml);
    const property = (name: string): string | undefined => {
      const element = find(meta, name);
      return element === null ? undefined : textOf(element);
    };
    return {
      ...titleHint(property('dc:title')),
      ...dateHint(property('meta:creation-date')),
      ...dateHint(property('dc:date')),
    };
  } catch {
    // Properties are hints: when they cannot be read, the document still can.
    return {};
  }
}
