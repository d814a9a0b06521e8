import { ArgumentError, requireInteger, requireKnownOptions } from '@featuremap/errors';
import { Generator, type GeneratorState } from '@featuremap/random';
import type { Batch } from './collate.ts';
import type { Dataset } from './dataset.ts';
import { type MadeBatch, makeBatch } from './make-batch.ts';
import { RandomSampler } from './random-sampler.ts';
import type { Sampler } from './sampler.ts';
import { SequentialSampler } from './sequential-sampler.ts';
import { toWorkerDataset, type WorkerDataset } from './worker-dataset.ts';
import { WorkerPool } from './worker-pool.ts';

/** How a `DataLoader` makes its batches. */
export interface DataLoaderOptions {
  /** Samples in a batch; the last one of an epoch may have fewer. Default 1. */
  readonly batchSize?: number;
  /** A new random order for each epoch, drawn from `generator`. Default false: the data set's order. */
  readonly shuffle?: boolean;
  /** The order of the samples, instead of `shuffle`. */
  readonly sampler?: Sampler;
  /** Where all randomness comes from; needed to shuffle, and passed on to the data set for what is random there. */
  readonly generator?: Generator;
  /** Leave out a last batch that is not full. Default false. */
  readonly dropLast?: boolean;
  /** Without workers: how many batches are made ahead of the one in use. Default 2; 0 makes each when it is asked for. */
  readonly prefetch?: number;
  /**
   * Worker threads that read, decode and transform (in Node). The batches are the same for every number of them. Default
   * 0: this thread. A data set goes to a worker as plain data: those of this package do so with the transforms of
   * @featuremap/transforms, your own by its method `toWorker`.
   */
  readonly numWorkers?: number;
  /** With workers: how many batches each has in work or ready. Default 2. */
  readonly prefetchFactor?: number;
  /** With workers: keep them from one epoch to the next, until `close()`. Default false. */
  readonly persistentWorkers?: boolean;
}

const optionNames = [
  'batchSize',
  'shuffle',
  'sampler',
  'generator',
  'dropLast',
  'prefetch',
  'numWorkers',
  'prefetchFactor',
  'persistentWorkers',
];

/** Where a `DataLoader` stands, as plain JSON. */
export interface DataLoaderState {
  /** The epoch, from 0. */
  readonly epoch: number;
  /** Batches of that epoch that are done. */
  readonly batch: number;
  /** The loader's generator, and that of its sampler, as they were when the epoch began. */
  readonly generator: GeneratorState | null;
  readonly sampler: GeneratorState | null;
}

/**
 * Goes through a data set in batches; each `for await` is one epoch.
 *
 * With the same seed the order of the samples is that of PyTorch's DataLoader with `shuffle=True` and a generator, in every
 * epoch. What a data set draws at random for a sample depends on the seed, the epoch and the index alone. Two loops over
 * one loader may run at the same time; the one that begins first is the earlier epoch.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, `shuffle` has no generator, or both `shuffle` and
 * `sampler` are given.
 *
 * @example
 * ```js
 * import { ArrayDataset, DataLoader } from '@featuremap/datasets';
 * import { Generator } from '@featuremap/random';
 *
 * const dataset = new ArrayDataset(new Uint8Array([0, 51, 102, 153, 255]), [0, 1, 0, 1, 0], {
 *   shape: [1, 1, 1],
 *   classes: ['even', 'odd'],
 * });
 * const loader = new DataLoader(dataset, { batchSize: 2, shuffle: true, generator: new Generator(0) });
 * console.log(loader.length); // 3
 * for await (const { shape, images } of loader) {
 *   console.log(shape.join('x'), images.length); // 2x1x1x1 2
 *   break;
 * }
 * ```
 *
 * @see torch.utils.data.DataLoader
 */
export class DataLoader implements AsyncIterable<Batch> {
  readonly dataset: Dataset;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly dropLast: boolean;
  readonly prefetch: number;
  readonly sampler: Sampler;
  readonly numWorkers: number;
  readonly prefetchFactor: number;
  readonly persistentWorkers: boolean;
  /** What workers make the data set from. */
  readonly #description: WorkerDataset | undefined;
  /** The workers that outlive an epoch. */
  #pool: WorkerPool | undefined;
  #generator: Generator | undefined;
  #nextEpoch = 0;
  /** The epoch that began last, until it ends: its state, whose `batch` moves on. */
  #running: DataLoaderState | undefined;
  readonly #skipped = new Map<number, string>();
  /** Batches to pass over in the next epoch. */
  #done = 0;

