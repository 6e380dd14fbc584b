import type { Kysely } from 'kysely';
import type { DraftStore, ReplyDraft } from '../../src/queue/draft.ts';
import { fromJson } from './json.ts';
import type { Schema } from './schema.ts';

/** What advisors are preparing to send, in the database. */
export class SqlDraftStore implements DraftStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async findDraft(ticketId: string, personId: string): Promise<ReplyDraft | undefined> {
    const row = await this.#db
      .selectFrom('replyDraft')
      .selectAll()
      .where('ticketId', '=', ticketId)
      .where('personId', '=', personId)
      .executeTakeFirst();
    return row && { ...row, passages: fromJson<number[]>(row.passages) };
  }

  async saveDraft({ ticketId, personId, text, passages, changedAt }: ReplyDraft): Promise<void> {
    const values = { text, passages: JSON.stringify(passages), changedAt };
    await this.#db
      .insertInto('replyDraft')
      .values({ ticketId, personId, ...values })
      .onConflict((conflict) => conflict.columns(['ticketId', 'personId']).doUpdateSet(values))
      .execute();
  }

  async dropDraft(ticketId: string, personId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('replyDraft')
      .where('ticketId', '=', ticketId)
      .where('personId', '=', personId)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }
}
