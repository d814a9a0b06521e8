import type { Worker } from 'node:worker_threads';
import { DataError, EnvironmentError } from '@featuremap/errors';
import type { MadeBatch } from './make-batch.ts';
import { checkTransforms } from './revive-transform.ts';
import type { WorkerDataset } from './worker-dataset.ts';
import type { BatchReply, BatchRequest, EpochSeed, WorkerStart } from './worker-messages.ts';

interface Pending {
  resolve(made: MadeBatch): void;
  reject(error: unknown): void;
}

/** Worker threads that make batches. */
export class WorkerPool {
  readonly #threads: Promise<Thread[]>;
  #next = 0;

  constructor(description: WorkerDataset, numWorkers: number) {
    this.#threads = checkTransforms(description).then(() =>
      Array.from({ length: numWorkers }, () => new Thread(description)),
    );
    this.#threads.catch(() => undefined);
  }

  /** The batch of the samples at `indices`, made by the thread whose turn it is. */
  async make(indices: Int32Array, epoch: EpochSeed | undefined): Promise<MadeBatch> {
    const turn = this.#next++;
    const threads = await this.#threads;
    return threads[turn % threads.length]!.make(indices, epoch);
  }

  async stop(): Promise<void> {
    const threads = await this.#threads.catch(() => []);
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

/** One worker thread. It keeps the process alive only while it has work. */
class Thread {
  readonly #worker: Worker;
  readonly #reading = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  readonly #pending = new Map<number, Pending>();
  #requests = 0;
  #failure: unknown;

  constructor(description: WorkerDataset) {
    const { Worker } = requireThreads();
    // From the source as from the built package this is the built program: Node cannot run every version of the source.
    const program = new URL('../dist/worker-program.js', import.meta.url);
    this.#worker = new Worker(program, { workerData: { description, reading: this.#reading } satisfies WorkerStart });
    this.#worker.unref();
    this.#worker.on('message', (reply: BatchReply) => this.#receive(reply));
    // The error may overtake replies that were sent before it; at the exit all of them have come.
    let crash: unknown;
    this.#worker.on('error', (error) => {
      crash = error;
    });
    this.#worker.on('exit', (code) => this.#fail(crash, code));
  }

  make(indices: Int32Array, epoch: EpochSeed | undefined): Promise<MadeBatch> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const id = this.#requests++;
      this.#pending.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, indices, epoch } satisfies BatchRequest);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
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

  #fail(crash: unknown, code: number): void {
    const index = Atomics.load(this.#reading, 0);
    const where = index < 0 ? 'between two batches' : `while it read sample ${index}`;
    this.#failure ??= new DataError(`DataLoader: a worker thread stopped ${where}`, {
      received: crash === undefined ? `exit code ${code}` : crash instanceof Error ? crash.message : String(crash),
      remedy: 'numWorkers: 0, which shows where',
      cause: crash,
    });
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
