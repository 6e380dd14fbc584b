import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { DeskError } from '../../src/kernel/errors.ts';
import type { DatabaseConfig } from './engine.ts';
import { makeDirectory } from './sqlite.ts';
import { directoryUnavailable } from './unavailable.ts';

/** The right to be the server of a database. */
export interface ServerLock {
  /** Gives it up; a second call does nothing. */
  release(): Promise<void>;
}

/**
 * Makes this process the one server of a SQLite database; commands may use the same database beside it. The operating system
 * holds the lock for us, so it ends with the process, however that ends, and is never stale. A PostgreSQL has as many servers
 * as you like: see `Presence`.
 *
 * Throws `server_running` when another process is the server, and `database_unavailable` when the place cannot be reached.
 */
export async function acquireServerLock(config: DatabaseConfig): Promise<ServerLock> {
  return config.kind === 'sqlite' ? lockDirectory(config.directory) : { async release() {} };
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
      throw serverRunning(directory);
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

function serverRunning(directory: string): DeskError {
  return new DeskError(
    'server_running',
    `Er draait al een server van Dorpsbalie met de gegevensmap ${directory}. ` +
      'Stop die server eerst, of kies een andere gegevensmap voor deze.',
  );
}
