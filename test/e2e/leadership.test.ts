import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { newPostgresPlace } from '../support/databases.ts';
import { until } from '../support/until.ts';

/** How soon another has to poll when the one that polled is gone. */
const takenOverWithinMs = 15_000;

/** A process that polls when it may. */
interface Poller {
  /** All that it said. */
  readonly said: string[];
  signal(name: NodeJS.Signals): void;
}

async function startPoller(url: string): Promise<Poller> {
  const script = fileURLToPath(new URL('../support/polling-desk.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  const said: string[] = [];
  createInterface(child.stdout).on('line', (line) => said.push(line));
  await until('a process that is present', () => (said.includes('present') ? true : undefined), 30_000);
  return { said, signal: (name) => child.kill(name) };
}

/** A way to the database that can be cut. */
async function startProxy(target: URL): Promise<{ url: string; cut(): void }> {
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const url = new URL(target);
  url.port = String(address.port);
  return {
    url: url.href,
    cut() {
      whole = false;
      for (const socket of open) socket.destroy();
    },
  };
}

async function placeWithProxy() {
  const { config } = await newPostgresPlace();
  if (config.kind !== 'postgresql') throw new Error('not a PostgreSQL');
  return { url: config.url, proxy: await startProxy(new URL(config.url)) };
}

test.each(['killed', 'frozen', 'cut off'] as const)(
  'when the process that polls is %s, another polls within 15 s, and the first does not any more',
  async (fault) => {
    const { url, proxy } = await placeWithProxy();
    const first = await startPoller(proxy.url);
    await until('the first to poll', () => (first.said.includes('poll') ? true : undefined));
    const second = await startPoller(url);
    expect(second.said).toEqual(['present']);

    const since = performance.now();
    if (fault === 'killed') first.signal('SIGKILL');
    else if (fault === 'frozen') first.signal('SIGSTOP');
    else proxy.cut();
    await until('the second to poll', () => (second.said.includes('begin') ? true : undefined), takenOverWithinMs);
    console.info(`leadership: ${fault}, taken over after ${Math.round(performance.now() - since)} ms`);

    if (fault === 'cut off') expect(first.said.at(-1)).toBe('end');
    if (fault === 'frozen') {
      const before = first.said.length;
      first.signal('SIGCONT');
      await until('the first to end', () => (first.said.at(-1) === 'end' ? true : undefined));
      // A timer that was due in its sleep; what a poll brings twice is stored once.
      expect(first.said.slice(before).filter((line) => line === 'poll').length).toBeLessThanOrEqual(1);
    }
    expect(second.said.filter((line) => line === 'end')).toEqual([]);
  },
);
