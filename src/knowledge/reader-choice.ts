import { DeskError } from '../kernel/errors.ts';
import type { DocumentReader } from './document-reader.ts';

/** The reader of a file by the ending of its name; undefined when nobody reads such files. */
export function readerFor(readers: readonly DocumentReader[], name: string): DocumentReader | undefined {
  const extension = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return readers.find(({ extensions }) => extensions.includes(extension));
}

/** Says that nobody reads files of this name, and what can be read. */
export function unsupported(readers: readonly DocumentReader[], path: string): string {
  const extensions = readers.flatMap((reader) => reader.extensions.map((extension) => `.${extension}`));
  return `${path.split('/').at(-1) ?? path} kunnen we niet lezen. Dit kan wel: ${extensions.join(', ')}.`;
}

/** Refuses a file that is larger than a file may be. */
export function refuseTooLarge(name: string, bytes: number, maxFileBytes: number): void {
  if (bytes <= maxFileBytes) return;
  throw new DeskError(
    'document_too_large',
    `${name} is ${megabytes(bytes)} groot. Meer dan ${megabytes(maxFileBytes)} lezen we niet. Maak de afbeeldingen kleiner of splits het bestand.`,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString('nl-NL', { maximumFractionDigits: 1 })} MB`;
}
