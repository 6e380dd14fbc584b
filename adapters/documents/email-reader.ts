import { load } from 'cheerio';
import PostalMime, { type Address, type Email } from 'postal-mime';
import type { EditionDetails } from '../../src/knowledge/document.ts';
import type {
  Block,
  DocumentFile,
  DocumentReader,
  ReadDocument,
  ReadLimits,
} from '../../src/knowledge/document-reader.ts';
import { BlockList } from './block-list.ts';
import { dateHint, namedOrganisation, organisationHint, titleHint } from './detail-hints.ts';
import { withoutEarlierMessage } from './email-quotes.ts';
import { fileKind, requireKind } from './file-kind.ts';
import { addHtmlPage } from './html-reader.ts';
import { corrupt, empty, orCorrupt, tooCostly } from './unreadable.ts';

/** Domains where anybody has an address: they name no organisation. */
const publicDomains =
  /(?:^|\.)(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|mac|proton|protonmail|ziggo|kpnmail|kpnplanet|planet|xs4all|home|hetnet|telfort|tele2|upcmail|chello|quicknet|casema|zeelandnet|solcon|gmx|aol|caiway|freedom|t-mobilethuis|zonnet|wxs|online|versatel|hccnet|tiscali|delta|kabelfoon|onsbrabantnet|fryslan-mail)\.[a-z.]+$/i;

/**
 * Reads e-mail messages. Of a message with both, the HTML part is read when it has structure (headings, lists, tables), and
 * else the plain text. For quoted earlier messages see {@link withoutEarlierMessage}. Attachments are named, not read.
 */
export const emailReader: DocumentReader = {
  extensions: ['eml'],
  read: (file, limits) => orCorrupt(file.name, () => readEmail(file, limits)),
};

async function readEmail(file: DocumentFile, limits: ReadLimits): Promise<ReadDocument> {
  if (!['text', 'html'].includes(fileKind(file.bytes))) requireKind(file, 'text');
  if (file.bytes.byteLength > limits.maxUnpackedBytes) throw tooCostly(file.name);
  const email = await PostalMime.parse(file.bytes, {
    maxNestingDepth: 30,
    maxRfc822NestingDepth: 3,
    maxHeadersSize: 512 * 1024,
    attachmentEncoding: 'arraybuffer',
  });
  if (!isMessage(email)) throw corrupt(file.name, 'gewone tekst zonder de kop van een e-mail');
  const { blocks, literal, quoteDropped } = bodyOf(email);
  if (blocks.every((block) => block.text === '')) throw empty(file.name);
  const warnings = quoteDropped
    ? [
        'Het eerdere bericht waarop dit een antwoord is, is weggelaten. Sla dat bericht apart op als het bewaard moet worden.',
      ]
    : [];
  return {
    blocks,
    literal,
    pages: null,
    details: detailsOf(email),
    warnings: [...warnings, ...attachmentWarnings(email)],
  };
}

function isMessage(email: Email): boolean {
  return email.headers.some(({ key }) => /^(?:from|to|subject|date|message-id|received|mime-version)$/.test(key));
}

function bodyOf(email: Email): { blocks: readonly Block[]; literal: string; quoteDropped: boolean } {
  const html = email.html ?? '';
  const text = email.text ?? '';
  const structured = /<(?:h[1-6]|ul|ol|table)[\s>]/i.test(html);
  if (html.trim() !== '' && (structured || text.trim() === '')) {
    const page = load(html);
    const literal = new BlockList();
    addHtmlPage(literal, load(html));
    const before = page('body').text().trim();
    dropHtmlQuote(page);
    const list = new BlockList();
    addHtmlPage(list, page);
    if (!list.isEmpty) {
      return { blocks: list.blocks, literal: literal.literal, quoteDropped: page('body').text().trim() !== before };
    }
    if (!literal.isEmpty) return { blocks: literal.blocks, literal: literal.literal, quoteDropped: false };
  }
  const { lines, quoteDropped } = withoutEarlierMessage(text);
  return {
    blocks: lines.map((line): Block => ({ kind: 'line', text: line.trim(), page: null })),
    literal: text,
    quoteDropped,
  };
}

/** The same rule for HTML: the marks with which Gmail, Outlook, Apple Mail and Thunderbird set an earlier message apart. */
function dropHtmlQuote(page: ReturnType<typeof load>): void {
  if (/doorgestuurd bericht|forwarded message|begin doorgestuurd|begin forwarded/i.test(page('body').text())) return;
  const whole = page('body').html() ?? '';
  page('.gmail_quote, blockquote[type=cite], .moz-cite-prefix').remove();
  const marker = page('#divRplyFwdMsg, #appendonsend').first();
  marker.nextAll().remove();
  marker.remove();
  if (page('body').text().trim() === '') page('body').html(whole);
}

function detailsOf(email: Email): Partial<EditionDetails> {
  const subject = (email.subject ?? '').replace(/^(?:\s*(?:re|fw|fwd|antw|betr|doorst)\s*:)+/i, '');
  return { ...titleHint(subject), ...organisationHint(senderOrganisation(email.from)), ...dateHint(email.date) };
}

/** The sender's organisation: a name that is one, or the domain when that is its own. Never the name of a person. */
function senderOrganisation(from: Address | undefined): string | undefined {
  if (from === undefined || from.address === undefined) return undefined;
  const domain = /@([\w.-]+\.[a-z]{2,})$/i.exec(from.address)?.[1]?.toLowerCase();
  const ownDomain = domain !== undefined && !publicDomains.test(domain) ? domain : undefined;
  return namedOrganisation(from.name) ?? ownDomain;
}

/** Names what came along; pictures that are part of the lay-out are not worth a word. */
function attachmentWarnings(email: Email): string[] {
  return email.attachments
    .filter(
      ({ mimeType, related, disposition }) =>
        !mimeType.startsWith('image/') || (!related && disposition === 'attachment'),
    )
    .slice(0, 50)
    .map(({ filename, mimeType }) => {
      const name = filename ?? (mimeType === 'message/rfc822' ? 'een doorgestuurd bericht' : 'zonder naam');
      return `De bijlage “${name.slice(0, 120)}” is niet gelezen: sla hem apart op.`;
    });
}
