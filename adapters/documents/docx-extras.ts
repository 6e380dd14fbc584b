import type { Archive } from './archive-file.ts';
import { oneLine } from './block-list.ts';
import { elements, find, findAll, parseXml, textOf, type XmlElement } from './xml-tree.ts';

const outlineOf = (style: XmlElement): number | null => {
  const level = find(style, 'w:outlineLvl')?.attributes['w:val'];
  return level !== undefined && /^[0-8]$/.test(level) ? Number(level) + 1 : null;
};

/**
 * Rules for mammoth out of the document's own styles: a style that Word shows in its outline is a heading, under whatever
 * name (`Kop LVKK`), and so are styles based on it. Tables of contents are left out: they repeat the headings.
 */
export function styleRules(archive: Archive): string[] {
  const rules = [
    "p[style-name='Title'] => h1:fresh",
    "p[style-name='Titel'] => h1:fresh",
    "p[style-name='Subtitle'] => p:fresh",
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => `p[style-name='toc ${level}'] => !`),
  ];
  const xml = archive.text('word/styles.xml');
  if (xml === null) return rules;
  const styles = new Map(
    elements(parseXml(xml), 'w:style')
      .filter((style) => style.attributes['w:type'] === 'paragraph')
      .map((style) => [style.attributes['w:styleId'] ?? '', style]),
  );
  for (const id of styles.keys()) {
    const level = inherited(styles, id);
    if (level !== null && /^[\w-]+$/.test(id)) rules.push(`p.${id} => h${Math.min(6, level)}:fresh`);
  }
  return rules;
}

function inherited(styles: ReadonlyMap<string, XmlElement>, id: string): number | null {
  let next: string | undefined = id;
  for (let step = 0; step < 10 && next !== undefined; step += 1) {
    const style = styles.get(next);
    if (style === undefined) return null;
    const level = outlineOf(style);
    if (level !== null) return level;
    next = find(style, 'w:basedOn')?.attributes['w:val'];
  }
  return null;
}

/** The paragraphs of text boxes; the copy that Word writes for older versions of itself is left out. */
export function textBoxes(archive: Archive): string[] {
  const xml = archive.text('word/document.xml');
  if (xml === null || !xml.includes('w:txbxContent')) return [];
  return findAll(parseXml(xml), 'w:txbxContent').flatMap(paragraphsIn);
}

/** What stands at the top and bottom of the pages, each line once: often the only place with an address. */
export function pageMargins(archive: Archive): string[] {
  const lines = archive.names
    .filter((name) => /^word\/(?:header|footer)\d*\.xml$/.test(name))
    .sort()
    .flatMap((name) => paragraphsIn(parseXml(archive.text(name) ?? '<none/>')))
    .filter((line) => !isPageNumber(line));
  return [...new Set(lines)];
}

/** `Pagina 3 van 12`, `- 3 -` and the like. */
export function isPageNumber(line: string): boolean {
  return /^[\s\-–|]*(?:pagina|page|blz\.?|p\.|bladzijde)?[\s\-–|]*\d*\s*(?:van|of|\/|\|)?\s*\d*[\s\-–|]*$/i.test(line);
}

function paragraphsIn(element: XmlElement): string[] {
  return findAll(element, 'w:p')
    .map((paragraph) => oneLine(textOfRuns(paragraph)))
    .filter((text) => text !== '');
}

/** Text of a Word paragraph: what was deleted under tracked changes is no text, and neither is a field's instruction. */
function textOfRuns(element: XmlElement): string {
  return elements(element)
    .map((child) => {
      if (child.name === 'w:t') return textOf(child);
      if (child.name === 'w:tab' || child.name === 'w:br' || child.name === 'w:cr') return ' ';
      if (child.name === 'w:del' || child.name === 'w:instrText' || child.name === 'mc:Fallback') return '';
      return textOfRuns(child);
    })
    .join('');
}
