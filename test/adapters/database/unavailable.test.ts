import { createHash } from 'node:crypto';
import { chmod, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { openDatabase } from '../../../adapters/database/database.ts';
import type { DatabaseConfig } from '../../../adapters/database/engine.ts';
import { acquireServerLock } from '../../../adapters/database/server-lock.ts';
import { editionOf, passagesWith } from '../../contract/samples.ts';
import { engines, temporaryDirectory } from '../../support/databases.ts';
import { firstLine } from './child-process.ts';

const nobody = 65_534;
const secret = 'geh%40im-w8woord';

describe('a database that cannot be used says what to do', () => {
  test.each([
    ['database', openDatabase],
    ['server lock', acquireServerLock],
  ])('%s: a directory that cannot be made', async (_, use: (config: DatabaseConfig) => Promise<unknown>) => {
    const file = join(await temporaryDirectory(), 'bestand');
    await writeFile(file, '');
    const directory = join(file, 'map');
    const error = await rejectionOf(use({ kind: 'sqlite', directory }));
    expect(error).toMatchObject({ code: 'database_unavailable', expected: true });
    expect(error).toMatchObject({ message: expect.stringMatching(`gegevensmap ${directory}.*Controleer`) });
  });

  test.each(['open', 'serve'] as const)('%s: a directory that may not be written to', async (action) => {
    const directory = await temporaryDirectory();
    await chmod(directory, 0o555);
    // Root may write anywhere, so somebody else has to try.
    const options = process.getuid?.() === 0 ? { asUser: nobody } : {};
    const said = await firstLine(action, { kind: 'sqlite', directory }, options);
    expect(said).toEqual({ code: 'database_unavailable', message: expect.stringContaining(directory) });
  });

  test('a file that is no database, which is left as it is', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'dorpsbalie.db');
    await writeFile(file, 'Dit is een brief en geen database. '.repeat(100));
    const before = await hashOf(file);

    await expect(openDatabase({ kind: 'sqlite', directory })).rejects.toMatchObject({
      code: 'database_unavailable',
      message: expect.stringMatching(/beschadigd.*reservekopie/),
    });
    expect(await hashOf(file)).toBe(before);
  });

  test('a database that was damaged in the middle', async () => {
    const config: DatabaseConfig = { kind: 'sqlite', directory: await temporaryDirectory() };
    const database = await openDatabase(config);
    const { id } = await database.stores.knowledge.saveEdition(
      editionOf('gids.md'),
      passagesWith(...Array.from({ length: 500 }, () => 'Alinea '.repeat(50))),
    );
    await database.close();
    const file = await open(join(config.directory, 'dorpsbalie.db'), 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size - 40_960, 0xa5), 0, null, 40_960);
    await file.close();

    const reading = (async () => {
      const damaged = await openDatabase(config);
      try {
        await damaged.stores.knowledge.passagesOf(id);
      } finally {
        await damaged.close();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'database_unavailable' });
  });

  test.each([
    ['nobody listens', (url: URL) => Object.assign(url, { port: '1' }), /127\.0\.0\.1:1\/postgres.*draait/],
    ['unknown host', (url: URL) => Object.assign(url, { hostname: 'bestaat-niet.invalid' }), /bestaat-niet\.invalid/],
    ['wrong password', (url: URL) => Object.assign(url, { password: secret }), /wachtwoord in DATABASE_URL/],
    ['no such database', (url: URL) => Object.assign(url, { pathname: '/weg' }), /\/weg .*bestaat niet/],
    ['another protocol', (url: URL) => url.href.replace('postgresql:', 'mysql:'), /DATABASE_URL/],
    ['no URL', (url: URL) => `postgresql://${url.password}:x:y@[`, /geen geldige URL/],
  ])('PostgreSQL: %s, and the password stays secret', async (_, broken, message) => {
    const good = new URL(inject('postgresUrl'));
    if (good.hostname !== '127.0.0.1')
      throw new Error('the PostgreSQL of the tests must not be reachable from outside');
    const url = String(broken(Object.assign(good, { password: _ === 'wrong password' ? secret : good.password })));
    const error = await rejectionOf(openDatabase({ kind: 'postgresql', url }));
    expect(error).toMatchObject({ code: 'database_unavailable', expected: true });
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
    const all = inspect(error, { depth: 20, showHidden: true });
    expect(all).not.toContain(url);
    expect(all).not.toContain(secret);
    expect(all).not.toContain(decodeURIComponent(secret));
  });
});

for (const { engine, newPlace } of engines) {
  test(`${engine}: an open database answers, a closed one is unavailable, and closing twice does no harm`, async () => {
    const database = await (await newPlace()).open();
    expect(database.engine).toBe(engine);
    await database.check();
    await database.close();
    await database.close();
    await expect(database.check()).rejects.toMatchObject({ code: 'database_unavailable' });
  });
}

async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
