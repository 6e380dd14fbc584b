import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';
import { ascendingKey, type Migration } from '../migration.ts';

/** Conversations, inbox and outbox, the archive and its tickets. */
export const firstDesk: Migration = {
  name: '0001-first-desk',
  async up(db, engine) {
    await createConversations(db, engine);
    await createDelivery(db, engine);
    await createKnowledge(db, engine);
    await createTickets(db, engine);
  },
};

async function createConversations<S>(db: Kysely<S>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('conversation')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('disclosed_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('conversation_channel_key', ['channel', 'key'])
    .execute();

  await db.schema
    .createTable('message')
    .addColumn('seq', ...ascendingKey(engine))
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('details', 'text')
    .addColumn('helpful', 'integer')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('message_transcript').on('message').columns(['conversation_id', 'seq']).execute();
}

/**
 * A `…_waiting` index finds what waits in a channel and holds nothing else, so looking for work costs the same after years;
 * `…_order` says whether something of the same conversation waits before it. SQLite keeps no statistics and takes any index
 * that fits: no other one may start with `channel` or hold only `conversation_id`.
 */
async function createDelivery<S>(db: Kysely<S>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('inbox_event')
    .addColumn('seq', ...ascendingKey(engine))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('due_at', 'bigint')
    .addColumn('error_code', 'text')
    .addColumn('handled_at', 'bigint')
    .addUniqueConstraint('inbox_event_platform_id', ['event_id', 'channel'])
    .execute();
  await sql`create index inbox_event_waiting on inbox_event (channel, seq) where handled_at is null`.execute(db);
  await db.schema
    .createIndex('inbox_event_order')
    .on('inbox_event')
    .columns(['conversation_id', 'handled_at', 'seq'])
    .execute();

  await db.schema
    .createTable('outbox_row')
    .addColumn('seq', ...ascendingKey(engine))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('message_id', 'text', (column) => column.notNull().references('message.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('due_at', 'bigint')
    .addColumn('error_code', 'text')
    .addColumn('ended_at', 'bigint')
    .addColumn('ending', 'text')
    .addColumn('reason', 'text')
    .execute();
  await sql`create index outbox_row_waiting on outbox_row (channel, seq) where ended_at is null`.execute(db);
  await db.schema
    .createIndex('outbox_row_order')
    .on('outbox_row')
    .columns(['conversation_id', 'ended_at', 'seq'])
    .execute();
  await db.schema.createIndex('outbox_row_message').on('outbox_row').column('message_id').execute();
}

async function createKnowledge<S>(db: Kysely<S>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('document')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('collection', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('edition', 'integer', (column) => column.notNull())
    .addColumn('pages', 'integer')
    .addColumn('passages', 'integer', (column) => column.notNull())
    .addColumn('warnings', 'text', (column) => column.notNull())
    .addColumn('ingested_at', 'bigint', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('organisation', 'text')
    .addColumn('date', 'text')
    .addColumn('region', 'text')
    .addColumn('kind', 'text')
    .addColumn('language', 'text')
    .addColumn('url', 'text')
    .addColumn('based_on', 'text')
    .addColumn('review_date', 'text')
    .addUniqueConstraint('document_collection_path', ['collection', 'path'])
    .execute();

  await db.schema
    .createTable('passage')
    .addColumn('id', ...ascendingKey(engine))
    .addColumn('document_id', 'text', (column) => column.notNull().references('document.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('section', 'text', (column) => column.notNull())
    .addColumn('page', 'integer')
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('seams', 'text', (column) => column.notNull())
    .addUniqueConstraint('passage_document_position', ['document_id', 'position'])
    .execute();

  await db.schema
    .createTable('knowledge_change')
    .addColumn('seq', ...ascendingKey(engine))
    .addColumn('document_id', 'text', (column) => column.notNull())
    .execute();
}

async function createTickets<S>(db: Kysely<S>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('ticket')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('number', 'integer', (column) => column.notNull().unique())
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('message_id', 'text', (column) => column.notNull().references('message.id').onDelete('cascade'))
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('passages', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('ticket_conversation').on('ticket').columns(['conversation_id', 'number']).execute();
  await db.schema.createIndex('ticket_message').on('ticket').column('message_id').execute();

  await db.schema
    .createTable('ticket_event')
    .addColumn('seq', ...ascendingKey(engine))
    .addColumn('ticket_id', 'text', (column) => column.notNull().references('ticket.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('ticket_event_ticket').on('ticket_event').columns(['ticket_id', 'seq']).execute();

  await db.schema
    .createTable('ticket_counter')
    .addColumn('last', 'integer', (column) => column.notNull())
    .execute();
  await sql`insert into ticket_counter (last) values (0)`.execute(db);
}
