import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../../adapters/database/database.ts';
import type { Signal } from '../../../src/kernel/signals.ts';
import { newPostgresPlace, newSqlitePlace } from '../../support/databases.ts';
import { until } from '../../support/until.ts';

/** What a database hears; ready when it listens. */
async function listening(database: Database): Promise<{ heard: Signal[]; missed(): number }> {
  const heard: Signal[] = [];
  let missed = 0;
  database.signals.listen({
    heard: ({ topic, subject }) => heard.push({ topic, subject }),
    missed: () => missed++,
  });
  await until('the database to listen', () => (missed > 0 ? true : undefined));
  return { heard, missed: () => missed };
}

test('the others hear a signal, whoever tells it does not', async () => {
  const place = await newPostgresPlace();
  const [one, two] = [await place.open(), await place.open()];
  const [first, second] = [await listening(one), await listening(two)];
  one.signals.tell({ topic: 'web.new', subject: 'sleutel’"' });
  two.signals.tell({ topic: 'archive', subject: '' });
  await until('both to be heard', () => (first.heard.length + second.heard.length >= 2 ? true : undefined));
  expect(second.heard).toEqual([{ topic: 'web.new', subject: 'sleutel’"' }]);
  expect(first.heard).toEqual([{ topic: 'archive', subject: '' }]);
});

test('a connection that broke is made again, what was missed is said so, and strange words do no harm', async () => {
  const place = await newPostgresPlace();
  const [one, two] = [await place.open(), await place.open()];
  const { heard, missed } = await listening(one);
  if (place.config.kind !== 'postgresql') throw new Error('not a PostgreSQL');
  const client = new pg.Client({ connectionString: place.config.url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like $1',
    ['listen %'],
  );
  await until('another connection', () => (missed() > 1 ? true : undefined));
  for (const words of ['', '{', '{"from":1}', 'null'])
    await client.query('select pg_notify($1, $2)', ['dorpsbalie', words]);
  two.signals.tell({ topic: 'archive', subject: 'na' });
  await until('the signal', () => heard[0]);
  expect(heard).toEqual([{ topic: 'archive', subject: 'na' }]);
});

test('on SQLite nobody is told, and a database that is gone lets a signal get lost', async () => {
  const alone = await (await newSqlitePlace()).open();
  alone.signals.tell({ topic: 'archive', subject: '' });
  const gone = await (await newPostgresPlace()).open();
  await gone.close();
  gone.signals.tell({ topic: 'archive', subject: '' });
});
