import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Document, Passage } from '../../../src/knowledge/document.ts';
import type { KnowledgeChange, KnowledgeStore } from '../../../src/knowledge/knowledge-store.ts';

/** A document with its passages: one line of a corpus file. */
export interface ShelvedDocument {
  document: Document;
  passages: readonly Passage[];
}

/** A passage as every system gets it. */
export interface Piece {
  id: number;
  source: string;
  title: string;
  section: string;
  /** What else the document says of itself: organisation, region, kind, year. */
  origin: string;
  text: string;
}

/** The passages that are searched: as the port that our index follows, and as a plain list. */
export interface Corpus {
  store: KnowledgeStore;
  pieces: readonly Piece[];
}

export async function readCorpus(file: string): Promise<Corpus> {
  const shelf: ShelvedDocument[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) shelf.push(parseLine(line));
  const pieces = shelf.flatMap(({ document, passages }) => passages.map((passage) => pieceOf(document, passage)));
  return { store: new ShelfStore(shelf), pieces };
}

/** All that a system without fields gets of a passage. */
export function wholeText({ title, section, origin, text }: Piece): string {
  return [title, section, origin, text].filter((part) => part !== '').join('\n');
}

/** A line that `prepare` wrote a moment before. */
function parseLine(line: string): ShelvedDocument {
  return JSON.parse(line);
}

function pieceOf(document: Document, { id, section, text }: Passage): Piece {
  const { source, title, organisation, region, kind, date } = document;
  const origin = [organisation, region, kind, date?.slice(0, 4)].filter((part) => part != null).join(' ');
  return { id, source, title, section: section.join(' '), origin, text };
}

/** An archive that does not change, in memory. */
export class ShelfStore implements KnowledgeStore {
  private readonly shelf: ReadonlyMap<string, ShelvedDocument>;

  constructor(shelf: readonly ShelvedDocument[]) {
    this.shelf = new Map(shelf.map((entry) => [entry.document.id, entry]));
  }

  findDocument(id: string): Promise<Document | undefined> {
    return Promise.resolve(this.shelf.get(id)?.document);
  }

  findDocumentByPath(collection: string, path: string): Promise<Document | undefined> {
    const found = [...this.shelf.values()].find(
      ({ document }) => document.collection === collection && document.path === path,
    );
    return Promise.resolve(found?.document);
  }

  listDocuments(): Promise<Document[]> {
    return Promise.resolve([...this.shelf.values()].map(({ document }) => document));
  }

  passagesOf(documentId: string): Promise<Passage[]> {
    return Promise.resolve([...(this.shelf.get(documentId)?.passages ?? [])]);
  }

  findPassage(id: number): Promise<Passage | undefined> {
    const passages = [...this.shelf.values()].flatMap((entry) => entry.passages);
    return Promise.resolve(passages.find((passage) => passage.id === id));
  }

  latestChange(): Promise<number> {
    return Promise.resolve(this.shelf.size);
  }

  changesSince(seq: number): Promise<KnowledgeChange[]> {
    return Promise.resolve([...this.shelf.keys()].map((documentId, i) => ({ seq: i + 1, documentId })).slice(seq));
  }

  saveEdition(): Promise<never> {
    return Promise.reject(new Error('this archive does not change'));
  }

  removeDocument(): Promise<never> {
    return Promise.reject(new Error('this archive does not change'));
  }
}
