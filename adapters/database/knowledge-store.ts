import type { Kysely, Selectable } from 'kysely';
import { newId } from '../../src/kernel/ids.ts';
import type { Document, NewPassage, Passage } from '../../src/knowledge/document.ts';
import type { KnowledgeChange, KnowledgeStore, NewEdition } from '../../src/knowledge/knowledge-store.ts';
import { fromJson } from './json.ts';
import { atomically, type Locks } from './locks.ts';
import type { Schema } from './schema.ts';

/** Passages in one insert: six parameters each, far below SQLite's 32,766 and PostgreSQL's 65,535. */
const passagesPerInsert = 500;
const byTitle = new Intl.Collator('nl', { numeric: true });

/** The archive in the database. */
export class SqlKnowledgeStore implements KnowledgeStore {
  readonly #db: Kysely<Schema>;
  readonly #locks: Locks;

  constructor(db: Kysely<Schema>, locks: Locks) {
    this.#db = db;
    this.#locks = locks;
  }

  async findDocument(id: string): Promise<Document | undefined> {
    const row = await this.#db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toDocument(row);
  }

  async findDocumentByPath(collection: string, path: string): Promise<Document | undefined> {
    const row = await this.#db
      .selectFrom('document')
      .selectAll()
      .where('collection', '=', collection)
      .where('path', '=', path)
      .executeTakeFirst();
    return row === undefined ? undefined : toDocument(row);
  }

  /** Sorted here: each engine, and each PostgreSQL server, has its own idea of the alphabet. */
  async listDocuments(collection?: string): Promise<Document[]> {
    const rows = await this.#db
      .selectFrom('document')
      .selectAll()
      .$if(collection !== undefined, (query) => query.where('collection', '=', collection ?? ''))
      .execute();
    return rows
      .map(toDocument)
      .sort((a, b) => byTitle.compare(a.title, b.title) || byTitle.compare(a.path, b.path) || (a.id < b.id ? -1 : 1));
  }

  async saveEdition(edition: NewEdition, passages: readonly NewPassage[]): Promise<Document> {
    const row = await atomically(this.#db, async (transaction) => {
      await this.#locks.knowledge(transaction);
      const values = toEditionColumns(edition, passages.length);
      const saved = await transaction
        .insertInto('document')
        .values({ ...values, id: newId(), edition: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(['collection', 'path'])
            .doUpdateSet((eb) => ({ ...values, edition: eb('document.edition', '+', 1) })),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      await transaction.deleteFrom('passage').where('documentId', '=', saved.id).execute();
      for (let from = 0; from < passages.length; from += passagesPerInsert) {
        const batch = passages.slice(from, from + passagesPerInsert);
        await transaction
          .insertInto('passage')
          .values(batch.map((passage) => toPassageRow(saved.id, passage)))
          .execute();
      }
      await transaction.insertInto('knowledgeChange').values({ documentId: saved.id }).execute();
      return saved;
    });
    return toDocument(row);
  }

  async removeDocument(id: string, edition?: number): Promise<boolean> {
    return atomically(this.#db, async (transaction) => {
      await this.#locks.knowledge(transaction);
      const { numDeletedRows } = await transaction
        .deleteFrom('document')
        .where('id', '=', id)
        .$if(edition !== undefined, (query) => query.where('edition', '=', edition ?? 0))
        .executeTakeFirstOrThrow();
      if (numDeletedRows === 0n) return false;
      await transaction.insertInto('knowledgeChange').values({ documentId: id }).execute();
      return true;
    });
  }

  async passagesOf(documentId: string): Promise<Passage[]> {
    const rows = await this.#db
      .selectFrom('passage')
      .selectAll()
      .where('documentId', '=', documentId)
      .orderBy('position', 'asc')
      .execute();
    return rows.map(toPassage);
  }

  async findPassage(id: number): Promise<Passage | undefined> {
    const row = await this.#db.selectFrom('passage').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toPassage(row);
  }

  async latestChange(): Promise<number> {
    const { seq } = await this.#db
      .selectFrom('knowledgeChange')
      .select((eb) => eb.fn.max<number | null>('seq').as('seq'))
      .executeTakeFirstOrThrow();
    return seq ?? 0;
  }

  async changesSince(seq: number): Promise<KnowledgeChange[]> {
    return this.#db.selectFrom('knowledgeChange').selectAll().where('seq', '>', seq).orderBy('seq', 'asc').execute();
  }
}

function toDocument(row: Selectable<Schema['document']>): Document {
  return { ...row, warnings: fromJson<string[]>(row.warnings) };
}

function toEditionColumns(edition: NewEdition, passages: number) {
  return {
    collection: edition.collection,
    path: edition.path,
    source: edition.source,
    contentHash: edition.contentHash,
    pages: edition.pages,
    passages,
    warnings: JSON.stringify(edition.warnings),
    ingestedAt: edition.ingestedAt,
    title: edition.title,
    organisation: edition.organisation,
    date: edition.date,
    region: edition.region,
    kind: edition.kind,
    language: edition.language,
    url: edition.url,
    basedOn: edition.basedOn,
    reviewDate: edition.reviewDate,
  };
}

function toPassageRow(documentId: string, passage: NewPassage) {
  const { position, page, text } = passage;
  const section = JSON.stringify(passage.section);
  return { documentId, position, section, page, text, seams: JSON.stringify(passage.seams) };
}

function toPassage(row: Selectable<Schema['passage']>): Passage {
  return { ...row, section: fromJson<string[]>(row.section), seams: fromJson<number[]>(row.seams) };
}
