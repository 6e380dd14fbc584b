import { parentPort } from 'node:worker_threads';
import { toDeskError } from '../../src/kernel/errors.ts';
import type { DocumentFile, DocumentReader, ReadLimits } from '../../src/knowledge/document-reader.ts';
import { docxReader } from './docx-reader.ts';
import { emailReader } from './email-reader.ts';
import { htmlReader } from './html-reader.ts';
import type { WorkerAnswer, WorkerRequest } from './isolated-reader.ts';
import { openDocumentReader } from './opendocument-reader.ts';
import { pdfReader } from './pdf-reader.ts';
import { presentationReader } from './presentation-reader.ts';

/** Runs in a thread of its own: reads the files that it is sent, one at a time. */
const readers: readonly DocumentReader[] = [
  pdfReader,
  docxReader,
  openDocumentReader,
  presentationReader,
  htmlReader,
  emailReader,
];

async function answerTo(request: WorkerRequest): Promise<WorkerAnswer> {
  try {
    return { document: await read(request.extension, request.file, request.limits) };
  } catch (thrown) {
    const { code, message, cause } = toDeskError(thrown);
    return { error: { code, message, cause: cause instanceof Error ? `${cause.name}: ${cause.message}` : null } };
  }
}

function read(extension: string, file: DocumentFile, limits: ReadLimits): ReturnType<DocumentReader['read']> {
  const reader = readers.find((candidate) => candidate.extensions.includes(extension));
  if (reader === undefined) throw new Error(`no reader for ${extension}`);
  return reader.read(file, limits);
}

parentPort?.on('message', (request: WorkerRequest) => {
  void answerTo(request).then((answer) => parentPort?.postMessage(answer));
});
const ready: WorkerAnswer = { ready: true };
parentPort?.postMessage(ready);
