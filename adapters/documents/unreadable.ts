import { DeskError } from '../../src/kernel/errors.ts';

/** Says which file it is about, in the way every message of the readers starts. */
function about(name: string): string {
  return `“${name}”`;
}

/** The file is broken, or is not what its name says; `seemsToBe` is what it looks like instead. */
export function corrupt(name: string, seemsToBe: string | null, cause?: unknown): DeskError {
  const message =
    seemsToBe === null
      ? `${about(name)} is beschadigd en kan niet worden gelezen. Maak het bestand opnieuw of vraag een nieuw exemplaar.`
      : `${about(name)} is niet wat de naam zegt: het lijkt op ${seemsToBe}. Geef het bestand de goede naam of sla het opnieuw op.`;
  return new DeskError('document_corrupt', message, { cause });
}

/** A password is needed to open the file. */
export function encrypted(name: string, cause?: unknown): DeskError {
  const message = `${about(name)} is met een wachtwoord beveiligd. Sla het bestand op zonder wachtwoord en probeer het opnieuw.`;
  return new DeskError('document_encrypted', message, { cause });
}

/** There is nothing in the file, or nothing that can be read as text. */
export function empty(name: string): DeskError {
  return new DeskError('document_empty', `In ${about(name)} staat geen tekst. Kijk of dit het goede bestand is.`);
}

/** Every page is a picture. */
export function imageOnly(name: string): DeskError {
  return new DeskError(
    'document_image_only',
    `In ${about(name)} staat geen tekst die de computer kan lezen: de pagina's zijn plaatjes, zoals bij een scan. ` +
      'Laat het bestand door tekstherkenning (OCR) gaan, of gebruik het origineel.',
  );
}

/** The file costs more to read than a file may cost. */
export function tooCostly(name: string, cause?: unknown): DeskError {
  return new DeskError(
    'document_bomb',
    `${about(name)} wordt bij het uitpakken veel te groot, en is daarom niet gelezen. Splits het bestand of sla het opnieuw op.`,
    { cause },
  );
}

/** Reading took so long that it was stopped. */
export function tooSlow(name: string): DeskError {
  return new DeskError(
    'document_bomb',
    `Het lezen van ${about(name)} duurde te lang en is gestopt. Splits het bestand of sla het opnieuw op.`,
  );
}

/**
 * Runs a reader so that only a `DeskError` comes out: whatever a library throws means that it could not make sense of the
 * file, and is kept as the cause.
 */
export async function orCorrupt<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof DeskError) throw thrown;
    throw corrupt(name, null, thrown);
  }
}
