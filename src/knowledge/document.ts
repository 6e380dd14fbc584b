import { z } from 'zod';

/** Languages that the desk answers in; a document in another one is kept, under `null`. */
export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

const dateAdvice = 'schrijf een datum als 2025, 2025-11 of 2025-11-25';

/** A date of the calendar, as exact as it is known: `2025`, `2025-11` or `2025-11-25`. */
export const partialDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, { error: dateAdvice, abort: true })
  .refine((date) => date.length < 10 || new Date(date).toISOString().startsWith(date), dateAdvice);

/**
 * What is known of an edition apart from its text. Found in the file or its name, and overruled by what the board wrote in
 * front matter or a sidecar. `null` means unknown.
 */
export interface EditionDetails {
  title: string;
  organisation: string | null;
  /** {@link partialDate} of publication. */
  date: string | null;
  region: string | null;
  /** What sort of document: `brochure`, `beleidsplan`, `werkplan`, `brief`, `artikel`, … in the board's own words. */
  kind: string | null;
  language: string | null;
  /** Where the original can be read. */
  url: string | null;
  /** For an article of our own: the document and section its facts come from. */
  basedOn: string | null;
  /** {@link partialDate} on which somebody should look whether it is still true. */
  reviewDate: string | null;
}

/** A document as the archive keeps it: one file, of which the newest edition counts. */
export interface Document extends EditionDetails {
  id: string;
  /** The set of files it came with: a folder that was ingested. A file that disappears from its collection is removed. */
  collection: string;
  /** Path inside the collection, with forward slashes. With `collection` it identifies the document. */
  path: string;
  /** The file's name, as citations give it. */
  source: string;
  /** SHA-256 of the file's bytes and its sidecar, in hexadecimal; the same hash means that nothing has to be done. */
  contentHash: string;
  /** Counts the editions of this file from 1. */
  edition: number;
  pages: number | null;
  passages: number;
  warnings: readonly string[];
  /** Milliseconds since 1970. */
  ingestedAt: number;
}

/** A piece of a document that can be read on its own: some whole sentences under one section path. */
export interface NewPassage {
  /** Place in the document, from 0. */
  position: number;
  /** Headings from the outermost to the nearest; may be empty. */
  section: readonly string[];
  /** Page on which it starts, from 1; null where the format has no pages. */
  page: number | null;
  /** Repaired text; paragraphs and list items are separated by one newline. An item begins with `- ` or its number. */
  text: string;
  /**
   * Offsets in `text`, ascending, where it differs from the file: a hyphen taken out, markup left away, a lost space put
   * back. A stretch between two seams stands literally in the document (white space apart), so it can be quoted;
   * a single character between two seams may be one that was put in.
   */
  seams: readonly number[];
}

export interface Passage extends NewPassage {
  id: number;
  documentId: string;
}
