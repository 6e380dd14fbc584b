import type { Migration } from '../migration.ts';

/** Places for tickets in groups of advisors, and where a ticket is worked on. */
export const rooms: Migration = {
  name: '0007-rooms',
  async up(db) {
    await db.schema
      .createTable('room')
      .addColumn('ticket_id', 'text', (column) => column.notNull().references('ticket.id').onDelete('cascade'))
      .addColumn('group_id', 'text', (column) => column.notNull().references('conversation.id').onDelete('cascade'))
      .addColumn('conversation_id', 'text', (column) =>
        column.notNull().unique().references('conversation.id').onDelete('cascade'),
      )
      .addColumn('card_id', 'text', (column) => column.notNull().references('message.id').onDelete('cascade'))
      .addColumn('title', 'text')
      .addPrimaryKeyConstraint('room_once', ['ticket_id', 'group_id'])
      .execute();
    await db.schema.createIndex('room_group').on('room').columns(['group_id']).execute();
    await db.schema.createIndex('conversation_audience').on('conversation').columns(['audience']).execute();
    await db.schema.alterTable('ticket').addColumn('workplace_id', 'text').execute();
  },
};
