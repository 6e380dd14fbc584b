import type { Kysely, Selectable } from 'kysely';
import type {
  DocumentDraft,
  DocumentDraftStore,
  DraftState,
  ListedDraft,
  NewDocumentDraft,
  ReadyEdition,
} from '../../src/desk/documents/document-draft.ts';
import { fromJson } from './json.ts';
import type { Schema } from './schema.ts';

/** Documents that board members sent, in the database. */
export class SqlDocumentDraftStore implements DocumentDraftStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async addDraft({ edition, passages, ...draft }: NewDocumentDraft): Promise<DocumentDraft> {
    const row = await this.#db
      .insertInto('documentDraft')
      .values({
        ...draft,
        ...{ state: 'waiting', former: null },
        edition: JSON.stringify(edition),
        passages: JSON.stringify(passages),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toDraft(row);
  }

  async findDraft(number: number): Promise<DocumentDraft | undefined> {
    const row = await this.#db.selectFrom('documentDraft').selectAll().where('number', '=', number).executeTakeFirst();
    return row && toDraft(row);
  }

  async listDrafts(state: DraftState, limit: number, personId?: string): Promise<ListedDraft[]> {
    let query = this.#listed().where('state', '=', state).orderBy('number', 'desc').limit(limit);
    if (personId !== undefined) query = query.where('personId', '=', personId);
    return (await query.execute()).map(toListed);
  }

  async changeDraft(
    number: number,
    from: DraftState,
    { edition, passages, former, ...plain }: Parameters<DocumentDraftStore['changeDraft']>[2],
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('documentDraft')
      .set({
        ...plain,
        ...(edition && { edition: JSON.stringify(edition) }),
        ...(passages && { passages: JSON.stringify(passages) }),
        ...(former !== undefined && { former: former && JSON.stringify(former) }),
      })
      .where('number', '=', number)
      .where('state', '=', from)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async draftsOf(messageId: string): Promise<ListedDraft[]> {
    return (await this.#listed().where('messageId', '=', messageId).orderBy('number').execute()).map(toListed);
  }

  async forgetBefore(moment: number): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('documentDraft')
      .where('createdAt', '<', moment)
      .where('state', '!=', 'added')
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  #listed() {
    return this.#db.selectFrom('documentDraft').select(['number', 'personId', 'messageId', 'state', 'edition']);
  }
}

function toListed(row: Pick<Selectable<Schema['documentDraft']>, keyof ListedDraft>): ListedDraft {
  return { ...row, edition: fromJson<DocumentDraft['edition']>(row.edition) };
}

function toDraft({ edition, passages, former, ...row }: Selectable<Schema['documentDraft']>): DocumentDraft {
  return {
    ...row,
    edition: fromJson<DocumentDraft['edition']>(edition),
    passages: fromJson<DocumentDraft['passages']>(passages),
    former: former === null ? null : fromJson<ReadyEdition>(former),
  };
}
