import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import pg from 'pg';
import type { DatabaseConfig } from '../../adapters/database/engine.ts';

/** All rows of all tables, as one text to search in: for what must stand nowhere any more. */
export async function wholeDatabase(config: DatabaseConfig): Promise<string> {
  if (config.kind === 'sqlite') return wholeSqlite(join(config.directory, 'dorpsbalie.db'));
  if (config.kind === 'postgresql') return wholePostgres(config.url);
  throw new Error('a database in memory cannot be opened a second time');
}

function wholeSqlite(file: string): string {
  const db = new SQLite(file, { readonly: true });
  try {
    const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    return JSON.stringify(tables.map((table) => db.prepare(`select * from "${table}"`).all()));
  } finally {
    db.close();
  }
}

async function wholePostgres(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("select tablename from pg_tables where schemaname = 'public'");
    const tables = [];
    for (const { tablename } of rows) tables.push((await client.query(`select * from "${tablename}"`)).rows);
    return JSON.stringify(tables);
  } finally {
    await client.end();
  }
}
