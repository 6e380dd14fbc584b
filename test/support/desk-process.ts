import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How a process of the program ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** What a process of the program is started with. */
export interface ProcessOptions {
  dataDir: string;
  env?: Readonly<Record<string, string>>;
  /** What stands on its standard input; nothing unless said. */
  input?: string;
}

/** A process of the program as it runs. */
export interface Running {
  /** Resolves with the first line of its output that matches; rejects when it ends without one. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
  readonly pid: number;
  readonly ended: Promise<Ended>;
}

/** A directory that the caller takes away. */
export async function newDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'dorpsbalie-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts the program with a command. Of the settings outside, it sees only those that are given. */
export function startProgram(words: readonly string[], options: ProcessOptions): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...words], {
    cwd: root,
    env: { ...outside(), DATA_DIR: options.dataDir, LOG_LEVEL: 'error', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => {}).end(options.input ?? '');
  const lines = createInterface(child.stdout);
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, stdout, stderr }));
  return {
    line(pattern) {
      return new Promise((resolve, reject) => {
        const look = (line: string) => {
          const found = pattern.exec(line);
          if (found === null) return;
          lines.off('line', look);
          resolve(found);
        };
        for (const line of stdout.split('\n')) look(line);
        lines.on('line', look);
        ended.then(
          ({ code }) => reject(new Error(`ended with ${code} before ${pattern}\n${stdout}\n${stderr}`)),
          reject,
        );
      });
    },
    signal: (name) => void child.kill(name),
    pid: child.pid ?? 0,
    ended,
  };
}

/** Runs a command to its end. */
export function runProgram(words: readonly string[], options: ProcessOptions): Promise<Ended> {
  return startProgram(words, options).ended;
}

/** A server of the program. */
export interface ServerProcess extends Running {
  readonly url: string;
  /** kill -9, and gone. */
  kill(): Promise<void>;
}

/** Starts a server on a free port, and resolves when it is open. */
export async function startServer(options: ProcessOptions): Promise<ServerProcess> {
  const running = startProgram(['serve'], {
    ...options,
    env: { PORT: '0', MESSAGES_PER_MINUTE: '1000', ...options.env },
  });
  const [, url = ''] = await running.line(/(http:\/\/\S+)/);
  return {
    ...running,
    url: url.replace(/\/$/, ''),
    async kill() {
      running.signal('SIGKILL');
      await running.ended;
    },
  };
}

function outside(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
