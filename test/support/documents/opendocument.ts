import { strToU8, zipSync } from 'fflate';
import { escapeXml, type FixtureContent, grouped } from './content.ts';

const namespaces = ['office', 'text', 'table', 'draw', 'style', 'meta']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

/** An OpenDocument text as LibreOffice lays it out. */
export function makeOdt(content: FixtureContent): Uint8Array {
  const body = grouped(content.blocks).map((block) => {
    if (block.kind === 'heading') {
      return `<text:h text:style-name="Heading_20_${block.level}" text:outline-level="${block.level}">${escapeXml(block.text)}</text:h>`;
    }
    if (block.kind === 'paragraph') return paragraph(block.text);
    if (block.kind === 'list') {
      return `<text:list>${block.items.map((item) => `<text:list-item>${paragraph(item)}</text:list-item>`).join('')}</text:list>`;
    }
    const row = (cells: readonly string[]): string =>
      `<table:table-row>${cells.map((cell) => `<table:table-cell>${paragraph(cell)}</table:table-cell>`).join('')}</table:table-row>`;
    return `<table:table><table:table-column table:number-columns-repeated="${block.header.length}"/><table:table-header-rows>${row(block.header)}</table:table-header-rows>${block.rows.map(row).join('')}</table:table>`;
  });
  return packOdt(`<text:p text:style-name="P1">${escapeXml(content.title)}</text:p>${body.join('')}`, content);
}

/** An OpenDocument text around a body that was written by hand. */
export function packOdt(body: string, content: Partial<FixtureContent> = {}, manifest = ''): Uint8Array {
  const xml = (root: string, inner: string): Uint8Array =>
    strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><${root} ${namespaces} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">${inner}</${root}>`,
    );
  return zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'META-INF/manifest.xml': strToU8(
      `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">${manifest}</manifest:manifest>`,
    ),
    'content.xml': xml(
      'office:document-content',
      `<office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>${body}</office:text></office:body>`,
    ),
    'styles.xml': xml(
      'office:document-styles',
      `<office:master-styles><style:master-page style:name="Standard"><style:footer>${paragraph(content.footer ?? '')}<text:p>Pagina <text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>`,
    ),
    'meta.xml': xml(
      'office:document-meta',
      `<office:meta><dc:title>${escapeXml(content.title ?? '')}</dc:title><dc:date>${content.date ?? ''}T10:00:00</dc:date></office:meta>`,
    ),
  });
}

function paragraph(text: string): string {
  return `<text:p text:style-name="Text_20_body">${escapeXml(text)}</text:p>`;
}
