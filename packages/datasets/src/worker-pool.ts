import type { CollateModule } from './collate-module.ts';
import type { MadeBatch } from './make-batch.ts';
import { checkTransforms } from './revive-transform.ts';
import type { WorkerDataset } from './worker-dataset.ts';
import type { BatchRequest } from './worker-messages.ts';
import { WorkerThread } from './worker-thread.ts';

/** What all threads of a pool have in common. */
export interface WorkerPoolOptions {
  readonly description: WorkerDataset;
  readonly collate: CollateModule | undefined;
  readonly numWorkers: number;
  /** The most seconds that a sample may take; 0: no limit. */
  readonly timeout: number;
}

/** Worker threads that make batches. */
export class WorkerPool {
  readonly #threads: Promise<WorkerThread[]>;
  #next = 0;

  constructor({ numWorkers, ...start }: WorkerPoolOptions) {
    this.#threads = checkTransforms(start.description).then(() =>
      Array.from({ length: numWorkers }, () => new WorkerThread(start)),
    );
    this.#threads.catch(() => undefined);
  }

  /** The batch that is asked for, made by the thread whose turn it is. */
  async make(request: Omit<BatchRequest, 'id'>): Promise<MadeBatch<unknown>> {
    const turn = this.#next++;
    const threads = await this.#threads;
    return threads[turn % threads.length]!.make(request);
  }

  async stop(): Promise<void> {
    const threads = await this.#threads.catch(() => []);
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}
