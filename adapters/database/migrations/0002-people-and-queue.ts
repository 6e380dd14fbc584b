import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';
import { ascendingKey, type Migration } from '../migration.ts';

/** People and their accounts, what advisors do with tickets, and what a relay between channels has to remember. */
export const peopleAndQueue: Migration = {
  name: '0002-people-and-queue',
  async up(db, engine) {
    await createPeople(db, engine);
    await extendConversations(db, engine);
    await extendDelivery(db);
    await extendTickets(db);
    await createAgenda(db, engine);
  },
};

async function createPeople<S>(db: Kysely<S>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('person')
    .addColumn('seq', ...ascendingKey(engine))
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text')
    .addColumn('roles', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('place', 'text')
    .addColumn('profile', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('identity')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('sender_key', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('identity_account', ['channel', 'sender_key'])
    .execute();
  await db.schema.createIndex('identity_person').on('identity').columns(['person_id', 'last_seen_at']).execute();

  await db.schema
    .createTable('invitation')
    .addColumn('code_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('role', 'text')
    .addColumn('person_id', 'text', (column) => column.references('person.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('redeemed_at', 'bigint')
    .execute();

  await db.schema
    .createTable('redeem_attempt')
    .addColumn('seq', ...ascendingKey(engine))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('sender_key', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('redeem_attempt_account')
    .on('redeem_attempt')
    .columns(['channel', 'sender_key', 'at'])
    .execute();
}

async function extendConversations<S>(db: Kysely<S>, engine: Engine): Promise<void> {
  await db.schema.alterTable('conversation').addColumn('current_ticket_id', 'text').execute();

  await db.schema.alterTable('message').addColumn('relay', 'text').execute();
  await db.schema.alterTable('message').addColumn('relayed_id', 'text').execute();
  await db.schema.alterTable('message').addColumn('ticket_id', 'text').execute();
  await db.schema.alterTable('message').addColumn('reply_to_id', 'text').execute();
  await db.schema.alterTable('message').addColumn('edited_at', 'bigint').execute();
  await db.schema.alterTable('message').addColumn('deleted_at', 'bigint').execute();
  await sql`create index message_relayed on message (relayed_id) where relayed_id is not null`.execute(db);
  await sql`create index message_ticket on message (ticket_id, seq) where ticket_id is not null`.execute(db);

  await db.schema
    .createTable('attachment')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('message_id', 'text', (column) => column.notNull().references('message.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('content', engine === 'sqlite' ? 'blob' : 'bytea', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('attachment_message').on('attachment').columns(['message_id', 'position']).execute();

  await db.schema
    .createTable('message_ref')
    .addColumn('seq', ...ascendingKey(engine))
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('ref', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull().references('message.id').onDelete('cascade'))
    .addUniqueConstraint('message_ref_platform_id', ['conversation_id', 'ref'])
    .execute();
  await db.schema.createIndex('message_ref_message').on('message_ref').column('message_id').execute();
}

async function extendDelivery<S>(db: Kysely<S>): Promise<void> {
  await db.schema
    .alterTable('outbox_row')
    .addColumn('action', 'text', (column) => column.notNull().defaultTo('send'))
    .execute();
  await db.schema
    .alterTable('outbox_row')
    .addColumn('withholdable', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  // Set while an attempt is under way; a crash leaves it set, and the next attempt sets it anew.
  await db.schema.alterTable('outbox_row').addColumn('started_at', 'bigint').execute();
}

async function extendTickets<S>(db: Kysely<S>): Promise<void> {
  const nothingTold = JSON.stringify({ place: null, tried: null, neededBy: null });
  await db.schema
    .alterTable('ticket')
    .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('ticket')
    .addColumn('intake', 'text', (column) => column.notNull().defaultTo(nothingTold))
    .execute();
  await db.schema
    .alterTable('ticket')
    .addColumn('expertises', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db.schema.alterTable('ticket').addColumn('assignee_id', 'text').execute();
  await db.schema.alterTable('ticket').addColumn('lease_until', 'bigint').execute();
  await db.schema
    .alterTable('ticket')
    .addColumn('offer_step', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('ticket').addColumn('rating', 'integer').execute();
  await db.schema
    .alterTable('ticket')
    .addColumn('changed_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update ticket set changed_at = created_at`.execute(db);
  await db.schema.createIndex('ticket_assignee').on('ticket').columns(['assignee_id', 'state']).execute();

  await db.schema.alterTable('ticket_event').addColumn('person_id', 'text').execute();
  await db.schema.alterTable('ticket_event').addColumn('text', 'text').execute();

  await db.schema
    .createTable('ticket_offer')
    .addColumn('ticket_id', 'text', (column) => column.notNull().references('ticket.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('step', 'integer', (column) => column.notNull())
    .addColumn('reasons', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_offer_once', ['ticket_id', 'person_id'])
    .execute();

  await db.schema
    .createTable('ticket_companion')
    .addColumn('ticket_id', 'text', (column) => column.notNull().references('ticket.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_companion_once', ['ticket_id', 'person_id'])
    .execute();

  await db.schema
    .createTable('archive_proposal')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('ticket_id', 'text', (column) => column.notNull().references('ticket.id').onDelete('cascade'))
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('source', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('proposed_by', 'text', (column) => column.notNull())
    .addColumn('proposed_at', 'bigint', (column) => column.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'bigint')
    .execute();
}

async function createAgenda<S>(db: Kysely<S>, engine: Engine): Promise<void> {
  await db.schema
    .createTable('due_task')
    .addColumn('seq', ...ascendingKey(engine))
    .addColumn('ticket_id', 'text', (column) => column.notNull().references('ticket.id').onDelete('cascade'))
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addUniqueConstraint('due_task_once', ['ticket_id', 'kind'])
    .execute();
  await db.schema.createIndex('due_task_due').on('due_task').columns(['due_at', 'seq']).execute();
}
