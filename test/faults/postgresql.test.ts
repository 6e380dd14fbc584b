import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../adapters/database/database.ts';
import { newPostgresPlace, temporaryDirectory } from '../support/databases.ts';
import { startServer } from '../support/desk-process.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { until } from '../support/until.ts';
import { notice } from '../support/village-notice.ts';
import { audit } from './audit.ts';
import { faultsOn } from './faults-on.ts';
import { nothingWrong } from './named-steps.ts';
import { writeThrough } from './unusable-database.ts';
import { World } from './world.ts';

faultsOn('postgresql', newPostgresPlace, 4);

async function ownPostgres() {
  const postgres = await startPostgres([]);
  onTestFinished(() => postgres.stop());
  return postgres;
}

test('postgresql stopped under a server: nothing is acknowledged, and when it is back the server goes on', async () => {
  const postgres = await ownPostgres();
  const server = await startServer({ dataDir: await temporaryDirectory(), env: { DATABASE_URL: postgres.url } });
  onTestFinished(() => server.kill());
  await writeThrough(server, { begin: () => postgres.halt(), end: () => postgres.resume() });
});

test('postgresql stopped under a platform: nothing is confirmed, and when it is back all is handled once', async () => {
  const postgres = await ownPostgres();
  const config = { kind: 'postgresql' as const, url: postgres.url };
  const world = await World.open({ config, open: () => openDatabase(config) });
  await postgres.halt();
  const { deliveries } = world.ledger;
  world.platform.write('lid', notice.rent.question);
  await until('an event that is asked for again', () => (world.ledger.deliveries > deliveries + 2 ? true : undefined));
  expect(world.ledger.events.map(({ acknowledged }) => acknowledged)).toEqual([false]);

  await postgres.resume();
  await world.arrived('lid', 'the answer', ({ text }) => notice.rent.fact.test(text));
  await world.quiet();
  expect((await audit(world)).wrong).toEqual(nothingWrong);
});
