import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DatabaseConfig } from '../../../adapters/database/engine.ts';
import { acquireServerLock } from '../../../adapters/database/server-lock.ts';
import { newPostgresPlace, newSqlitePlace, temporaryDirectory } from '../../support/databases.ts';
import { firstLine, startChild } from './child-process.ts';

const running = expect.objectContaining({ code: 'server_running' });

describe('server lock on sqlite', () => {
  test('a second server is refused, and told where the first one is', async () => {
    const { config } = await newSqlitePlace();
    const first = startChild('serve', config);
    expect(await first.nextLine()).toEqual({ serving: true });

    await expect(acquireServerLock(config)).rejects.toMatchObject({
      code: 'server_running',
      expected: true,
      message: expect.stringContaining(config.kind === 'sqlite' ? config.directory : ''),
    });

    await first.end();
    await (await acquireServerLock(config)).release();
  });

  test('a killed server leaves nothing behind: the next one starts at once', async () => {
    const { config } = await newSqlitePlace();
    for (let time = 0; time < 2; time++) {
      const server = startChild('serve', config);
      expect(await server.nextLine()).toEqual({ serving: true });
      await server.kill();
    }
    await (await acquireServerLock(config)).release();
  });

  test('of many that start at once, one is the server', async () => {
    const { config } = await newSqlitePlace();
    const said = await Promise.all([1, 2, 3].map(() => firstLine('serve', config)));
    expect(said.filter((line) => !isRunning(line))).toEqual([{ serving: true }]);
    expect(said.filter(isRunning)).toEqual([running, running]);
  });

  test('a server and commands use the database side by side', async () => {
    const place = await newSqlitePlace();
    const lock = await acquireServerLock(place.config);
    const database = await place.open();
    expect(await database.stores.knowledge.latestChange()).toBe(0);

    expect(await firstLine('ingest', place.config)).toEqual({ document: expect.any(String) });
    expect(await database.stores.knowledge.latestChange()).toBe(1);
    await lock.release();
  });

  test('within one process too there is one server; a released lock is free, and releasing twice does no harm', async () => {
    const { config } = await newSqlitePlace();
    const first = await acquireServerLock(config);
    await expect(acquireServerLock(config)).rejects.toEqual(running);
    await first.release();
    await first.release();
    await (await acquireServerLock(config)).release();
  });
});

test('a PostgreSQL has room for any number of servers', async () => {
  const { config } = await newPostgresPlace();
  const locks = await Promise.all([acquireServerLock(config), acquireServerLock(config)]);
  for (const lock of locks) await lock.release();
});

test('a directory is the same one by another name', async () => {
  const directory = await temporaryDirectory();
  const other = join(await temporaryDirectory(), 'koppeling');
  await symlink(directory, other);
  const lock = await acquireServerLock({ kind: 'sqlite', directory });
  await expect(acquireServerLock({ kind: 'sqlite', directory: other })).rejects.toEqual(running);
  await lock.release();
});

test('a database in memory is nobody else’s', async () => {
  const config: DatabaseConfig = { kind: 'sqlite-memory' };
  const locks = await Promise.all([acquireServerLock(config), acquireServerLock(config)]);
  for (const lock of locks) await lock.release();
});

function isRunning(line: unknown): boolean {
  return typeof line === 'object' && line !== null && 'code' in line && line.code === 'server_running';
}
