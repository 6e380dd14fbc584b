import { ascendingKey, type Migration } from '../migration.ts';

/** Documents that board members sent to the desk. */
export const documentDrafts: Migration = {
  name: '0008-document-drafts',
  async up(db, engine) {
    await db.schema
      .createTable('document_draft')
      .addColumn('number', ...ascendingKey(engine))
      .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
      .addColumn('message_id', 'text', (column) => column.notNull().references('message.id').onDelete('cascade'))
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('edition', 'text', (column) => column.notNull())
      .addColumn('passages', 'text', (column) => column.notNull())
      .addColumn('replaces', 'integer', (column) => column.notNull())
      .addColumn('former', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('document_draft_message').on('document_draft').column('message_id').execute();
  },
};
