import type { Document, EditionDetails, NewPassage, Passage } from './document.ts';

/** An edition that is to take the place of the one before it. */
export interface NewEdition extends EditionDetails {
  collection: string;
  path: string;
  source: string;
  contentHash: string;
  pages: number | null;
  warnings: readonly string[];
  ingestedAt: number;
}

/** A change that indexes in memory follow. */
export interface KnowledgeChange {
  /** Ascending; a later change has a higher number. */
  seq: number;
  documentId: string;
}

/** Port: the documents, their passages and the record of changes. The database is the truth; indexes are caches of it. */
export interface KnowledgeStore {
  findDocument(id: string): Promise<Document | undefined>;
  findDocumentByPath(collection: string, path: string): Promise<Document | undefined>;
  /** All documents, or those of one collection, by title. */
  listDocuments(collection?: string): Promise<Document[]>;
  /** Stores an edition with its passages in place of the one before, and records the change. Returns the document. */
  saveEdition(edition: NewEdition, passages: readonly NewPassage[]): Promise<Document>;
  /** Takes a document, or this edition of it alone, out of the archive, and records the change. False when there was none. */
  removeDocument(id: string, edition?: number): Promise<boolean>;
  /** The passages of a document in their order; none when it is gone. */
  passagesOf(documentId: string): Promise<Passage[]>;
  /** A passage by its number; undefined when its document has a newer edition or is gone. */
  findPassage(id: number): Promise<Passage | undefined>;
  /** The number of the newest change, 0 when there is none. */
  latestChange(): Promise<number>;
  /** Changes after `seq`, oldest first. */
  changesSince(seq: number): Promise<KnowledgeChange[]>;
}
