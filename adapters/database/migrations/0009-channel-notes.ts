import type { Migration } from '../migration.ts';

/** What channels remember of their platforms. */
export const channelNotes: Migration = {
  name: '0009-channel-notes',
  async up(db) {
    await db.schema
      .createTable('channel_note')
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('topic', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('channel_note_once', ['channel', 'topic'])
      .execute();
  },
};
