import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished, test } from 'vitest';
import { newSqlitePlace, temporaryDirectory } from '../support/databases.ts';
import { startServer } from '../support/desk-process.ts';
import { faultsOn } from './faults-on.ts';
import { writeThrough } from './unusable-database.ts';

faultsOn('sqlite', newSqlitePlace, 0);

/** Room that is left before the disk is full. */
const roomBytes = 16_384;

test('sqlite on a full disk: nothing is acknowledged, and with room again the server goes on', async () => {
  const dataDir = await temporaryDirectory();
  const server = await startServer({ dataDir });
  onTestFinished(() => server.kill());
  // A limit on the size of files fails a write as a full disk does, for this process only.
  const limitFiles = (bytes: string) => promisify(execFile)('prlimit', ['--pid', `${server.pid}`, `--fsize=${bytes}:`]);
  await writeThrough(server, {
    async begin() {
      const { size } = await stat(join(dataDir, 'dorpsbalie.db-wal'));
      await limitFiles(`${size + roomBytes}`);
    },
    end: () => limitFiles('unlimited'),
  });
});
