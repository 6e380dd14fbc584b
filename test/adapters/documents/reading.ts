import { DeskError } from '../../../src/kernel/errors.ts';
import type { DocumentReader, ReadDocument } from '../../../src/knowledge/document-reader.ts';

/** What the tests allow a file to unpack to. */
const limits = { maxUnpackedBytes: 20_000_000 };

/** Reads a fixture; its name is a made-up one with the reader's first extension unless given. */
export function read(reader: DocumentReader, bytes: Uint8Array, name?: string): Promise<ReadDocument> {
  return reader.read({ name: name ?? `voorbeeld.${reader.extensions[0]}`, bytes }, limits);
}

/** The blocks as lines of `kind text`, empty lines left out. */
export function outline(document: ReadDocument): string[] {
  return document.blocks.filter((block) => block.text !== '').map((block) => `${block.kind} ${block.text}`);
}

/** The error of a file that must not be readable, as `code: message`. */
export async function refusal(reader: DocumentReader, bytes: Uint8Array, name?: string): Promise<DeskError> {
  try {
    await read(reader, bytes, name);
  } catch (thrown) {
    if (thrown instanceof DeskError) return thrown;
    throw thrown;
  }
  throw new Error('the file was read');
}
