import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase, openMigrated } from '../../../adapters/database/database.ts';
import type { DatabaseConfig } from '../../../adapters/database/engine.ts';
import { ascendingKey, type Migration } from '../../../adapters/database/migration.ts';
import { firstDesk } from '../../../adapters/database/migrations/0001-first-desk.ts';
import { migrations } from '../../../adapters/database/migrations/index.ts';
import { editionOf, ticketAbout } from '../../contract/samples.ts';
import { type DatabasePlace, engines } from '../../support/databases.ts';
import { firstLine } from './child-process.ts';

const later: Migration = {
  name: '9998-later',
  async up(db, engine) {
    await db.schema
      .createTable('later')
      .addColumn('seq', ...ascendingKey(engine))
      .execute();
  },
};
/** A question of a member that became a ticket, as a desk with the first migration only wrote it. */
const firstDeskRows = [
  `insert into conversation (id, channel, key, language, disclosed_at, created_at)
   values ('c', 'web', 'sleutel', 'en', 1500, 1000)`,
  `insert into message (id, conversation_id, author, text, helpful, created_at)
   values ('m', 'c', 'member', 'Mag dat?', 1, 2000)`,
  `insert into outbox_row (channel, conversation_id, message_id, created_at) values ('web', 'c', 'm', 2000)`,
  `insert into ticket (id, number, conversation_id, message_id, question, language, reason, state, passages, created_at)
   values ('t', 1, 'c', 'm', 'Mag dat?', 'nl', 'nothing_found', 'open', '[]', 3000)`,
  `insert into ticket_event (ticket_id, kind, actor, at) values ('t', 'opened', 'desk', 3000)`,
  `update ticket_counter set last = 1`,
];
const failing: Migration = {
  name: '9999-failing',
  async up(db) {
    await sql`insert into no_such_table (id) values (1)`.execute(db);
  },
};

