import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** What advisors are preparing to send, and at most one proposal for the archive that lives, for each ticket. */
export const drafts: Migration = {
  name: '0004-drafts',
  async up(db) {
    await db.schema
      .createTable('reply_draft')
      .addColumn('ticket_id', 'text', (column) => column.notNull().references('ticket.id').onDelete('cascade'))
      .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('passages', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('reply_draft_once', ['ticket_id', 'person_id'])
      .execute();
    await sql`create unique index archive_proposal_living on archive_proposal (ticket_id) where state <> 'refused'`.execute(
      db,
    );
  },
};
