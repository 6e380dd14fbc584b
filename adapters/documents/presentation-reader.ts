import type { DocumentFile, DocumentReader, ReadDocument, ReadLimits } from '../../src/knowledge/document-reader.ts';
import { type Archive, openArchive } from './archive-file.ts';
import { BlockList } from './block-list.ts';
import { officeDetails, relationsOf } from './office-properties.ts';
import { addNotes, addSlide, diagramTexts, type LeftOut } from './slide-blocks.ts';
import { corrupt, empty, imageOnly, orCorrupt } from './unreadable.ts';
import { findAll, parseXml } from './xml-tree.ts';

const presentationPart = 'ppt/presentation.xml';

/** Reads PowerPoint presentations: slides in the order in which they are shown, each with its notes. A page is a slide. */
export const presentationReader: DocumentReader = {
  extensions: ['pptx', 'ppsx', 'pptm'],
  read: (file, limits) => orCorrupt(file.name, async () => readPresentation(file, limits)),
};

function readPresentation(file: DocumentFile, limits: ReadLimits): ReadDocument {
  const archive = openArchive(file, limits);
  if (!archive.has(presentationPart)) throw corrupt(file.name, otherKind(archive));
  const slides = slideParts(archive);
  const list = new BlockList();
  const leftOut: LeftOut = { images: 0, charts: 0 };
  const hidden: number[] = [];
  const missing: number[] = [];
  for (const [index, part] of slides.entries()) {
    const xml = part === null ? null : archive.text(part);
    list.page = index + 1;
    if (part === null || xml === null) missing.push(index + 1);
    else if (addSlidePart(list, archive, part, xml, leftOut)) hidden.push(index + 1);
  }
  if (list.isEmpty) throw leftOut.images > 0 ? imageOnly(file.name) : empty(file.name);
  const warnings = [
    ...(missing.length === 0
      ? []
      : [`Deze dia's ontbreken in het bestand: ${missing.join(', ')}. Kijk of het bestand heel is.`]),
    ...(hidden.length === 0 ? [] : [`Deze dia's zijn verborgen, maar wel gelezen: ${hidden.join(', ')}.`]),
    ...(leftOut.images === 0
      ? []
      : [`De presentatie bevat plaatjes (${leftOut.images}). Tekst in een plaatje is niet gelezen.`]),
    ...(leftOut.charts === 0
      ? []
      : [`De presentatie bevat grafieken of andere objecten (${leftOut.charts}). Die zijn niet gelezen.`]),
  ];
  return list.document({ pages: slides.length, details: officeDetails(archive), warnings });
}

/** The parts of the slides in the order in which they are shown; null for one that the file names but does not hold. */
function slideParts(archive: Archive): (string | null)[] {
  const relations = relationsOf(archive, presentationPart);
  return findAll(parseXml(archive.text(presentationPart) ?? ''), 'p:sldId').map(
    (slide) => relations.get(slide.attributes['r:id'] ?? '')?.path ?? null,
  );
}

/** Adds a slide and its notes; tells whether it is a hidden one. */
function addSlidePart(list: BlockList, archive: Archive, part: string, xml: string, leftOut: LeftOut): boolean {
  const slide = parseXml(xml);
  const relations = relationsOf(archive, part);
  addSlide(list, slide, leftOut, (relation) => {
    const diagram = archive.text(relations.get(relation)?.path ?? '');
    return diagram === null ? [] : diagramTexts(parseXml(diagram));
  });
  for (const { type, path } of relations.values()) {
    const notes = type === 'notesSlide' ? archive.text(path) : null;
    if (notes !== null) addNotes(list, parseXml(notes));
  }
  return slide.attributes['show'] === '0';
}

/** What an archive is that is no presentation. */
function otherKind(archive: Archive): string {
  if (archive.has('word/document.xml')) return 'een Word-bestand (.docx)';
  if (archive.has('xl/workbook.xml')) return 'een Excel-bestand (.xlsx)';
  return archive.has('mimetype') ? 'een LibreOffice-bestand (.odp)' : 'een zip-bestand';
}