  constructor(dataset: Dataset, options: DataLoaderOptions = {}) {
    requireKnownOptions('DataLoader', options, optionNames);
    const { batchSize = 1, shuffle = false, sampler, generator, dropLast = false } = options;
    const { prefetch = 2, numWorkers = 0, prefetchFactor = 2, persistentWorkers = false } = options;
    this.dataset = dataset;
    this.batchSize = requireInteger('DataLoader', 'batchSize', batchSize, { min: 1 });
    this.prefetch = requireInteger('DataLoader', 'prefetch', prefetch, { min: 0 });
    this.numWorkers = requireInteger('DataLoader', 'numWorkers', numWorkers, { min: 0 });
    this.prefetchFactor = requireInteger('DataLoader', 'prefetchFactor', prefetchFactor, { min: 1 });
    this.persistentWorkers = persistentWorkers;
    requireWorkerOptions(options, numWorkers);
    if (numWorkers > 0) this.#description = toWorkerDataset(dataset);
    this.shuffle = shuffle;
    this.dropLast = dropLast;
    this.#generator = generator;
    if (shuffle && sampler !== undefined) {
      throw new ArgumentError('DataLoader: either shuffle or a sampler, not both', {
        rule: 'a sampler gives the order by itself',
        remedy: 'leave out shuffle, and use a RandomSampler for a random order',
      });
    }
    if (shuffle && generator === undefined) {
      throw new ArgumentError('DataLoader: shuffle needs a generator', {
        remedy: '{ shuffle: true, generator: new Generator(seed) }',
      });
    }
    this.sampler =
      sampler ?? (shuffle ? new RandomSampler(dataset, { generator: generator! }) : new SequentialSampler(dataset));
  }

  /** Where all randomness comes from. After `resume` it is a new one, made from the state. */
  get generator(): Generator | undefined {
    return this.#generator;
  }

  /**
   * The samples that the data set could not read and left out, so far: index and reason. Their batches are smaller by
   * them, and a batch of nothing else does not appear.
   */
  get skipped(): ReadonlyMap<number, string> {
    return this.#skipped;
  }

