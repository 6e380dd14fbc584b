import { makeZip } from './hostile.ts';

const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ');
const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A Word document whose XML is written by hand: `body` and, where given, its other parts (`styles`, `footnotes`, `footer1`). */
export function packDocx(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const names = Object.keys(parts);
  const kind = (name: string): string => name.replace(/\d+$/, '');
  return makeZip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${types}.document.main+xml"/>${names.map((name) => `<Override PartName="/word/${name}.xml" ContentType="${types}.${kind(name)}+xml"/>`).join('')}</Types>`,
    '_rels/.rels': relations([['officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relations(names.map((name) => [kind(name), `${name}.xml`])),
    'word/document.xml': `<w:document ${namespaces}><w:body>${body}</w:body></w:document>`,
    ...Object.fromEntries(
      names.map((name) => [
        `word/${name}.xml`,
        `<w:${rootOf(kind(name))} ${namespaces}>${parts[name]}</w:${rootOf(kind(name))}>`,
      ]),
    ),
  });
}

/** A paragraph; `style` is the id of its style, `marks` XML of its run's properties. */
export function wordParagraph(text: string, style = '', marks = ''): string {
  const properties = style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${properties}<w:r><w:rPr>${marks}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

function rootOf(kind: string): string {
  return kind === 'footer' ? 'ftr' : kind === 'header' ? 'hdr' : kind;
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const items = targets.map(
    ([type, target], index) => `<Relationship Id="r${index}" Type="${relation}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
}
