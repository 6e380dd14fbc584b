import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { SqliteDriver, type SqliteHandles, whenFree } from './sqlite-driver.ts';
import { directoryUnavailable, sqliteUnavailable } from './unavailable.ts';

/**
 * Opens the database file in this directory, both made when there are none. Other processes may have it open too.
 * Throws `database_unavailable`.
 */
export async function openSqliteFile(directory: string): Promise<Dialect> {
  makeDirectory(directory);
  const file = join(directory, 'dorpsbalie.db');
  return sqliteDialect(await whenFree(() => openHandles(file)));
}

/** Opens a database in memory. */
export function openSqliteMemory(): Dialect {
  const writer = new SQLite(':memory:', { timeout: 0 });
  writer.pragma('foreign_keys = on');
  return sqliteDialect({ writer, reader: null });
}

/** Makes the data directory, readable for its owner only: members' questions stand in it. */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw directoryUnavailable(error, directory);
  }
}

/** `timeout: 0`: waiting is the driver's, see {@link SqliteDriver}. */
function openHandles(file: string): SqliteHandles {
  const handles: SQLite.Database[] = [];
  try {
    const writer = new SQLite(file, { timeout: 0 });
    handles.push(writer);
    writer.pragma('journal_mode = wal');
    writer.pragma('synchronous = full');
    // What is taken back is overwritten, not only forgotten.
    writer.pragma('secure_delete = on');
    writer.pragma('foreign_keys = on');
    const reader = new SQLite(file, { timeout: 0, readonly: true });
    handles.push(reader);
    reader.pragma('schema_version');
    return { writer, reader };
  } catch (error) {
    for (const handle of handles) handle.close();
    throw sqliteUnavailable(error, file) ?? error;
  }
}

function sqliteDialect(handles: SqliteHandles): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(handles),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
