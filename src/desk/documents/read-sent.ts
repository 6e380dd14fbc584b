import { DeskError } from '../../kernel/errors.ts';
import type { DocumentReader } from '../../knowledge/document-reader.ts';
import type { IngestLimits } from '../../knowledge/ingest.ts';
import { messageFor } from '../../knowledge/ingest-report.ts';
import { contentHash, readEdition } from '../../knowledge/read-edition.ts';
import { readerFor, refuseTooLarge, unsupported } from '../../knowledge/reader-choice.ts';
import type { Attachment, Message } from '../conversation.ts';
import type { DeskStores } from '../stores.ts';
import type { ReadyEdition } from './document-draft.ts';

/** With what files that are sent are read. */
export interface DocumentReading {
  readers: readonly DocumentReader[];
  limits: IngestLimits;
}

/** What became of a file that somebody sent. */
export type SentFile =
  | ({ kind: 'read' } & ReadyEdition)
  /** With what its sender can do about it. */
  | { kind: 'unreadable'; message: string }
  /** A picture, sound or film. */
  | { kind: 'no_document'; name: string };

/** Documents that were sent have a collection of their own, which no folder takes away. */
export const collection = 'stukken van het bestuur';

/**
 * Most characters and paragraphs that a document may have: cutting it up holds up everybody else, half a second for each million
 * characters and as much for each ten thousand paragraphs.
 */
const longestText = 2_000_000;
const mostBlocks = 25_000;

/** A text file of more bytes has too many characters however it is written, and is not even looked into. */
const mostTextBytes = 4 * longestText;

/** Whether a file may be a document; what it holds decides, not its name. */
export function maybeDocument({ mediaType }: Attachment): boolean {
  return !/^(?:image|audio|video)\//.test(mediaType);
}

/** Reads the files of a message. It is slow, and so it is done outside any transaction. One taken back meanwhile is left out. */
export async function readSent(
  { attachments }: Pick<Message, 'attachments'>,
  reading: DocumentReading,
  conversations: Pick<DeskStores['conversations'], 'findAttachment'>,
): Promise<SentFile[]> {
  const sent: SentFile[] = [];
  for (const attachment of attachments) {
    if (!maybeDocument(attachment)) {
      sent.push({ kind: 'no_document', name: attachment.name });
      continue;
    }
    const name = fileName(attachment);
    if (attachment.mediaType === 'text/plain' && attachment.bytes > mostTextBytes) {
      sent.push({ kind: 'unreadable', message: tooMuchText(name) });
      continue;
    }
    const found = await conversations.findAttachment(attachment.id);
    if (found) sent.push(await readOne({ name, bytes: found.content }, reading));
  }
  return sent;
}

async function readOne(file: { name: string; bytes: Uint8Array }, reading: DocumentReading): Promise<SentFile> {
  const { readers, limits } = reading;
  try {
    const reader = readerFor(readers, file.name);
    if (!reader) throw new DeskError('document_unsupported', unsupported(readers, file.name));
    refuseTooLarge(file.name, file.bytes.byteLength, limits.maxFileBytes);
    const whole = { ...file, sidecar: null };
    const { details, pages, passages, warnings } = await readEdition(whole, notTooLong(reader), limits);
    const place = { collection, path: file.name, source: file.name };
    const edition = { ...details, ...place, contentHash: contentHash(whole), pages, warnings, ingestedAt: 0 };
    return { kind: 'read', edition, passages };
  } catch (thrown) {
    // What is not the file's fault is tried again.
    if (!(thrown instanceof DeskError) || !thrown.expected) throw thrown;
    return { kind: 'unreadable', message: messageFor(thrown) };
  }
}

function notTooLong(reader: DocumentReader): DocumentReader {
  return {
    extensions: reader.extensions,
    async read(file, limits) {
      const document = await reader.read(file, limits);
      if (document.literal.length <= longestText && document.blocks.length <= mostBlocks) return document;
      throw new DeskError('document_too_large', tooMuchText(file.name));
    },
  };
}

function tooMuchText(name: string): string {
  return `${name} heeft te veel tekst om hier te sturen. Splits het, of vraag de beheerder om het in de map van het archief te zetten.`;
}

/** Types that are passed on as plain text, under a name that says so: here their readers know them. */
const textInDisguise = /^(?<name>.+\.(?:html?|xhtml|eml))\.txt$/i;

function fileName({ name }: Attachment): string {
  return textInDisguise.exec(name)?.groups?.['name'] ?? name;
}
