import type { Migration } from '../migration.ts';

/** Conversations in which more people read along. */
export const groups: Migration = {
  name: '0006-groups',
  async up(db) {
    await db.schema
      .alterTable('conversation')
      .addColumn('audience', 'text', (column) => column.notNull().defaultTo('private'))
      .execute();
  },
};
