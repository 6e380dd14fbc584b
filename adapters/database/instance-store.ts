import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { InstanceStore } from '../../src/delivery/presence.ts';
import type { Schema } from './schema.ts';
import { isLockTimeout } from './unavailable.ts';

/** Milliseconds since 1970 by the clock of the database server: the one clock that all instances share. */
const serverNow = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** How long burying waits for a transaction that holds something of the dead, in milliseconds. */
const burialPatienceMs = 500;

/** The instances that share a PostgreSQL. What one holds refers to its row here, and is freed when that row goes. */
export class PostgresInstanceStore implements InstanceStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async join(id: string, leaseMs: number): Promise<void> {
    await this.#db
      .insertInto('instance')
      .values({ id, aliveUntil: inMs(leaseMs) })
      .execute();
  }

  async renew(id: string, leaseMs: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('instance')
      .set({ aliveUntil: inMs(leaseMs) })
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  /** A row that is locked is buried the next time: whoever buries must not be kept from giving signs of life. */
  async bury(): Promise<number> {
    try {
      return await this.#db.transaction().execute(async (transaction) => {
        await sql`set local lock_timeout = ${sql.lit(burialPatienceMs)}`.execute(transaction);
        const { numDeletedRows } = await transaction
          .deleteFrom('instance')
          .where('aliveUntil', '<', serverNow)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      });
    } catch (error) {
      if (isLockTimeout(error)) return 0;
      throw error;
    }
  }

  async leave(id: string): Promise<void> {
    await this.#db.deleteFrom('instance').where('id', '=', id).execute();
  }

  async takeDuty(duty: string, id: string): Promise<boolean> {
    await this.#db
      .insertInto('duty')
      .values({ name: duty, holderId: id })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const held = await this.#db.selectFrom('duty').select('holderId').where('name', '=', duty).executeTakeFirst();
    return held?.holderId === id;
  }

  async dropDuty(duty: string, id: string): Promise<void> {
    await this.#db.deleteFrom('duty').where('name', '=', duty).where('holderId', '=', id).execute();
  }
}

/** On SQLite a server is alone, by its lock: nobody else takes anything, and nothing needs to be written down. */
export const aloneOnSqlite: InstanceStore = {
  async join() {},
  renew: async () => true,
  bury: async () => 0,
  async leave() {},
  takeDuty: async () => true,
  async dropDuty() {},
};

function inMs(leaseMs: number): RawBuilder<number> {
  return sql<number>`${serverNow} + ${leaseMs}::bigint`;
}
