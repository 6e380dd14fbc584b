import { Buffer } from 'node:buffer';
import { type CheerioAPI, load } from 'cheerio';
import type { EditionDetails } from '../../src/knowledge/document.ts';
import type { DocumentFile, DocumentReader, ReadDocument, ReadLimits } from '../../src/knowledge/document-reader.ts';
import { BlockList } from './block-list.ts';
import { dateHint, namedOrganisation, organisationHint, titleHint } from './detail-hints.ts';
import { fileKind, requireKind } from './file-kind.ts';
import { addHtml } from './html-blocks.ts';
import { empty, orCorrupt, tooCostly } from './unreadable.ts';

/** Around the text of a page, not part of it. */
const boilerplate = [
  'script, style, noscript, template, svg, iframe, nav, footer, aside, dialog, body > header',
  '[role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search], [role=dialog]',
  '[role=alertdialog], [hidden], [aria-hidden=true]',
  '[class*=cookie i], [id*=cookie i], [class*=consent i], [id*=consent i], [class*=breadcrumb i], [class*=skip-link i]',
].join(', ');

/** Reads web pages. The part of the page that is its text is read; menus, footers and cookie notices are not. */
export const htmlReader: DocumentReader = {
  extensions: ['html', 'htm', 'xhtml'],
  read: (file, limits) => orCorrupt(file.name, async () => readHtml(file, limits)),
};

function readHtml(file: DocumentFile, limits: ReadLimits): ReadDocument {
  const wide = file.bytes[0] === 0xff || file.bytes[0] === 0xfe;
  if (!wide && !['html', 'text'].includes(fileKind(file.bytes))) requireKind(file, 'html');
  if (file.bytes.byteLength > limits.maxUnpackedBytes) throw tooCostly(file.name);
  const list = new BlockList();
  const page = load(decodeHtml(file.bytes));
  const details = detailsOf(page);
  addHtmlPage(list, page);
  if (list.isEmpty) throw empty(file.name);
  return list.document({ pages: null, details, warnings: [] });
}

/** Adds the text of a page without what stands around it. */
export function addHtmlPage(list: BlockList, page: CheerioAPI): void {
  const whole = page('body');
  const textLength = whole.text().length;
  page(boilerplate).each((_, element) => {
    const around = page(element);
    const isContent = around.is('html, body, main, article') || around.find('main, article, h1').length > 0;
    const named = around.is('[class], [id]') && !around.is('nav, footer, aside, script, style, noscript, template');
    if (isContent || (named && around.text().length > textLength / 2)) return;
    around.remove();
  });
  for (const choice of ['main', '[role=main]', 'article']) {
    const [content, ...others] = page(choice).toArray();
    if (content === undefined || others.length > 0 || page(content).text().trim() === '') continue;
    addHtml(list, content);
    if (!list.isEmpty) return;
  }
  const body = whole.get(0);
  if (body !== undefined) addHtml(list, body);
}

function detailsOf(page: CheerioAPI): Partial<EditionDetails> {
  const meta = (...names: string[]): string | undefined => {
    for (const name of names) {
      const content = page(`meta[name="${name}" i], meta[property="${name}" i]`).first().attr('content');
      if (content !== undefined && content.trim() !== '') return content;
    }
    return undefined;
  };
  const heading = page('h1').length === 1 ? page('h1').text() : undefined;
  const canonical = page('link[rel=canonical]').attr('href') ?? meta('og:url') ?? '';
  return {
    ...titleHint(page('title').first().text()),
    ...titleHint(meta('og:title')),
    ...titleHint(heading),
    ...organisationHint(namedOrganisation(meta('author', 'dc.creator'))),
    ...organisationHint(meta('og:site_name', 'publisher', 'dc.publisher')),
    ...dateHint(page('time[datetime]').first().attr('datetime')),
    ...dateHint(meta('article:modified_time', 'article:published_time', 'dcterms.modified', 'dc.date', 'date')),
    ...(/^https?:\/\/\S+$/i.test(canonical) ? { url: canonical } : {}),
  };
}

/** Decodes by byte order mark, then by the encoding that the page declares, then as UTF-8, and else as Windows-1252. */
function decodeHtml(bytes: Uint8Array): string {
  const declared = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:-]{2,40})/i.exec(
    Buffer.from(bytes.subarray(0, 4096)).toString('latin1'),
  )?.[1];
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  for (const encoding of ['utf-8', declared ?? 'utf-8']) {
    try {
      return new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes);
    } catch {
      // Not in this encoding, or an encoding that nobody knows: the next one is tried.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}
