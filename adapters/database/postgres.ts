import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
} from 'kysely';
import pg from 'pg';
import { isPostgresAway, postgresUnavailable } from './unavailable.ts';

const int8 = 20;
const connectTimeoutMs = 10_000;

/**
 * How long a transaction may do nothing, in milliseconds. Nothing slow sits inside one of ours, so whoever is silent is frozen or
 * cut off: then the server ends it, and its locks, before the others bury that process (see `Presence`).
 */
const idleTransactionMs = 7_000;

/** A connection's settings that pool and server lock share. Throws `database_unavailable` when the URL cannot be one. */
export function postgresSettings(url: string): pg.ClientConfig {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) throw postgresUnavailable(new Error('not a URL'), url);
  return {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: 'dorpsbalie',
    types: { getTypeParser },
  };
}

/**
 * Opens a pool of at most so many connections; the first is made by the first query. More than a pump does at once: work that
 * waits for a lock must leave room for what does not.
 */
export function openPostgres(url: string, connections = 20): Dialect {
  const pool = new pg.Pool({
    ...postgresSettings(url),
    max: connections,
    idle_in_transaction_session_timeout: idleTransactionMs,
  });
  // A connection that breaks says so twice: to the query under way, which throws it, and as an event, which would end the
  // process if nobody listened. The pool replaces it; who asks next gets a new one or hears why not.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new DeskPostgresDialect({ pool }, url);
}

/** `bigint` as a number: our times, sequence numbers and counts stay far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === int8 ? Number : format === 'binary' ? pg.types.getTypeParser(oid, format) : pg.types.getTypeParser(oid);

class DeskPostgresDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  readonly #url: string;

  constructor(config: PostgresDialectConfig, url: string) {
    super(config);
    this.#config = config;
    this.#url = url;
  }

  override createDriver(): PostgresDriver {
    return new DeskPostgresDriver(this.#config, this.#url);
  }
}

/** Kysely's driver, with errors that say what to do when the server cannot be reached, or went away in the middle. */
class DeskPostgresDriver extends PostgresDriver {
  readonly #url: string;
  /** The pool gives the same connection again and again; each is changed once. */
  readonly #telling = new WeakSet<DatabaseConnection>();

  constructor(config: PostgresDialectConfig, url: string) {
    super(config);
    this.#url = url;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    try {
      return this.#tell(await super.acquireConnection());
    } catch (error) {
      throw postgresUnavailable(error, this.#url);
    }
  }

  #tell(connection: DatabaseConnection): DatabaseConnection {
    if (this.#telling.has(connection)) return connection;
    this.#telling.add(connection);
    const execute = connection.executeQuery.bind(connection);
    connection.executeQuery = async <R>(query: CompiledQuery) => {
      try {
        return await execute<R>(query);
      } catch (error) {
        throw isPostgresAway(error) ? postgresUnavailable(error, this.#url) : error;
      }
    };
    return connection;
  }

  /** A connection that broke was rolled back by the server; what broke it is what the caller must hear. */
  override async rollbackTransaction(
    ...[connection]: Parameters<PostgresDriver['rollbackTransaction']>
  ): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => {});
  }
}
