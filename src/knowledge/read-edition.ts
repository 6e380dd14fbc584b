import { createHash } from 'node:crypto';
import { DeskError } from '../kernel/errors.ts';
import { decodeText } from './decode.ts';
import type { EditionDetails, NewPassage } from './document.ts';
import type { DocumentReader, ReadLimits } from './document-reader.ts';
import { findDetails } from './edition.ts';
import { layOut } from './layout.ts';
import { type Metadata, readMetadata } from './metadata.ts';
import { cutPassages } from './passages.ts';

/** A file with what the board wrote beside it. */
export interface FileWithSidecar {
  /** The file's name with extension. */
  name: string;
  bytes: Uint8Array;
  /** Null when there is none. */
  sidecar: { name: string; bytes: Uint8Array } | null;
}

/** Everything that the archive keeps of a file, apart from where it lies. */
export interface ReadEdition {
  details: EditionDetails;
  pages: number | null;
  passages: readonly NewPassage[];
  warnings: readonly string[];
}

/** SHA-256 of a file and its sidecar, in hexadecimal. */
export function contentHash(file: FileWithSidecar): string {
  const hash = createHash('sha256').update(file.bytes);
  if (file.sidecar !== null) hash.update('\0sidecar\0').update(file.sidecar.bytes);
  return hash.digest('hex');
}

/**
 * Reads a file into an edition. Throws a `DeskError` whose Dutch message says what to do; whatever else a reader throws
 * becomes `document_corrupt` with that as its cause.
 */
export async function readEdition(
  file: FileWithSidecar,
  reader: DocumentReader,
  limits: ReadLimits,
): Promise<ReadEdition> {
  const written = readSidecar(file);
  const read = await readWith(reader, file, limits);
  const layout = layOut(read.blocks);
  const passages = cutPassages(layout.sections, read.literal);
  if (passages.length === 0) {
    throw new DeskError(
      'document_empty',
      `In ${file.name} staat geen tekst die we kunnen lezen. Is het een scan? Sla hem dan op als PDF met tekst.`,
    );
  }
  return {
    details: findDetails({ fileName: file.name, read, layout, written: written.details }),
    pages: read.pages,
    passages,
    warnings: [...written.warnings, ...read.warnings, ...layout.warnings],
  };
}

async function readWith(reader: DocumentReader, file: FileWithSidecar, limits: ReadLimits) {
  try {
    return await reader.read({ name: file.name, bytes: file.bytes }, limits);
  } catch (cause) {
    if (cause instanceof DeskError) throw cause;
    throw new DeskError(
      'document_corrupt',
      `${file.name} is beschadigd of anders van opbouw dan de naam zegt. Open het zelf, en sla het opnieuw op.`,
      { cause },
    );
  }
}

function readSidecar(file: FileWithSidecar): Metadata {
  if (file.sidecar === null) return { details: {}, warnings: [] };
  return readMetadata(decodeText(file.sidecar.bytes).text, file.sidecar.name);
}