  /** The number of batches in an epoch. */
  get length(): number {
    const batches = this.sampler.length / this.batchSize;
    return this.dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  /**
   * Where the loop stands that began last, the batch in hand counted as done; between two epochs, the beginning of the
   * next one. Plain JSON, for `resume` in this or another process.
   *
   * @example
   * ```js
   * import { ArrayDataset, DataLoader } from '@featuremap/datasets';
   * import { Generator } from '@featuremap/random';
   *
   * const dataset = new ArrayDataset(new Uint8Array(6), new Uint8Array(6), { shape: [1, 1, 1], classes: ['a'] });
   * const open = () => new DataLoader(dataset, { batchSize: 2, shuffle: true, generator: new Generator(0) });
   * const loader = open();
   * for await (const { indices } of loader) {
   *   console.log(indices); // Int32Array(2) [ 5, 1 ]
   *   break;
   * }
   * const again = open();
   * again.resume(JSON.parse(JSON.stringify(loader.state())));
   * for await (const { indices } of again) {
   *   console.log(indices); // Int32Array(2) [ 0, 3 ]
   *   break;
   * }
   * ```
   */
  state(): DataLoaderState {
    return this.#running ?? this.#stateAt(this.#nextEpoch, this.#done);
  }

  /**
   * Goes on where `state()` was taken: the next loop has the rest of that epoch, without reading what is done. The data
   * set and the options must be the same as then. The generators that were passed in are replaced by those of the state.
   *
   * @throws {ArgumentError} when the state does not fit this loader.
   */
  resume(state: DataLoaderState): void {
    requireKnownOptions('DataLoader.resume', state, ['epoch', 'batch', 'generator', 'sampler']);
    const { epoch, batch, generator, sampler } = state;
    requireInteger('DataLoader.resume', 'state.epoch', epoch, { min: 0 });
    requireInteger('DataLoader.resume', 'state.batch', batch, { min: 0, max: this.length });
    const hasGenerators = [this.#generator !== undefined, this.sampler.generator !== undefined];
    if (hasGenerators[0] !== (generator !== null) || hasGenerators[1] !== (sampler !== null)) {
      throw new ArgumentError('DataLoader.resume: the state is of a loader with other generators', {
        received: `${generator === null ? 'no generator' : 'a generator'}, ${sampler === null ? 'no generator' : 'a generator'} of the sampler`,
        remedy: 'a loader with the same options as the one that gave the state',
      });
    }
    const isShared = this.sampler.generator === this.#generator;
    this.#generator = generator === null ? undefined : Generator.fromState(generator);
    if (sampler !== null) this.sampler.generator = isShared ? this.#generator! : Generator.fromState(sampler);
    this.#nextEpoch = epoch;
    this.#done = batch;
    this.#running = undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    const [epoch, done] = [this.#nextEpoch++, this.#done];
    this.#done = 0;
    let state = this.#stateAt(epoch, done);
    this.#running = state;
    const batches = this.#batchesOfIndices(epoch);
    for (let i = 0; i < done; i++) batches.next();
    const pool = this.#openPool();
    const make = this.#maker(epoch, pool);
    const most = pool === undefined ? this.prefetch + 1 : this.prefetchFactor * this.numWorkers;
    const ahead: Promise<MadeBatch>[] = [];
    try {
      for (;;) {
        while (ahead.length < most) {
          const next = batches.next();
          if (next.done === true) break;
          const made = make(next.value);
          made.catch(() => undefined);
          ahead.push(made);
        }
        const next = ahead.shift();
        if (next === undefined) break;
        const { batch, skipped } = await next;
        for (const [index, reason] of skipped) this.#skipped.set(index, reason);
        const after = { ...state, batch: state.batch + 1 };
        if (this.#running === state) this.#running = after;
        state = after;
        if (batch !== undefined) yield batch;
      }
    } catch (error) {
      if (pool === this.#pool) this.#pool = undefined;
      throw error;
    } finally {
      if (pool !== this.#pool) await pool?.stop();
    }
    if (this.#running === state) this.#running = undefined;
  }

  /** Stops the workers that `persistentWorkers` kept; a later loop starts new ones. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.stop();
  }

  #openPool(): WorkerPool | undefined {
    if (this.#description === undefined) return undefined;
    const pool = this.#pool ?? new WorkerPool(this.#description, this.numWorkers);
    if (this.persistentWorkers) this.#pool = pool;
    return pool;
  }

  /** Makes a batch of an epoch here or in a worker. */
  #maker(epoch: number, pool: WorkerPool | undefined): (indices: Int32Array) => Promise<MadeBatch> {
    const generator = this.#generator;
    if (pool === undefined) {
      const ofEpoch = generator?.fork(epoch);
      return (indices) => makeBatch(this.dataset, indices, ofEpoch);
    }
    const seed = generator && { seed: generator.seed, keys: [...generator.state().keys, epoch] };
    return (indices) => pool.make(indices, seed);
  }

  #stateAt(epoch: number, batch: number): DataLoaderState {
    const generator = this.#generator?.state() ?? null;
    return { epoch, batch, generator, sampler: this.sampler.generator?.state() ?? null };
  }

  /**
   * Before the sampler, PyTorch's loader draws a 64-bit seed for its workers; drawn here too, the orders of all epochs
   * agree.
   */
  *#batchesOfIndices(epoch: number): globalThis.Generator<Int32Array, void> {
    const { batchSize, dropLast, sampler } = this;
    const words = 2;
    this.#generator?.randint(0, 2, words);
    sampler.setEpoch?.(epoch);
    let batch: number[] = [];
    for (const index of sampler) {
      batch.push(index);
      if (batch.length < batchSize) continue;
      yield Int32Array.from(batch);
      batch = [];
    }
    if (batch.length > 0 && !dropLast) yield Int32Array.from(batch);
  }
}

/** PyTorch refuses these too: an option for workers without workers would do nothing. */
function requireWorkerOptions(options: DataLoaderOptions, numWorkers: number): void {
  const without = numWorkers > 0 ? (['prefetch'] as const) : (['prefetchFactor', 'persistentWorkers'] as const);
  const useless = without.find((name) => options[name] !== undefined);
  if (useless === undefined) return;
  throw new ArgumentError(`DataLoader: ${useless} has no effect with numWorkers: ${numWorkers}`, {
    rule: 'prefetch is for numWorkers: 0; prefetchFactor and persistentWorkers are for numWorkers of at least 1',
  });
}
