import { StateError } from '@featuremap/errors';
import { Generator } from '@featuremap/random';
import type { Batch, Collate } from './collate.ts';
import { type CollateModule, openCollate } from './collate-module.ts';
import { checkLoaderOptions, type DataLoaderOptions } from './data-loader-options.ts';
import { type DataLoaderState, requireFittingState } from './data-loader-state.ts';
import type { Dataset } from './dataset.ts';
import { indexBatches } from './index-batches.ts';
import { madeAhead } from './made-ahead.ts';
import { type MadeBatch, makeBatch } from './make-batch.ts';
import { RandomSampler } from './random-sampler.ts';
import type { Sampler } from './sampler.ts';
import { SequentialSampler } from './sequential-sampler.ts';
import { SpareMemory } from './spare-memory.ts';
import { toWorkerDataset, type WorkerDataset } from './worker-dataset.ts';
import { WorkerPool } from './worker-pool.ts';

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
 * @example
 * Images that differ in size, as a batch of your own kind:
 * ```js
 * import { DataLoader } from '@featuremap/datasets';
 *
 * const widths = [3, 5];
 * const dataset = {
 *   length: 2,
 *   classes: ['line'],
 *   shape: undefined,
 *   get: (i) => ({ pixels: { data: new Uint8Array(widths[i]), width: widths[i], height: 1, channels: 1 }, label: 0 }),
 * };
 * const collate = (samples) => samples.map(({ pixels }) => pixels.data);
 * for await (const lines of new DataLoader(dataset, { batchSize: 2, collate })) {
 *   console.log(lines[0].length, lines[1].length); // 3 5
 * }
 * ```
 *
 * @see torch.utils.data.DataLoader
 */
export class DataLoader<B = Batch> implements AsyncIterable<B> {
  readonly dataset: Dataset;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly dropLast: boolean;
  readonly prefetch: number;
  readonly sampler: Sampler;
  readonly numWorkers: number;
  readonly prefetchFactor: number;
  readonly persistentWorkers: boolean;
  readonly timeout: number;
  /** Undefined for the default. */
  readonly collate: Collate<B> | CollateModule | undefined;
  /** What workers make the data set from. */
  readonly #description: WorkerDataset | undefined;
  /** The workers that outlive an epoch. */
  #pool: WorkerPool | undefined;
  #generator: Generator | undefined;
  #nextEpoch = 0;
  /** The epoch that began last, until it ends: its state, whose `batch` moves on. */
  #running: DataLoaderState | undefined;
  readonly #spare: SpareMemory;
  readonly #skipped = new Map<number, string>();
  /** Batches to pass over in the next epoch. */
  #done = 0;

