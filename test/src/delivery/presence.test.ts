import { describe, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../../adapters/database/database.ts';
import { type Duty, Presence, type PresenceOptions } from '../../../src/delivery/presence.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { newPostgresPlace } from '../../support/databases.ts';
import { until } from '../../support/until.ts';

/** Short enough for a test, and longer than this machine ever stands still. */
const leaseMs = 3_000;
const renewEveryMs = 200;

/** A duty that notes what happens to it. */
function notedDuty(): Duty & { said: string[]; running(): boolean; failing: boolean } {
  const said: string[] = [];
  return {
    name: 'receive:proef',
    said,
    failing: false,
    running: () => said.at(-1) === 'begin',
    async begin() {
      if (this.failing) throw new Error('the platform refuses this instance');
      said.push('begin');
    },
    async end() {
      said.push('end');
    },
  };
}

async function present(database: Database, duty: Duty, change: Partial<PresenceOptions> = {}): Promise<Presence> {
  const { instances: store } = database;
  const presence = new Presence({ store, logger: silentLogger, duties: [duty], leaseMs, renewEveryMs, ...change });
  await presence.join();
  onTestFinished(() => presence.leave());
  return presence;
}

async function sharedDatabase(): Promise<Database> {
  return (await newPostgresPlace()).open();
}

describe('presence', () => {
  test('one has the duty, and when it leaves another takes it', async () => {
    const database = await sharedDatabase();
    const [first, second] = [notedDuty(), notedDuty()];
    const one = await present(database, first);
    await present(database, second);
    await until('the first to begin', () => first.running() || undefined);
    expect(second.said).toEqual([]);
    await one.leave();
    expect(first.said).toEqual(['begin', 'end']);
    expect(one.holder).toBeNull();
    await until('the second to begin', () => second.running() || undefined);
    expect(first.said).toEqual(['begin', 'end']);
  });

  test('who gets no answer from the database holds nothing and ends its duties before another begins', async () => {
    const database = await sharedDatabase();
    const { instances } = database;
    const [first, second] = [notedDuty(), notedDuty()];
    let cut = false;
    const never = new Promise<never>(() => {});
    const one = await present(database, first, {
      store: { ...wrapped(instances), renew: (id, ms) => (cut ? never : instances.renew(id, ms)) },
    });
    let freed = 0;
    let runningAtTakeover: boolean | undefined;
    await until('the first to begin', () => first.running() || undefined);
    const beginsAfter = async () => {
      runningAtTakeover = first.running();
    };
    await present(database, { ...second, begin: beginsAfter }, { onFreed: () => freed++ });
    cut = true;
    await until('the second to begin', () => (runningAtTakeover === undefined ? undefined : true));
    expect(runningAtTakeover).toBe(false);
    expect(one.holder).toBeNull();
    expect(first.said).toEqual(['begin', 'end']);
    expect(freed).toBe(1);
  });

  test('who asked through a connection that hangs asks again, and takes its duties back', async () => {
    const database = await sharedDatabase();
    const { instances } = database;
    const duty = notedDuty();
    let hangs = false;
    const one = await present(database, duty, {
      leaseMs: 1_500,
      store: {
        ...wrapped(instances),
        renew(id, ms) {
          if (!hangs) return instances.renew(id, ms);
          hangs = false;
          return new Promise<never>(() => {});
        },
      },
    });
    await until('the duty to begin', () => duty.running() || undefined);
    hangs = true;
    await until('the lease to end', () => (one.holder === null ? true : undefined));
    await until('the duty to begin again', () => (duty.said.length === 3 ? true : undefined));
    expect(duty.said).toEqual(['begin', 'end', 'begin']);
    expect(one.holder).not.toBeNull();
  });

  test('who was buried meanwhile goes on under a new name, and without what it held', async () => {
    const database = await sharedDatabase();
    const duty = notedDuty();
    const one = await present(database, duty);
    const { holder } = one;
    await until('the duty to begin', () => duty.running() || undefined);
    await database.instances.leave(holder ?? '');
    await until('a new name', () => (one.holder !== null && one.holder !== holder ? true : undefined));
    await until('the duty to begin again', () => (duty.said.length === 3 ? true : undefined));
    expect(duty.said).toEqual(['begin', 'end', 'begin']);
  });

  test('who cannot do a duty lets another try, and tries again later', async () => {
    const database = await sharedDatabase();
    const [first, second] = [notedDuty(), notedDuty()];
    first.failing = true;
    await present(database, first);
    const two = await present(database, second);
    await until('the second to begin', () => second.running() || undefined);
    first.failing = false;
    await two.leave();
    await until('the first to begin', () => first.running() || undefined);
  });

  test('who resigned keeps what is under way and takes no duty back', async () => {
    const database = await sharedDatabase();
    const [first, second] = [notedDuty(), notedDuty()];
    const one = await present(database, first);
    await until('the first to begin', () => first.running() || undefined);
    await one.resign();
    expect(one.holder).not.toBeNull();
    await present(database, second);
    await until('the second to begin', () => second.running() || undefined);
    expect(first.said).toEqual(['begin', 'end']);
  });
});

/** The store as a plain object, to be changed in one place. */
function wrapped(store: Database['instances']): Database['instances'] {
  return {
    join: (id, ms) => store.join(id, ms),
    renew: (id, ms) => store.renew(id, ms),
    bury: () => store.bury(),
    leave: (id) => store.leave(id),
    takeDuty: (duty, id) => store.takeDuty(duty, id),
    dropDuty: (duty, id) => store.dropDuty(duty, id),
  };
}
