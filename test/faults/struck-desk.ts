/** The real house with a chat channel, as a process that can be told where to die: `struck-desk.ts <start as JSON>`. */
import type { DatabaseConfig } from '../../adapters/database/engine.ts';
import { readConfig } from '../../src/config.ts';
import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { ChatApi, ChatChannel } from '../support/chat-channel.ts';
import { type Step, Striker, strikeAt } from './steps.ts';

/** What such a process is started with. */
export interface Start {
  database: DatabaseConfig;
  platformUrl: string;
  run: number;
}

/** What it says when it joins those that share the database. */
export interface Joined {
  instance: string;
}

/** What it is told. */
export interface Arm {
  step: Step;
  /** At which passage from now on. */
  passage: number;
}

const { database, platformUrl, run } = JSON.parse(process.argv[2] ?? '{}') as Start;
const house = await House.build({ database, limits: readConfig({}).ingest, logger: silentLogger });
const api = new ChatApi(platformUrl, run);
const channel = new ChatChannel(api);
const striker = new Striker();
strikeAt(striker, { database: house.database, api, channel });
process.on('message', ({ step, passage }: Arm) => {
  striker.arm(step, passage);
  process.send?.('armed');
});
process.on('disconnect', () => process.exit(1));
const { instances } = house.database;
const join = instances.join.bind(instances);
instances.join = (id, leaseMs) => {
  process.send?.({ instance: id } satisfies Joined);
  return join(id, leaseMs);
};
await house.open({ channels: [channel] });
process.send?.('open');
