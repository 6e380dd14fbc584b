import { setTimeout as delay } from 'node:timers/promises';
import { CamelCasePlugin, type Dialect, Kysely, sql } from 'kysely';
import type { InstanceStore } from '../../src/delivery/presence.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { DeskError } from '../../src/kernel/errors.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Signals } from '../../src/kernel/signals.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import { SqlAgendaStore } from './agenda-store.ts';
import { SqlChannelNoteStore } from './channel-note-store.ts';
import { SqlConversationStore } from './conversation-store.ts';
import { SqlDocumentDraftStore } from './document-draft-store.ts';
import { SqlDraftStore } from './draft-store.ts';
import type { DatabaseConfig, Engine } from './engine.ts';
import { SqlFiguresStore } from './figures-store.ts';
import { SqlInboxStore } from './inbox-store.ts';
import { aloneOnSqlite, PostgresInstanceStore } from './instance-store.ts';
import { SqlKnowledgeStore } from './knowledge-store.ts';
import { type Locks, postgresLocks, sqliteLocks } from './locks.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migration.ts';
import { migrations } from './migrations/index.ts';
import { SqlOutboxStore } from './outbox-store.ts';
import { SqlPeopleStore } from './people-store.ts';
import { openPostgres } from './postgres.ts';
import { nobodyToSignal, PostgresSignals } from './postgres-signals.ts';
import { SqlRoomStore } from './room-store.ts';
import type { Schema } from './schema.ts';
import { openSqliteFile, openSqliteMemory } from './sqlite.ts';
import { StorableTextPlugin } from './storable-text.ts';
import { SqlTicketStore } from './ticket-store.ts';
import { isDeadlock, isPostgresSituation, postgresUnavailable } from './unavailable.ts';

const checkTimeoutMs = 5_000;

/** A check writes at most so often, in milliseconds: who asks after our health must not keep the disk busy. */
const checkWritesEveryMs = 1_000;

/** Connections for signs of life: a second for when the first hangs. */
const connectionsForLife = 2;

/**
 * The database of the desk.
 *
 * Inside `transaction`, use only the stores that it gives: another store of the same database would wait for that very
 * transaction to end.
 */
export interface Database extends Transactor<DeskStores> {
  readonly engine: Engine;
  /** The processes that share this database. */
  readonly instances: InstanceStore;
  /** Words to them. */
  readonly signals: Signals;
  /** For the health address: resolves when the database answers and takes what is written. Throws `database_unavailable`. */
  check(): Promise<void>;
  /** Waits for the transactions under way and closes; a second call does nothing. */
  close(): Promise<void>;
}

/**
 * Opens the database and brings its schema up to date. Several processes may have it open at the same time.
 *
 * Throws `database_unavailable` when it cannot be used, and `database_newer` when a newer version of the program has been
 * there; both with a Dutch message that says what to do.
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  return openMigrated(config, migrations);
}

/** {@link openDatabase} with other migrations than the program's own; for the tests of migrating. */
export async function openMigrated(config: DatabaseConfig, steps: readonly Migration[]): Promise<Database> {
  const engine: Engine = config.kind === 'postgresql' ? 'postgresql' : 'sqlite';
  const locks = engine === 'postgresql' ? postgresLocks : sqliteLocks;
  const db = new Kysely<Schema>({
    dialect: await openDialect(config),
    plugins: [new CamelCasePlugin(), new StorableTextPlugin()],
  });
  try {
    await migrate(db, engine, locks, steps);
  } catch (error) {
    await db.destroy();
    throw config.kind === 'postgresql' && isPostgresSituation(error) ? postgresUnavailable(error, config.url) : error;
  }
  return {
    engine,
    stores: storesOn(db, locks),
    transaction: (work) => transaction(db, locks, work),
    check: checkOf(db, config),
    ...(config.kind === 'postgresql' ? sharedBy(db, config.url) : aloneWith(db)),
  };
}

