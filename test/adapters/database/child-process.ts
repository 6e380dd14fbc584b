import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { DatabaseConfig } from '../../../adapters/database/engine.ts';

/** Another process that uses the database. */
export interface Child {
  /** What it says next; undefined when it has ended. */
  nextLine(): Promise<unknown>;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** Ends its input; resolves when it is gone. */
  end(): Promise<void>;
}

/** Starts `child.ts` with an action. It is killed when the test ends. */
export function startChild(
  action: 'open' | 'serve' | 'ingest' | 'accept',
  config: DatabaseConfig,
  options: { asUser?: number } = {},
): Child {
  const user = options.asUser === undefined ? {} : { uid: options.asUser, gid: options.asUser };
  const script = fileURLToPath(new URL('./child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, action, JSON.stringify(config)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...user,
  });
  const exit = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const kill = async () => {
    child.kill('SIGKILL');
    await exit;
  };
  onTestFinished(kill);
  return {
    async nextLine() {
      const { value, done } = await lines.next();
      return done === true ? undefined : JSON.parse(value);
    },
    kill,
    async end() {
      child.stdin.end();
      await exit;
    },
  };
}

/** What a child says first, when that is all that matters. */
export function firstLine(...start: Parameters<typeof startChild>): Promise<unknown> {
  return startChild(...start).nextLine();
}
