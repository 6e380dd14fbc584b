import { setTimeout as delay } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, SelectQueryNode } from 'kysely';
import { sqliteUnavailable } from './unavailable.ts';

/** How long we wait for another process that writes. */
const busyTimeoutMs = 5_000;
const longestPauseMs = 25;

/** The open handles of one SQLite database. */
export interface SqliteHandles {
  writer: SQLite.Database;
  /** Null for a database in memory, which only its own connection can see. */
  reader: SQLite.Database | null;
}

/**
 * Kysely's SQLite driver with three differences. A transaction takes the write lock at its start (`begin immediate`), so
 * that another process's writes cannot fail it halfway. Reads outside a transaction have a connection of their own, so they
 * neither wait for a transaction nor see half of one. And waiting for another process does not block the event loop: SQLite's
 * own busy timeout would stop the whole server for as long as somebody else writes, and would never end when that somebody
 * is in the same process.
 */
export class SqliteDriver implements Driver {
  readonly #handles: SqliteHandles;
  readonly #turns = new Turns();

  constructor(handles: SqliteHandles) {
    this.#handles = handles;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.#handles, this.#turns);
  }

  /** SQLite's transactions are serialisable whatever the settings ask. */
  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    await connection.rollback();
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    connection.release();
  }

  /** Waits for the transactions under way. */
  async destroy(): Promise<void> {
    await this.#turns.take();
    this.#handles.reader?.close();
    this.#handles.writer.close();
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #handles: SqliteHandles;
  readonly #turns: Turns;
  /** Set from `begin` on: we are the writer until it is called. */
  #endTurn: (() => void) | null = null;

  constructor(handles: SqliteHandles, turns: Turns) {
    this.#handles = handles;
    this.#turns = turns;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { writer, reader } = this.#handles;
    if (this.#endTurn !== null) return run<R>(writer, query);
    if (reader !== null && SelectQueryNode.is(query.query)) return whenFree(() => run<R>(reader, query));
    const endTurn = await this.#turns.take();
    try {
      return await whenFree(() => run<R>(writer, query));
    } finally {
      endTurn();
    }
  }

  async begin(): Promise<void> {
    const endTurn = await this.#turns.take();
    try {
      await whenFree(() => run(this.#handles.writer, CompiledQuery.raw('begin immediate')));
    } catch (error) {
      endTurn();
      throw error;
    }
    this.#endTurn = endTurn;
  }

  /** A full disk or a failing one ends the transaction by itself; the rollback then has nothing to do. */
  async rollback(): Promise<void> {
    if (this.#handles.writer.inTransaction) run(this.#handles.writer, CompiledQuery.raw('rollback'));
  }

  release(): void {
    this.#endTurn?.();
    this.#endTurn = null;
  }

  /** No query of ours is streamed. */
  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('streaming is not supported');
  }
}

function run<R>(handle: SQLite.Database, query: CompiledQuery): QueryResult<R> {
  try {
    const statement = handle.prepare<unknown[], R>(query.sql);
    if (statement.reader) return { rows: statement.all(...query.parameters) };
    return { rows: [], numAffectedRows: BigInt(statement.run(...query.parameters).changes) };
  } catch (error) {
    throw sqliteUnavailable(error, handle.name) ?? error;
  }
}

/**
 * Does a piece of work that changes nothing when the database is busy, again and again until it is not. Gives up after
 * `patienceMs` with the last error.
 */
export async function whenFree<T>(work: () => T, patienceMs: number = busyTimeoutMs): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() >= deadline) throw error;
    }
    await delay(pauseMs);
  }
}

function isBusy(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof SQLite.SqliteError && cause.code.startsWith('SQLITE_BUSY');
}

/** One at a time, in the order of asking. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Waits for its turn, which lasts until the returned function is called. */
  async take(): Promise<() => void> {
    const before = this.#last;
    let end = (): void => {};
    this.#last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }
}
