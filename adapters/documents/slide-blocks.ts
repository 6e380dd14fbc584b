import type { BlockList } from './block-list.ts';
import { oneLine } from './block-list.ts';
import { type Cell, plainCell } from './table-rows.ts';
import { elements, find, findAll, textOf, type XmlElement } from './xml-tree.ts';

/** Roles of text that is on every slide, or made by the program. */
const repeated = new Set(['sldNum', 'dt', 'ftr', 'hdr', 'sldImg']);

/** What on a slide is not text; counted, so that a warning can say so. */
export interface LeftOut {
  images: number;
  charts: number;
}

/**
 * Adds what stands on a slide: its title as a heading, then the shapes in the order of the file. Paragraphs of the text
 * area, and any with a bullet, are items; those of a text box are paragraphs. `diagramOf` finds the texts of a diagram.
 */
export function addSlide(
  list: BlockList,
  slide: XmlElement,
  leftOut: LeftOut,
  diagramOf: (relation: string) => readonly string[],
): void {
  const shapes = shapesIn(find(slide, 'p:spTree') ?? slide);
  const titles = shapes.filter((shape) => isTitle(roleOf(shape)));
  list.heading(1, titles.flatMap((title) => findAll(title, 'a:p').map(paragraphText)).join(' '));
  for (const shape of shapes) {
    if (titles.includes(shape) || repeated.has(roleOf(shape) ?? '')) continue;
    if (shape.name === 'p:graphicFrame') addGraphic(list, shape, leftOut, diagramOf);
    else if (shape.name === 'p:pic') leftOut.images += 1;
    else addText(list, shape);
  }
}

/** Adds the speaker's notes of a slide. */
export function addNotes(list: BlockList, notes: XmlElement): void {
  for (const shape of shapesIn(notes)) {
    if (repeated.has(roleOf(shape) ?? '')) continue;
    for (const paragraph of findAll(shape, 'a:p')) list.text('paragraph', paragraphText(paragraph));
  }
}

/** The texts of a diagram (SmartArt), one for each of its shapes. */
export function diagramTexts(diagram: XmlElement): string[] {
  return findAll(diagram, 'dgm:pt').map((point) => findAll(point, 'a:p').map(paragraphText).join(' '));
}

/** Shapes in the order of the file, groups opened. */
function shapesIn(parent: XmlElement): XmlElement[] {
  return elements(parent).flatMap((child) => {
    if (child.name === 'p:sp' || child.name === 'p:graphicFrame' || child.name === 'p:pic') return [child];
    if (child.name === 'mc:AlternateContent') return elements(child).slice(0, 1).flatMap(shapesIn);
    return shapesIn(child);
  });
}

/** The role of a shape on its slide; null for a free text box. A placeholder without a type is the text area. */
function roleOf(shape: XmlElement): string | null {
  const placeholder = find(shape, 'p:ph');
  return placeholder === null ? null : (placeholder.attributes['type'] ?? 'body');
}

function isTitle(role: string | null): boolean {
  return role === 'title' || role === 'ctrTitle';
}

function addText(list: BlockList, shape: XmlElement): void {
  const role = roleOf(shape);
  const paragraphs = findAll(shape, 'a:p');
  const filled = paragraphs.filter((paragraph) => oneLine(paragraphText(paragraph)) !== '');
  for (const paragraph of filled) {
    const properties = elements(paragraph, 'a:pPr')[0];
    const has = (name: string): boolean => properties !== undefined && elements(properties, name).length > 0;
    const listed = has('a:buChar') || has('a:buAutoNum') || (role === 'body' && filled.length > 1 && !has('a:buNone'));
    list.text(listed ? 'item' : 'paragraph', paragraphText(paragraph));
  }
}

function addGraphic(
  list: BlockList,
  frame: XmlElement,
  leftOut: LeftOut,
  diagramOf: (relation: string) => readonly string[],
): void {
  const table = find(frame, 'a:tbl');
  const diagram = find(frame, 'dgm:relIds')?.attributes['r:dm'];
  if (table !== null) list.table(tableOf(table));
  else if (diagram !== undefined) for (const text of diagramOf(diagram)) list.text('item', text);
  else leftOut.charts += 1;
}

function tableOf(table: XmlElement): Cell[][] {
  const firstRowNames = find(table, 'a:tblPr')?.attributes['firstRow'] === '1';
  return elements(table, 'a:tr').map((row, index) =>
    elements(row, 'a:tc')
      .filter((cell) => cell.attributes['vMerge'] !== '1' && cell.attributes['hMerge'] !== '1')
      .map((cell) =>
        plainCell(oneLine(findAll(cell, 'a:p').map(paragraphText).join(' ')), {
          header: firstRowNames && index === 0,
          columns: Number(cell.attributes['gridSpan'] ?? 1) || 1,
          rows: Number(cell.attributes['rowSpan'] ?? 1) || 1,
        }),
      ),
  );
}

/** Text of a paragraph; a number or date that the program fills in is left out. */
function paragraphText(paragraph: XmlElement): string {
  return elements(paragraph)
    .map((child) => {
      if (child.name === 'a:br') return '\n';
      if (child.name === 'a:fld' && /^(?:slidenum|datetime)/.test(child.attributes['type'] ?? '')) return '';
      return findAll(child, 'a:t').map(textOf).join('');
    })
    .join('');
}