for (const { engine, newPlace } of engines) {
  const openWith = async ({ config }: DatabasePlace, steps: readonly Migration[]) => {
    const database = await openMigrated(config, steps);
    onTestFinished(() => database.close());
    return database;
  };

  describe(`migrating ${engine}`, () => {
    test('a fresh database gets every migration, once', async () => {
      const place = await newPlace();
      await place.open();
      const applied = await tablesAndMigrations(place.config);
      expect(applied.migrations).toEqual(migrations.map(({ name }) => name));

      await place.open();
      expect(await tablesAndMigrations(place.config)).toEqual(applied);
    });

    test('processes that start at once on a fresh database share the work', async () => {
      const place = await newPlace();
      const opened = await Promise.all([1, 2, 3].map(() => firstLine('open', place.config)));
      expect(opened).toEqual([{ opened: true }, { opened: true }, { opened: true }]);
      expect((await tablesAndMigrations(place.config)).migrations).toEqual(migrations.map(({ name }) => name));
    });

    test('a database of an older version gets what it lacks, and keeps what it has', async () => {
      const place = await newPlace();
      const { stores } = await place.open();
      const document = await stores.knowledge.saveEdition(editionOf('gids.md'), []);

      const updated = await openWith(place, [...migrations, later]);

      expect(await updated.stores.knowledge.listDocuments()).toEqual([document]);
      const { tables, migrations: applied } = await tablesAndMigrations(place.config);
      expect(applied.at(-1)).toBe('9998-later');
      expect(tables).toContain('later');
    });

    test('a desk of before people and claims keeps its conversations and tickets, and works on', async () => {
      const place = await newPlace();
      await (await openMigrated(place.config, [firstDesk])).close();
      const execute = await query(place.config);
      for (const statement of firstDeskRows) await execute(statement);

      const { stores } = await place.open();

      const ticket = await stores.tickets.findTicket(1);
      expect(ticket).toEqual({
        ...{ id: 't', number: 1, conversationId: 'c', messageId: 'm', question: 'Mag dat?', language: 'nl' },
        ...{
          reason: 'nothing_found',
          passages: [],
          createdAt: 3_000,
          state: 'open',
          changedAt: 3_000,
          workplaceId: null,
        },
        ...{ revision: 0, expertises: [], assigneeId: null, leaseUntil: null, offerStep: 0, rating: null },
        intake: { place: null, tried: null, neededBy: null },
      });
      expect(await stores.tickets.listEvents('t')).toMatchObject([
        { kind: 'opened', actor: 'desk', personId: null, text: null, at: 3_000 },
      ]);
      expect(await stores.conversations.findConversationByKey('web', 'sleutel')).toMatchObject({
        ...{ id: 'c', language: 'en', disclosedAt: 1_500, currentTicketId: null },
      });
      expect(await stores.conversations.listMessages('c', 0, 10)).toMatchObject([
        {
          ...{ id: 'm', author: 'member', text: 'Mag dat?', helpful: true, createdAt: 2_000, attachments: [] },
          ...{ details: null, relay: null, ticketId: null, replyToId: null, editedAt: null, deletedAt: null },
        },
      ]);
      expect(await stores.outbox.dueRows(['web'], 9_000, 10)).toMatchObject([{ messageId: 'm', action: 'send' }]);
      expect(await stores.outbox.withhold('c', 9_000)).toEqual({ withheld: 0, underWay: 0 });
      if (!ticket) return;
      const event = { kind: 'claimed', actor: 'advisor', at: 9_000 } as const;
      expect(await stores.tickets.changeTicket(ticket, { state: 'claimed' }, event)).toMatchObject({ revision: 1 });
      const next = ticketAbout({ id: 'm', conversationId: 'c', text: 'En dit?' });
      expect((await stores.tickets.openTicket(next)).number).toBe(2);
    });

    test('a database of a newer version is refused and left as it is', async () => {
      const place = await newPlace();
      await (await openMigrated(place.config, [...migrations, later])).close();
      const before = await tablesAndMigrations(place.config);
      const bytes = await fileOf(place.config);

      await expect(openDatabase(place.config)).rejects.toMatchObject({
        code: 'database_newer',
        expected: true,
        message: expect.stringContaining('9998-later'),
      });

      expect(await tablesAndMigrations(place.config)).toEqual(before);
      expect(await fileOf(place.config)).toEqual(bytes);
    });

    test('a newer database is refused before anything that it lacks is done', async () => {
      const place = await newPlace();
      await (await openMigrated(place.config, [later])).close();
      await expect(openDatabase(place.config)).rejects.toMatchObject({ code: 'database_newer' });
      expect((await tablesAndMigrations(place.config)).tables).toEqual(['later', 'migration']);
    });

    test('a migration that fails leaves nothing of itself nor of those before it, and says why', async () => {
      const place = await newPlace();
      await expect(openMigrated(place.config, [...migrations, later, failing])).rejects.toThrow(/no_such_table/);
      expect(await tablesAndMigrations(place.config)).toEqual({ tables: [], migrations: [] });

      const database = await place.open();
      expect(await database.stores.knowledge.latestChange()).toBe(0);
    });
  });
}

test('migrations are numbered in the order of the list', () => {
  const names = migrations.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
});

/** Looked up past our own code. */
async function tablesAndMigrations(config: DatabaseConfig): Promise<{ tables: string[]; migrations: string[] }> {
  const rows = await query(config);
  const tables = (await rows(tablesOf[config.kind])).sort();
  const names = tables.includes('migration') ? await rows('select name from migration order by name') : [];
  return { tables, migrations: names };
}

const tablesOf = {
  sqlite: `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  'sqlite-memory': '',
  postgresql: `select table_name as name from information_schema.tables where table_schema = 'public'`,
};

async function query(config: DatabaseConfig): Promise<(statement: string) => Promise<string[]>> {
  if (config.kind === 'postgresql') {
    const client = new pg.Client({ connectionString: config.url });
    await client.connect();
    onTestFinished(() => client.end());
    return async (statement) => (await client.query<{ name: string }>(statement)).rows.map(({ name }) => name);
  }
  if (config.kind === 'sqlite-memory') throw new Error('nobody else can look into memory');
  const file = new SQLite(join(config.directory, 'dorpsbalie.db'));
  onTestFinished(() => {
    file.close();
  });
  return async (statement) => {
    const prepared = file.prepare<[], { name: string }>(statement);
    if (prepared.reader) return prepared.all().map(({ name }) => name);
    prepared.run();
    return [];
  };
}

async function fileOf(config: DatabaseConfig): Promise<string> {
  return config.kind === 'sqlite' ? readFile(join(config.directory, 'dorpsbalie.db'), 'base64') : '';
}
