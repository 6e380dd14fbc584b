import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { FillOrder, MeasureOrder } from './orders.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const child = fileURLToPath(new URL('./child.ts', import.meta.url));

/** No step may take longer, in milliseconds; one that does is killed and the bench ends with an error. */
const patience = 20 * 60_000;

/** Does one step in a process of its own. */
export async function inChild<T>(order: FillOrder | MeasureOrder, result: z.ZodType<T>): Promise<T> {
  const process_ = start(['--expose-gc', '--import', 'tsx', child, JSON.stringify(order)], {});
  const { output, code } = await ended(process_);
  if (code !== 0) throw new Error(`the step ${order.step} ended with ${code}: ${output.error.slice(-2_000)}`);
  return result.parse(JSON.parse(output.text));
}

/** Starts the real server on a data directory: how long until it listens, and its memory then (on Linux). */
export async function startServer(directory: string): Promise<{ seconds: number; rssMb: number | null }> {
  const began = performance.now();
  const settings = {
    DATA_DIR: directory,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    DATABASE_URL: '',
    ARCHIVE: '',
  };
  const server = start(['--import', 'tsx', 'src/main.ts', 'serve'], settings);
  const end = ended(server);
  await new Promise<void>((resolve, reject) => {
    server.stdout?.on('data', (text: string) => text.includes('http') && resolve());
    void end.then(({ output }) => reject(new Error(`the server ended: ${output.error.slice(-2_000)}`)));
  });
  const seconds = (performance.now() - began) / 1_000;
  const rssMb = memoryOf(server.pid);
  server.kill('SIGTERM');
  await end;
  return { seconds, rssMb };
}

function start(words: readonly string[], settings: Readonly<Record<string, string>>): ChildProcess {
  const started = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  started.stdout?.setEncoding('utf8');
  started.stderr?.setEncoding('utf8');
  process.once('exit', () => started.kill('SIGKILL'));
  return started;
}

function ended(process_: ChildProcess): Promise<{ output: { text: string; error: string }; code: number | string }> {
  const output = { text: '', error: '' };
  process_.stdout?.on('data', (text: string) => (output.text += text));
  process_.stderr?.on('data', (text: string) => (output.error += text));
  return new Promise((resolve, reject) => {
    process_.once('error', reject);
    process_.once('close', (code, signal) => resolve({ output, code: code ?? signal ?? 'nothing' }));
  });
}

/** Resident memory of a process, where the system tells it. */
function memoryOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
