import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';

/**
 * The processes that share the database, and what each holds. That one is gone is a deleted row: the foreign keys free
 * whatever it held in the same statement, and whatever it still tries to take is refused.
 */
export const instances: Migration = {
  name: '0003-instances',
  async up(db) {
    await db.schema
      .createTable('instance')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('alive_until', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('duty')
      .addColumn('name', 'text', (column) => column.primaryKey().notNull())
      .addColumn('holder_id', 'text', (column) => column.notNull().references('instance.id').onDelete('cascade'))
      .execute();
    await addHolder(db, 'inbox_event');
    await addHolder(db, 'outbox_row');
  },
};

async function addHolder<S>(db: Kysely<S>, table: 'inbox_event' | 'outbox_row'): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn('holder_id', 'text', (column) => column.references('instance.id').onDelete('set null'))
    .execute();
  // For the foreign key: few rows are held at a time, of very many.
  const index = sql.ref(`${table}_holder`);
  await sql`create index ${index} on ${sql.table(table)} (holder_id) where holder_id is not null`.execute(db);
}
