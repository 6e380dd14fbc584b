import { Worker } from 'node:worker_threads';
import { DeskError, type ErrorCode } from '../../src/kernel/errors.ts';
import type { DocumentFile, DocumentReader, ReadDocument, ReadLimits } from '../../src/knowledge/document-reader.ts';
import { corrupt, tooCostly, tooSlow } from './unreadable.ts';

/** What the worker is asked. */
export interface WorkerRequest {
  extension: string;
  file: DocumentFile;
  limits: ReadLimits;
}

/** What the worker says: that it has started, or how reading ended. */
export type WorkerAnswer =
  | { ready: true }
  | { document: ReadDocument }
  | { error: { code: ErrorCode; message: string; cause: string | null } };

/** What reading one file may cost beside its text. */
export interface WorkerBudget {
  /** For a file of up to 5 MB; a larger one gets as much more as it is larger. */
  milliseconds: number;
  /** By how much the memory of the whole process may grow meanwhile. */
  memoryBytes: number;
}

const defaultBudget: WorkerBudget = { milliseconds: 9_000, memoryBytes: 600e6 };
const startMilliseconds = 30_000;
const idleMilliseconds = 20_000;

/** Readers that share a thread, and the end of that thread. */
export interface IsolatedReaders {
  readers: readonly DocumentReader[];
  /** Waits for the files that are being read, then ends the thread. A file that is read later starts a new one. */
  close(): Promise<void>;
}

/**
 * Readers in a thread of their own. The libraries behind them cannot be stopped halfway and would hold up the whole desk
 * while they work; a thread can be ended when a file costs more than its budget. Files are read one at a time; the thread
 * stays for the next file for a while. Idle, it does not keep the program from ending, also when nobody closes it.
 */
export function isolatedReaders(
  kinds: readonly { readonly extensions: readonly string[] }[],
  budget: WorkerBudget = defaultBudget,
): IsolatedReaders {
  const thread = new ReaderThread(budget);
  return {
    readers: kinds.map(({ extensions }) => ({
      extensions,
      read: (file, limits) => thread.read(extensions[0] ?? '', file, limits),
    })),
    close: () => thread.close(),
  };
}

class ReaderThread {
  readonly #budget: WorkerBudget;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(budget: WorkerBudget) {
    this.#budget = budget;
  }

  read(extension: string, file: DocumentFile, limits: ReadLimits): Promise<ReadDocument> {
    const result = this.#turn.then(() => this.#readNow(extension, file, limits));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#turn;
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #readNow(extension: string, file: DocumentFile, limits: ReadLimits): Promise<ReadDocument> {
    clearTimeout(this.#idle);
    const worker = this.#worker ?? (await this.#start(file));
    worker.ref();
    // A copy to give away: what belongs to the caller (or to a pool of buffers) is not to be moved to the thread.
    const bytes = new Uint8Array(file.bytes);
    const milliseconds = this.#budget.milliseconds * Math.max(1, bytes.byteLength / 5e6);
    const request: WorkerRequest = { extension, file: { name: file.name, bytes }, limits };
    const answer = this.#answer(worker, file, milliseconds);
    worker.postMessage(request, [bytes.buffer]);
    try {
      const said = await answer;
      if ('document' in said) return said.document;
      if ('ready' in said) throw new DeskError('internal', 'the reader thread answered out of turn');
      throw new DeskError(said.error.code, said.error.message, { cause: said.error.cause ?? undefined });
    } finally {
      worker.unref();
      this.#idle = setTimeout(() => this.#stop(worker), idleMilliseconds).unref();
    }
  }

  async #start(file: DocumentFile): Promise<Worker> {
    const worker = new Worker(new URL('./reader-worker.mjs', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      // Not to be printed, and not read here either: a stream that is being read keeps the program from ending.
      stderr: true,
      stdout: true,
    });
    // An error ends the thread. Whoever waits for it hears so below; when nobody does, the next file gets a new thread.
    worker.on('error', () => this.#stop(worker));
    this.#worker = worker;
    await this.#answer(worker, file, startMilliseconds);
    return worker;
  }

  /** The next thing that the worker says; ends the worker when that costs more than the budget. */
  #answer(worker: Worker, file: DocumentFile, milliseconds: number): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      const memoryAtStart = process.memoryUsage.rss();
      const settle = (): void => {
        clearTimeout(deadline);
        clearInterval(watch);
        worker.off('message', succeed).off('error', breakOff).off('exit', leave);
      };
      const fail = (error: DeskError): void => {
        settle();
        this.#stop(worker);
        reject(error);
      };
      const succeed = (answer: WorkerAnswer): void => {
        settle();
        resolve(answer);
      };
      const breakOff = (cause: Error): void => {
        const full = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
        fail(full ? tooCostly(file.name, cause) : corrupt(file.name, null, cause));
      };
      const leave = (code: number): void => {
        fail(new DeskError('internal', `the reader thread ended with code ${code}`));
      };
      const deadline = setTimeout(() => fail(tooSlow(file.name)), milliseconds);
      const watch = setInterval(() => {
        if (process.memoryUsage.rss() - memoryAtStart > this.#budget.memoryBytes) fail(tooCostly(file.name));
      }, 50);
      worker.on('message', succeed).on('error', breakOff).on('exit', leave);
    });
  }

  #stop(worker: Worker): void {
    if (this.#worker === worker) this.#worker = null;
    void worker.terminate();
  }
}
