import { DeskError } from '../../src/kernel/errors.ts';
import type { DocumentFile, ReadLimits } from '../../src/knowledge/document-reader.ts';

/** Refuses a text file that is longer than a text may be. */
export function refuseTooLong(file: DocumentFile, limits: ReadLimits): void {
  if (file.bytes.length <= limits.maxUnpackedBytes) return;
  throw new DeskError('document_too_large', `${file.name} is te groot om te lezen. Splits het bestand in delen.`);
}

/** Refuses a file without text, and one that only has the name of a text file. */
export function refuseEmpty(file: DocumentFile, text: string): void {
  if (text.trim() === '') {
    throw new DeskError(
      'document_empty',
      `In ${file.name} staat geen tekst. Sla het bestand opnieuw op, of haal het weg.`,
    );
  }
  const start = text.slice(0, 4096);
  const controls = start.match(controlCharacters)?.length ?? 0;
  if (controls * 50 > start.length) {
    throw new DeskError(
      'document_corrupt',
      `${file.name} is geen tekstbestand. Sla het document opnieuw op als tekst of PDF.`,
    );
  }
}

/** What tells a program or picture file from text: control characters that no writer types. */
const controlCharacters = /[^\P{Cc}\t\n\r\f]/gu;
