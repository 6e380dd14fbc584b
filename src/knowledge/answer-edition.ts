import type { NewPassage } from './document.ts';
import type { Block, DocumentReader } from './document-reader.ts';
import type { NewEdition } from './knowledge-store.ts';
import { contentHash, readEdition } from './read-edition.ts';

/** A question with the answer that somebody wrote to it, to become a document of its own. */
export interface WrittenAnswer {
  question: string;
  /** Paragraphs on lines of their own; an item begins with `- `. */
  answer: string;
  /** Where its facts come from; null when nobody said. */
  basedOn: string | null;
  /** What stands where a file's name stands, and what sort of document it is. Names nobody. */
  source: string;
  language: string;
  /** Day on which it was approved, as `2026-11-21`. */
  date: string;
  /** Place in the archive. */
  collection: string;
  path: string;
}

/** A title is what a list or a citation shows; the whole question is the heading. In characters. */
const longestTitle = 150;

/** No text that came in by a message gets near it. */
const limits = { maxUnpackedBytes: 10_000_000 };

/**
 * Makes an edition of a question and its answer, by the same way as a file: what the layout repairs, the passages and their
 * seams come out as they would for a document with the question as its heading.
 */
export async function editionOfAnswer(
  written: WrittenAnswer,
  ingestedAt: number,
): Promise<{ edition: NewEdition; passages: readonly NewPassage[] }> {
  const { source, collection, path } = written;
  const file = { name: source, bytes: new TextEncoder().encode(textOf(written)), sidecar: null };
  const { details, pages, passages, warnings } = await readEdition(file, readerOf(written), limits);
  const contents = { collection, path, source, contentHash: contentHash(file), pages, warnings, ingestedAt };
  return { edition: { ...details, ...contents }, passages };
}

function textOf({ question, answer }: WrittenAnswer): string {
  return `${question}\n\n${answer}\n`;
}

function readerOf(written: WrittenAnswer): DocumentReader {
  const { question, answer, source: kind, basedOn, language, date } = written;
  const heading = question.replace(/\s+/g, ' ').trim();
  const title = heading.length <= longestTitle ? heading : `${heading.slice(0, longestTitle - 1).trimEnd()}…`;
  const lines = answer.split('\n').filter((line) => line.trim() !== '');
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: heading, page: null },
    ...lines.map((line): Block => {
      const item = /^\s*[-•]\s+(.*)$/.exec(line)?.[1];
      return { kind: item === undefined ? 'paragraph' : 'item', text: item ?? line.trim(), page: null };
    }),
  ];
  const read = {
    blocks,
    pages: null,
    details: { title, date, kind, language, basedOn },
    literal: textOf(written),
    warnings: [],
  };
  return { extensions: [], read: () => Promise.resolve(read) };
}
