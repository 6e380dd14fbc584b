import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import pg from 'pg';
import { DeskError } from '../../src/kernel/errors.ts';
import type { DatabaseConfig } from './engine.ts';
import { advisoryLockSpace, advisoryLocks } from './locks.ts';
import { postgresSettings } from './postgres.ts';
import { makeDirectory } from './sqlite.ts';
import { directoryUnavailable, postgresName, postgresUnavailable } from './unavailable.ts';

/** PostgreSQL needs a moment to notice that the holder was killed; a server that really runs holds on longer than this. */
const postgresPatienceMs = 1_000;
const lockNotAvailable = '55P03';

/** The right to be the server of a database. */
export interface ServerLock {
  /** Gives it up; a second call does nothing. */
  release(): Promise<void>;
}

/**
 * Makes this process the one server of the database; commands may use the same database beside it. The operating system or
 * the database server holds the lock for us, so it ends with the process, however that ends, and is never stale.
 *
 * On PostgreSQL it belongs to one connection: when that breaks while the server runs on, the lock is free.
 *
 * Throws `server_running` when another process is the server, and `database_unavailable` when the place cannot be reached.
 */
export async function acquireServerLock(config: DatabaseConfig): Promise<ServerLock> {
  switch (config.kind) {
    case 'sqlite':
      return lockDirectory(config.directory);
    case 'sqlite-memory':
      return { async release() {} };
    case 'postgresql':
      return lockPostgres(config.url);
  }
}

/** An open exclusive transaction on a file of its own: a lock of the operating system that works the same on every system. */
function lockDirectory(directory: string): ServerLock {
  makeDirectory(directory);
  let holder: SQLite.Database | undefined;
  try {
    holder = new SQLite(join(directory, 'server.lock'), { timeout: 0 });
    holder.exec('begin exclusive');
  } catch (error) {
    holder?.close();
    if (error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw serverRunning(`met de gegevensmap ${directory}`, 'een andere gegevensmap');
    }
    throw directoryUnavailable(error, directory);
  }
  const held = holder;
  return {
    async release() {
      held.close();
    },
  };
}

async function lockPostgres(url: string): Promise<ServerLock> {
  const holder = new pg.Client({ ...postgresSettings(url), lock_timeout: postgresPatienceMs });
  holder.on('error', () => {});
  try {
    await holder.connect();
    await holder.query('select pg_advisory_lock($1, $2)', [advisoryLockSpace, advisoryLocks.server]);
  } catch (error) {
    await holder.end().catch(() => {});
    if (error instanceof pg.DatabaseError && error.code === lockNotAvailable) {
      throw serverRunning(`op de database ${postgresName(url)}`, 'een andere database');
    }
    throw postgresUnavailable(error, url);
  }
  return { release: () => holder.end() };
}

function serverRunning(where: string, other: string): DeskError {
  return new DeskError(
    'server_running',
    `Er draait al een server van Dorpsbalie ${where}. Stop die server eerst, of kies ${other} voor deze.`,
  );
}
