import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { newId } from '../../src/kernel/ids.ts';
import type { Signal, SignalListener, Signals } from '../../src/kernel/signals.ts';
import { postgresSettings } from './postgres.ts';
import type { Schema } from './schema.ts';

const topic = 'dorpsbalie';
/** How soon a broken connection is made again, and how often one is tried, in milliseconds. */
const reconnectAfterMs = 1_000;
const tryEveryMs = 5_000;

const payloadSchema = z.object({ from: z.string(), topic: z.string(), subject: z.string() });

/**
 * Signals by `NOTIFY` and `LISTEN`. Listening takes a connection of its own, which is made again when it breaks; a query now
 * and then finds out whether it did, as a cut cable says nothing.
 */
export class PostgresSignals implements Signals {
  readonly #db: Kysely<Schema>;
  readonly #url: string;
  readonly #self = newId();
  readonly #listeners: SignalListener[] = [];
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(db: Kysely<Schema>, url: string) {
    this.#db = db;
    this.#url = url;
  }

  tell(signal: Signal): void {
    if (this.#closed) return;
    const payload = JSON.stringify({ from: this.#self, ...signal });
    // Lost, when the database is away: whoever listens looks by itself too.
    sql`select pg_notify(${topic}, ${payload})`.execute(this.#db).catch(() => {});
  }

  listen(listener: SignalListener): void {
    this.#listeners.push(listener);
    if (this.#listeners.length === 1) void this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...postgresSettings(this.#url), query_timeout: tryEveryMs });
    this.#client = client;
    client.on('error', () => this.#reconnect(client));
    client.on('end', () => this.#reconnect(client));
    client.on('notification', ({ payload }) => this.#hear(payload));
    try {
      await client.connect();
      await client.query(`listen ${topic}`);
      for (const listener of this.#listeners) listener.missed();
      this.#tryLater(client);
    } catch {
      this.#reconnect(client);
    }
  }

  #tryLater(client: pg.Client): void {
    if (this.#closed || client !== this.#client) return;
    this.#timer = setTimeout(() => {
      client.query('select 1').then(
        () => this.#tryLater(client),
        () => this.#reconnect(client),
      );
    }, tryEveryMs);
  }

  /** Says once of each connection that it is broken. */
  #reconnect(client: pg.Client): void {
    if (this.#closed || client !== this.#client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    client.end().catch(() => {});
    this.#timer = setTimeout(() => void this.#connect(), reconnectAfterMs);
  }

  #hear(payload: string | undefined): void {
    const signal = parsePayload(payload);
    if (signal === undefined || signal.from === this.#self) return;
    for (const listener of this.#listeners) listener.heard(signal);
  }
}

/** Anybody may notify on this topic: what is not ours is left alone. */
function parsePayload(payload = ''): z.infer<typeof payloadSchema> | undefined {
  try {
    return payloadSchema.parse(JSON.parse(payload));
  } catch {
    return undefined;
  }
}

/** On SQLite nobody else is there to hear; commands beside the server are noticed by looking. */
export const nobodyToSignal: Signals = { tell() {}, listen() {} };
