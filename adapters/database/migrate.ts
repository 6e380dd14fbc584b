import type { Kysely } from 'kysely';
import { DeskError } from '../../src/kernel/errors.ts';
import type { Engine } from './engine.ts';
import type { Locks } from './locks.ts';
import type { Migration } from './migration.ts';
import type { Schema } from './schema.ts';

/**
 * Brings the database to the newest of `migrations`: all that it lacks in one transaction, or nothing at all. Several
 * processes may call it at once; the later ones wait and find the work done.
 *
 * Why not Kysely's `Migrator`: it makes its own tables before its lock and outside its transaction, runs without any
 * transaction on SQLite, cannot be given a transaction of ours, and when a migration fails on PostgreSQL its unlocking runs
 * in the aborted transaction, which hides the cause.
 *
 * Throws `database_newer` when the database has a migration that this program does not know, and changes nothing then.
 */
export async function migrate(
  db: Kysely<Schema>,
  engine: Engine,
  locks: Locks,
  migrations: readonly Migration[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await locks.migration(transaction);
    await transaction.schema
      .createTable('migration')
      .ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey().notNull())
      .addColumn('applied_at', 'bigint', (column) => column.notNull())
      .execute();
    const applied = new Set(
      (await transaction.selectFrom('migration').select('name').execute()).map((row) => row.name),
    );

    const known = new Set(migrations.map((migration) => migration.name));
    const unknown = [...applied].filter((name) => !known.has(name)).sort();
    if (unknown.length > 0) throw databaseNewer(unknown);

    for (const migration of migrations) {
      if (applied.has(migration.name)) continue;
      await migration.up(transaction.withoutPlugins(), engine);
      await transaction.insertInto('migration').values({ name: migration.name, appliedAt: Date.now() }).execute();
    }
  });
}

function databaseNewer(unknown: readonly string[]): DeskError {
  return new DeskError(
    'database_newer',
    `De database is van een nieuwere versie van Dorpsbalie (onbekend: ${unknown.join(', ')}). ` +
      'Er is niets veranderd. Installeer die nieuwere versie, of zet een reservekopie terug van vóór de update.',
  );
}
