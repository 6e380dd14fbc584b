import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type SystemOrder, type SystemResult, systemResult } from './orders.ts';

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
/** A process that is past its time gets this long to end by itself. */
const graceMs = 20_000;

/** Measures one system in a process of its own; undefined when its time was up before it had read the passages. */
export async function runSystem(order: SystemOrder, orderFile: string): Promise<SystemResult | undefined> {
  await writeFile(orderFile, JSON.stringify(order));
  const measured = spawn(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=8192', '--import', 'tsx', child, orderFile],
    { stdio: ['ignore', 'pipe', 'pipe'], timeout: order.seconds * 1_000 + graceMs, killSignal: 'SIGTERM' },
  );
  const stop = () => measured.kill('SIGTERM');
  process.once('exit', stop);
  let text = '';
  let error = '';
  measured.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  measured.stderr.setEncoding('utf8').on('data', (part: string) => (error += part));
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    measured.once('error', reject);
    measured.once('close', (code, signal) => resolve({ code, signal }));
  });
  process.off('exit', stop);
  await rm(orderFile);
  if (signal === 'SIGTERM') return undefined;
  if (code !== 0) throw new Error(`${order.system} ended with ${code ?? signal}: ${error.slice(-2_000)}`);
  return systemResult.parse(JSON.parse(text.slice(text.lastIndexOf('\n{') + 1)));
}
