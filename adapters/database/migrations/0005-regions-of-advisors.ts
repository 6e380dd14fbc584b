import type { Migration } from '../migration.ts';

/** What the board says of an advisor when it invites them: their region, and whether they are its ambassador. */
export const regionsOfAdvisors: Migration = {
  name: '0005-regions-of-advisors',
  async up(db) {
    await db.schema.alterTable('invitation').addColumn('region', 'text').execute();
    await db.schema
      .alterTable('invitation')
      .addColumn('ambassador', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
