import type { EditionDetails } from './document.ts';

/** A file to be read. Its bytes are data, whatever they say. */
export interface DocumentFile {
  /** The file's name with extension. */
  name: string;
  bytes: Uint8Array;
}

/**
 * A piece of what stands in a file, in reading order.
 *
 * - `heading`: `level` 1 is the outermost.
 * - `paragraph`, `item`: text that the format itself keeps together.
 * - `row`: a table row, its cells separated by ` | `, with the header in front where there is one (`Regio: X | Ambassadeur: ja`).
 * - `line`: a printed line, of which paragraphs and headings have yet to be made (plain text, PDF, OCR). `size` is its height
 *   relative to the body text (1), where the format tells. An empty line has empty text.
 */
export type Block =
  | { kind: 'heading'; level: number; text: string; page: number | null }
  | { kind: 'paragraph' | 'item' | 'row'; text: string; page: number | null }
  | { kind: 'line'; text: string; page: number | null; size?: number };

/** What a reader found in a file. */
export interface ReadDocument {
  blocks: readonly Block[];
  /** How many pages, where the format has pages. */
  pages: number | null;
  details: Partial<EditionDetails>;
  /**
   * The text of the file as it stands there, before any repair: what a quote is held against. For a text format the decoded
   * file, for the others all text that it holds in reading order.
   */
  literal: string;
  /** What a board member should know, in Dutch: a page without text, an attachment that was left out. */
  warnings: readonly string[];
}

/** What a file may cost to read. */
export interface ReadLimits {
  /** Bytes that the text or the unpacked parts of a file may have; more is taken for a decompression bomb. */
  maxUnpackedBytes: number;
}

/**
 * Port: turns a file of some formats into blocks.
 *
 * Throws a `DeskError` with `document_encrypted`, `document_corrupt`, `document_empty`, `document_image_only` or
 * `document_bomb` and a Dutch message that says what to do; never returns half a document without a warning.
 */
export interface DocumentReader {
  /** File name endings that it reads, in lower case, without the dot. */
  readonly extensions: readonly string[];
  read(file: DocumentFile, limits: ReadLimits): Promise<ReadDocument>;
}