  constructor(dataset: Dataset, options: DataLoaderOptions<B> = {}) {
    const checked = checkLoaderOptions(options);
    this.dataset = dataset;
    this.batchSize = checked.batchSize;
    this.shuffle = checked.shuffle;
    this.dropLast = checked.dropLast;
    this.prefetch = checked.prefetch;
    this.numWorkers = checked.numWorkers;
    this.prefetchFactor = checked.prefetchFactor;
    this.persistentWorkers = checked.persistentWorkers;
    this.timeout = checked.timeout;
    this.collate = options.collate;
    this.#spare = new SpareMemory(this.batchSize);
    this.#generator = options.generator;
    if (this.numWorkers > 0) this.#description = toWorkerDataset(dataset);
    this.sampler =
      options.sampler ??
      (this.shuffle ? new RandomSampler(dataset, { generator: options.generator! }) : new SequentialSampler(dataset));
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
    const hasGenerator = this.#generator !== undefined;
    const hasSamplerGenerator = this.sampler.generator !== undefined;
    requireFittingState(state, { length: this.length, hasGenerator, hasSamplerGenerator });
    const { epoch, batch, generator, sampler } = state;
    const isShared = this.sampler.generator === this.#generator;
    this.#generator = generator === null ? undefined : Generator.fromState(generator);
    if (sampler !== null) this.sampler.generator = isShared ? this.#generator! : Generator.fromState(sampler);
    this.#nextEpoch = epoch;
    this.#done = batch;
    this.#running = undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<B, void, undefined> {
    const [epoch, done] = [this.#nextEpoch++, this.#done];
    this.#done = 0;
    let state = this.#stateAt(epoch, done);
    this.#running = state;
    const batches = this.#batchesOfIndices(epoch);
    for (let i = 0; i < done; i++) batches.next();
    const pool = this.#openPool();
    const most = pool === undefined ? this.prefetch + 1 : this.prefetchFactor * this.numWorkers;
    try {
      for await (const { batch, skipped } of madeAhead(batches, this.#maker(epoch, pool), most)) {
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

  /**
   * Takes the memory of a batch that is needed no more, for a later one; its `images` are empty from then on. Large
   * batches come faster so, as their memory is neither made anew nor collected. Optional: a batch that is kept stays as it is.
   *
   * @throws {ArgumentError} when the batch was given back before, or is no longer as the loader made it.
   * @throws {StateError} when the loader has a collate of its own, whose batches may share memory with others.
   *
   * @example
   * ```js
   * import { ArrayDataset, DataLoader } from '@featuremap/datasets';
   *
   * const dataset = new ArrayDataset(new Uint8Array([0, 255]), [0, 0], { shape: [1, 1, 1], classes: ['a'] });
   * const loader = new DataLoader(dataset, { batchSize: 1 });
   * let sum = 0;
   * for await (const batch of loader) {
   *   sum += batch.images[0];
   *   loader.recycle(batch);
   * }
   * console.log(sum); // 1
   * ```
   */
  recycle(batch: B): void {
    if (this.collate !== undefined) {
      throw new StateError('DataLoader.recycle: the batches of a collate of your own are yours', {
        remedy: 'no recycle, or the default collate',
      });
    }
    this.#spare.takeFrom(batch as Batch);
  }

  /** Stops the workers that `persistentWorkers` kept; a later loop starts new ones. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.stop();
  }

  #openPool(): WorkerPool | undefined {
    if (this.#description === undefined) return undefined;
    const { numWorkers, timeout } = this;
    const collate = this.collate as CollateModule | undefined;
    const pool = this.#pool ?? new WorkerPool({ description: this.#description, collate, numWorkers, timeout });
    if (this.persistentWorkers) this.#pool = pool;
    return pool;
  }

  /** Makes a batch of an epoch here or in a worker. */
  #maker(epoch: number, pool: WorkerPool | undefined): (indices: Int32Array) => Promise<MadeBatch<B>> {
    const generator = this.#generator;
    if (pool === undefined) {
      const ofEpoch = generator?.fork(epoch);
      return async (indices) => {
        const collate = await openCollate(this.collate);
        return makeBatch(this.dataset, indices, { epoch: ofEpoch, collate, room: this.#spare.room(indices.length) });
      };
    }
    const seed = generator && { seed: generator.seed, keys: [...generator.state().keys, epoch] };
    return (indices) =>
      pool.make({ indices, epoch: seed, room: this.#spare.room(indices.length) }) as Promise<MadeBatch<B>>;
  }

  #stateAt(epoch: number, batch: number): DataLoaderState {
    const generator = this.#generator?.state() ?? null;
    return { epoch, batch, generator, sampler: this.sampler.generator?.state() ?? null };
  }

  /**
   * Before the sampler, PyTorch's loader draws a 64-bit seed for its workers; drawn here too, the orders of all epochs
   * agree.
   */
  #batchesOfIndices(epoch: number): Iterator<Int32Array> {
    const words = 2;
    this.#generator?.randint(0, 2, words);
    this.sampler.setEpoch?.(epoch);
    return indexBatches(this.sampler, this.batchSize, this.dropLast);
  }
}
