import type { Worker } from 'node:worker_threads';
import { DataError, EnvironmentError } from '@featuremap/errors';
import type { MadeBatch } from './make-batch.ts';
import type { BatchReply, BatchRequest, WorkerStart } from './worker-messages.ts';
import { WorkerProgress } from './worker-progress.ts';

interface Pending {
  resolve(made: MadeBatch<unknown>): void;
  reject(error: unknown): void;
}

/** One worker thread. It keeps the process alive only while it has work. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #progress = new WorkerProgress();
  /** The most seconds that a sample may take; 0: no limit. */
  readonly #timeout: number;
  readonly #pending = new Map<number, Pending>();
  #timer: NodeJS.Timeout | undefined;
  #requests = 0;
  #failure: unknown;

  constructor({ timeout, ...start }: Omit<WorkerStart, 'progress'> & { readonly timeout: number }) {
    this.#timeout = timeout;
    const { Worker } = requireThreads();
    // From the source as from the built package this is the built program: Node cannot run every version of the source.
    const program = new URL('../dist/worker-program.js', import.meta.url);
    this.#worker = new Worker(program, {
      workerData: { ...start, progress: this.#progress.memory } satisfies WorkerStart,
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: BatchReply) => this.#receive(reply));
    // The error may overtake replies that were sent before it; at the exit all of them have come.
    let crash: unknown;
    this.#worker.on('error', (error) => {
      crash = error;
    });
    this.#worker.on('exit', (code) => this.#failAtExit(crash, code));
  }

  make({ indices, epoch, room }: Omit<BatchRequest, 'id'>): Promise<MadeBatch<unknown>> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      if (this.#isIdle) this.#progress.begin();
      const id = this.#requests++;
      this.#pending.set(id, { resolve, reject });
      this.#worker.ref();
      const moved = room === undefined ? [] : [room.buffer as ArrayBuffer];
      this.#worker.postMessage({ id, indices, epoch, room } satisfies BatchRequest, moved);
      this.#watch();
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#worker.terminate();
  }

  /** Whether all requests are answered, though the answers may still be on their way. */
  get #isIdle(): boolean {
    return this.#progress.answered === this.#requests;
  }

  #receive(reply: BatchReply): void {
    const pending = this.#pending.get(reply.id)!;
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if ('made' in reply) {
      pending.resolve(reply.made);
    } else {
      const { sentence, ...details } = reply.error;
      pending.reject(new DataError(sentence, details));
    }
  }

  /** While the worker has work: looks again when the present sample would be late. */
  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#timeout === 0 || this.#isIdle) return;
    const { sample, seconds } = this.#progress;
    if (seconds < this.#timeout) {
      this.#timer = setTimeout(() => this.#watch(), 1000 * (this.#timeout - seconds)).unref();
      return;
    }
    const what = sample === undefined ? 'between two samples' : `to read sample ${sample}`;
    this.#fail(
      new DataError(`DataLoader: a worker thread took more than ${this.#timeout} s ${what}`, {
        rule: `timeout: ${this.#timeout}, in seconds, for one sample, the start of a worker, or one collate`,
        remedy: 'a larger timeout, or numWorkers: 0, which shows where',
      }),
    );
    void this.stop();
  }

  #failAtExit(crash: unknown, code: number): void {
    const { sample } = this.#progress;
    const where = sample === undefined ? 'between two samples' : `while it read sample ${sample}`;
    this.#fail(
      new DataError(`DataLoader: a worker thread stopped ${where}`, {
        received: crash === undefined ? `exit code ${code}` : crash instanceof Error ? crash.message : String(crash),
        remedy: 'numWorkers: 0, which shows where',
        cause: crash,
      }),
    );
  }

  #fail(failure: DataError): void {
    this.#failure ??= failure;
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
  }
}

function requireThreads(): typeof import('node:worker_threads') {
  if (typeof process !== 'undefined' && process.getBuiltinModule !== undefined) {
    return process.getBuiltinModule('node:worker_threads');
  }
  throw new EnvironmentError('DataLoader: numWorkers needs the threads of Node', { remedy: 'numWorkers: 0' });
}