function sharedBy(db: Kysely<Schema>, url: string): Pick<Database, 'instances' | 'signals' | 'close'> {
  const signals = new PostgresSignals(db, url);
  // Work that waits for a lock can hold every connection of the pool; signs of life must not wait for it.
  const apart = new Kysely<Schema>({
    dialect: openPostgres(url, connectionsForLife),
    plugins: [new CamelCasePlugin()],
  });
  return {
    instances: new PostgresInstanceStore(apart),
    signals,
    async close() {
      await signals.close();
      await Promise.all([apart.destroy(), db.destroy()]);
    },
  };
}

function aloneWith(db: Kysely<Schema>): Pick<Database, 'instances' | 'signals' | 'close'> {
  return { instances: aloneOnSqlite, signals: nobodyToSignal, close: () => db.destroy() };
}

async function openDialect(config: DatabaseConfig): Promise<Dialect> {
  switch (config.kind) {
    case 'sqlite':
      return openSqliteFile(config.directory);
    case 'sqlite-memory':
      return openSqliteMemory();
    case 'postgresql':
      return openPostgres(config.url);
  }
}

function storesOn(db: Kysely<Schema>, locks: Locks): DeskStores {
  return {
    knowledge: new SqlKnowledgeStore(db, locks),
    conversations: new SqlConversationStore(db, locks),
    tickets: new SqlTicketStore(db),
    drafts: new SqlDraftStore(db),
    documentDrafts: new SqlDocumentDraftStore(db),
    agenda: new SqlAgendaStore(db),
    people: new SqlPeopleStore(db),
    inbox: new SqlInboxStore(db, locks),
    outbox: new SqlOutboxStore(db, locks),
    figures: new SqlFiguresStore(db),
    channelNotes: new SqlChannelNoteStore(db),
    rooms: new SqlRoomStore(db),
  };
}

/**
 * READ COMMITTED, for PostgreSQL: the stores' updates say in their `where` what they count on, and after waiting for another
 * transaction they look again at what it left. A stricter level would throw there instead, and every caller would have to
 * try again. On SQLite a transaction is alone anyhow.
 */
async function transaction<T>(db: Kysely<Schema>, locks: Locks, work: (stores: DeskStores) => Promise<T>): Promise<T> {
  try {
    return await db
      .transaction()
      .setIsolationLevel('read committed')
      .execute((inside) => work(storesOn(inside, locks)));
  } catch (error) {
    if (!isDeadlock(error)) throw error;
    throw new DeskError('busy', 'two transactions waited for each other', { cause: error, expected: false });
  }
}

function checkOf(db: Kysely<Schema>, config: DatabaseConfig): () => Promise<void> {
  let wroteAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = performance.now();
    const writes = now - wroteAt >= checkWritesEveryMs;
    if (writes) wroteAt = now;
    try {
      await check(db, config, writes);
    } catch (error) {
      // Not well until a write says otherwise.
      wroteAt = Number.NEGATIVE_INFINITY;
      throw error;
    }
  };
}

async function check(db: Kysely<Schema>, config: DatabaseConfig, writes: boolean): Promise<void> {
  const silence = new AbortController();
  const late = delay(checkTimeoutMs, undefined, { signal: silence.signal, ref: false }).then(() => {
    throw new Error(`no answer in ${checkTimeoutMs} ms`);
  });
  const answer = db.selectFrom('migration').select(sql`1`.as('answer')).limit(1).execute();
  try {
    await Promise.race([writes ? answer.then(() => tryToWrite(db)) : answer, late]);
  } catch (error) {
    if (error instanceof DeskError) throw error;
    if (config.kind === 'postgresql') throw postgresUnavailable(error, config.url);
    throw new DeskError('database_unavailable', 'De database geeft geen antwoord. Start Dorpsbalie opnieuw.', {
      cause: error,
    });
  } finally {
    late.catch(() => {});
    silence.abort();
  }
}

/** A full disk can still be read. What is written is gone before anybody else can see it. */
async function tryToWrite(db: Kysely<Schema>): Promise<void> {
  const name = `check ${newId()}`;
  await db.transaction().execute(async (transaction) => {
    await transaction.insertInto('migration').values({ name, appliedAt: 0 }).execute();
    await transaction.deleteFrom('migration').where('name', '=', name).execute();
  });
}
