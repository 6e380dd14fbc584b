import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const houseRules = `---
titel: Huisregels dorpshuis De Wiekslag
organisatie: Dorpsbelang Wiekslag
datum: 2025-03
---
# Huisregels dorpshuis De Wiekslag

## Sleutel

De sleutel van het dorpshuis ligt bij de beheerder, Jannie de Boer. U haalt de sleutel op maandag op tussen 18.00 en 20.00 uur. De borg is 25 euro.

## Zaal huren

De grote zaal kost 40 euro per dagdeel voor leden. U reserveert de zaal ten minste twee weken van tevoren bij de beheerder.
`;

/** A question that the archive of these tests answers, and a word of the answer. */
export const answerable = { question: 'Wat kost de grote zaal per dagdeel?', answer: '40 euro' };

/** The whole program as a process of its own, that can be stopped, killed and started again on the same data. */
export class DeskProcess {
  url = '';
  readonly #directory: string;
  #child: ChildProcess | undefined;
  #port = 0;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** Starts the program with an empty database and a small archive. */
  static async create(): Promise<DeskProcess> {
    const desk = new DeskProcess(await mkdtemp(join(tmpdir(), 'dorpsbalie-browser-')));
    await writeFile(join(desk.#directory, 'huisregels.md'), houseRules);
    await desk.start();
    return desk;
  }

  /** Starts the program; after the first time on the same address. */
  async start(): Promise<void> {
    const { DATABASE_URL: _unused, ...environment } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'serve'], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: {
        ...environment,
        DATA_DIR: join(this.#directory, 'data'),
        ARCHIVE: join(this.#directory, 'huisregels.md'),
        PORT: String(this.#port),
        LOG_LEVEL: 'warn',
        MESSAGES_PER_MINUTE: '500',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let output = '';
    this.url = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        output += chunk.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
        if (found !== null) resolve(found[0]);
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
      child.once('exit', (code) => reject(new Error(`the desk ended with ${code}:\n${output}`)));
    });
    this.#port = Number(new URL(this.url).port);
  }

  /** Ends the program: SIGTERM as a service manager does, SIGKILL as a power cut. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** Stops, and takes its data away. */
  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
