import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../adapters/database/database.ts';
import type { DatabaseConfig, Engine } from '../../adapters/database/engine.ts';

/** A place for a database that is gone when the test ends. */
export interface DatabasePlace {
  readonly config: DatabaseConfig;
  /** Opens the database there; a second call gives another one beside it, as another process has. */
  open(): Promise<Database>;
}

/** The engines that we support; the same tests run on each. */
export const engines: readonly { engine: Engine; newPlace(): Promise<DatabasePlace> }[] = [
  { engine: 'sqlite', newPlace: newSqlitePlace },
  { engine: 'postgresql', newPlace: newPostgresPlace },
];

/** An empty directory that is gone when the test ends. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dorpsbalie-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A directory for SQLite. */
export async function newSqlitePlace(): Promise<DatabasePlace> {
  return placeOf({ kind: 'sqlite', directory: await temporaryDirectory() });
}

/** A database on the PostgreSQL of the tests. */
export async function newPostgresPlace(): Promise<DatabasePlace> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  onTestFinished(() => onServer(`drop database ${name} with (force)`));
  const url = new URL(inject('postgresUrl'));
  url.pathname = name;
  return placeOf({ kind: 'postgresql', url: url.href });
}

/** What is opened here is closed before the place is taken away: vitest calls the last hook first. */
function placeOf(config: DatabaseConfig): DatabasePlace {
  return {
    config,
    async open() {
      const database = await openDatabase(config);
      onTestFinished(() => database.close());
      return database;
    },
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
