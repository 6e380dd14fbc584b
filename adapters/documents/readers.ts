import type { DocumentReader } from '../../src/knowledge/document-reader.ts';
import { docxReader } from './docx-reader.ts';
import { emailReader } from './email-reader.ts';
import { htmlReader } from './html-reader.ts';
import { isolatedReaders } from './isolated-reader.ts';
import { markdownReader } from './markdown-reader.ts';
import { openDocumentReader } from './opendocument-reader.ts';
import { pdfReader } from './pdf-reader.ts';
import { presentationReader } from './presentation-reader.ts';
import { textReader } from './text-reader.ts';

const isolated = isolatedReaders([
  pdfReader,
  docxReader,
  openDocumentReader,
  presentationReader,
  htmlReader,
  emailReader,
]);

/** All readers. Formats that take a library run in a thread of their own, where they can be stopped. */
export const documentReaders: readonly DocumentReader[] = [markdownReader, textReader, ...isolated.readers];

/** Waits for the files that are being read, then ends the thread of the readers; a file read later starts a new one. */
export function closeDocumentReaders(): Promise<void> {
  return isolated.close();
}
