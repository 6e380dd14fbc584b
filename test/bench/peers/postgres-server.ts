import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';

/** A PostgreSQL with room for the whole table in its cache. */
interface Server extends PostgresServer {
  /** Memory of all its processes, what they share counted once, in MB; 0 where the system does not tell. */
  memoryMb(): number;
}

/** Starts a server on 127.0.0.1 as the tests do. */
export async function startPeer(): Promise<Server> {
  const server = await startPostgres(['shared_buffers=512MB', 'jit=off']);
  const main = Number(readFileSync(join(server.databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    ...server,
    memoryMb: () => processesUnder(main).reduce((sum, pid) => sum + shareOfMemory(pid), 0) / 1024,
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
