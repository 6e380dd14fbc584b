import { strToU8, zipSync } from 'fflate';
import { escapeXml, type FixtureBlock, type FixtureContent } from './content.ts';

const namespaces =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (inner: string): Uint8Array =>
  strToU8(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`,
  );

/** What stands on a slide: XML of its shapes, and the speaker's notes. */
export interface Slide {
  shapes: string;
  notes?: string;
}

/** A presentation with a slide for each heading; its files are numbered against the order in which they are shown. */
export function makePptx(content: FixtureContent): Uint8Array {
  const slides: Slide[] = [{ shapes: shape('ctrTitle', [line(content.title)]) }];
  let heading = '';
  let blocks: FixtureBlock[] = [];
  const flush = (): void => {
    if (heading !== '') slides.push({ shapes: shape('title', [line(heading)]) + blocks.map(toShape).join('') });
    blocks = [];
  };
  for (const block of content.blocks) {
    if (block.kind === 'heading') {
      flush();
      heading = block.text;
    } else blocks.push(block);
  }
  flush();
  return packPptx(slides, content.title);
}

/** A presentation of slides that were written by hand. */
export function packPptx(slides: readonly Slide[], title = ''): Uint8Array {
  const parts: Record<string, Uint8Array> = {};
  const file = (index: number): number => slides.length - index;
  slides.forEach(({ shapes, notes }, index) => {
    const number = file(index);
    parts[`ppt/slides/slide${number}.xml`] = strToU8(
      `<p:sld ${namespaces}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`,
    );
    if (notes === undefined) return;
    parts[`ppt/slides/_rels/slide${number}.xml.rels`] = relations(
      `<Relationship Id="rId9" Type="${office}/notesSlide" Target="../notesSlides/notesSlide${number}.xml"/>`,
    );
    parts[`ppt/notesSlides/notesSlide${number}.xml`] = strToU8(
      `<p:notes ${namespaces}><p:cSld><p:spTree>${shape('body', [line(notes)])}${shape('sldNum', [line(String(number))])}</p:spTree></p:cSld></p:notes>`,
    );
  });
  const ids = slides.map((_, index) => `<p:sldId id="${300 - index}" r:id="rId${file(index)}"/>`).join('');
  return zipSync({
    ...parts,
    'ppt/presentation.xml': strToU8(`<p:presentation ${namespaces}><p:sldIdLst>${ids}</p:sldIdLst></p:presentation>`),
    'ppt/_rels/presentation.xml.rels': relations(
      slides
        .map(
          (_, index) =>
            `<Relationship Id="rId${index + 1}" Type="${office}/slide" Target="slides/slide${index + 1}.xml"/>`,
        )
        .join(''),
    ),
    'docProps/core.xml': strToU8(
      `<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:title>${escapeXml(title)}</dc:title></cp:coreProperties>`,
    ),
  });
}

/** A text paragraph of a slide; `properties` is XML of its `a:pPr`. */
export function line(text: string, properties = ''): string {
  return `<a:p>${properties}<a:r><a:t>${escapeXml(text)}</a:t></a:r></a:p>`;
}

/** A shape with text; `placeholder` is its role on the slide, empty for a text box. */
export function shape(placeholder: string, lines: readonly string[]): string {
  const role = placeholder === '' ? '' : `<p:ph type="${placeholder}"/>`;
  return `<p:sp><p:nvSpPr><p:nvPr>${role}</p:nvPr></p:nvSpPr><p:txBody>${lines.join('')}</p:txBody></p:sp>`;
}

function toShape(block: FixtureBlock): string {
  if (block.kind === 'paragraph') return shape('', [line(block.text)]);
  if (block.kind === 'item') return shape('', [line(block.text, '<a:pPr><a:buChar char="•"/></a:pPr>')]);
  if (block.kind === 'heading') return '';
  const row = (cells: readonly string[]): string =>
    `<a:tr>${cells.map((cell) => `<a:tc><a:txBody>${line(cell)}</a:txBody></a:tc>`).join('')}</a:tr>`;
  return `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/>${[block.header, ...block.rows].map(row).join('')}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
}
