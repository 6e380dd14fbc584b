import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * What keeps two transactions apart where the order of their numbers must be the order in which others see them. Every
 * lock lasts until its transaction ends.
 */
export interface Locks {
  /** True where several processes do the same work, and so have to claim it. */
  readonly shared: boolean;
  /** One process at a time changes the schema. */
  migration(transaction: Kysely<Schema>): Promise<void>;
  /** One transaction at a time numbers changes of the archive. */
  knowledge(transaction: Kysely<Schema>): Promise<void>;
  /** One transaction at a time numbers what belongs to this conversation. */
  conversation(transaction: Kysely<Schema>, conversationId: string): Promise<void>;
}

/** SQLite has one writer, and a transaction of ours is that writer from its first statement: nothing is left to keep apart. */
export const sqliteLocks: Locks = {
  shared: false,
  async migration() {},
  async knowledge() {},
  async conversation() {},
};

/** First key of our advisory locks ("dorp" in ASCII), so that they meet nobody else's in a shared database. */
const advisoryLockSpace = 0x646f7270;

/** Second key of each advisory lock. */
const advisoryLocks = { migration: 1, knowledge: 2 } as const;

/**
 * PostgreSQL hands out sequence numbers before the commit that shows them. Without a lock, a reader who follows "everything
 * after N" could see 8, go on from there, and never see 7, whose transaction ended later.
 */
export const postgresLocks: Locks = {
  shared: true,
  migration: (transaction) => advisoryLock(transaction, advisoryLocks.migration),
  knowledge: (transaction) => advisoryLock(transaction, advisoryLocks.knowledge),
  async conversation(transaction, conversationId) {
    await transaction
      .selectFrom('conversation')
      .select('id')
      .where('id', '=', conversationId)
      .forNoKeyUpdate()
      .execute();
  },
};

async function advisoryLock(transaction: Kysely<Schema>, key: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLockSpace)}, ${sql.lit(key)})`.execute(transaction);
}

/** Runs work of several statements as one: in the transaction that there is, or else in one of its own. */
export function atomically<T>(db: Kysely<Schema>, work: (transaction: Kysely<Schema>) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db);
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute((transaction) => work(transaction));
}
