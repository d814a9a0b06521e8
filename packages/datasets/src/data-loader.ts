import { ArgumentError, DataError, requireInteger, requireKnownOptions, show } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import type { Dataset } from './dataset.ts';
import { randomOrder } from './random-order.ts';

/** A batch of n samples. */
export interface Batch {
  /** The images `[n, H, W, C]` row by row, as numbers from 0 to 1 (byte / 255). */
  readonly images: Float32Array;
  /** `[n, H, W, C]`. */
  readonly shape: readonly [number, number, number, number];
  /** The class of each sample. */
  readonly labels: Int32Array;
  /** Where in the data set each sample comes from. */
  readonly indices: Int32Array;
}

/** How a `DataLoader` makes its batches. */
export interface DataLoaderOptions {
  /** Samples in a batch; the last one of an epoch may have fewer. Default 1. */
  readonly batchSize?: number;
  /** A new random order for each epoch, drawn from `generator`. Default false: the data set's order. */
  readonly shuffle?: boolean;
  /** Where all randomness comes from; needed to shuffle, and passed on to the data set for what is random there. */
  readonly generator?: Generator;
  /** Leave out a last batch that is not full. Default false. */
  readonly dropLast?: boolean;
  /** How many batches are made ahead of the one in use. Default 2; 0 makes each when it is asked for. */
  readonly prefetch?: number;
}

/**
 * Goes through a data set in batches; each `for await` is one epoch.
 *
 * With the same seed the order of the samples is that of PyTorch's DataLoader with `shuffle=True` and a generator, in every
 * epoch. What a data set draws at random for a sample depends on the seed, the epoch and the index alone. Two loops over
 * one loader may run at the same time; the one that begins first is the earlier epoch.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or `shuffle` has no generator.
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
  readonly generator: Generator | undefined;
  #epoch = 0;

  constructor(dataset: Dataset, options: DataLoaderOptions = {}) {
    requireKnownOptions('DataLoader', options, ['batchSize', 'shuffle', 'generator', 'dropLast', 'prefetch']);
    const { batchSize = 1, shuffle = false, generator, dropLast = false, prefetch = 2 } = options;
    this.dataset = dataset;
    this.batchSize = requireInteger('DataLoader', 'batchSize', batchSize, { min: 1 });
    this.prefetch = requireInteger('DataLoader', 'prefetch', prefetch, { min: 0 });
    this.shuffle = shuffle;
    this.dropLast = dropLast;
    this.generator = generator;
    if (shuffle && generator === undefined) {
      throw new ArgumentError('DataLoader: shuffle needs a generator', {
        remedy: '{ shuffle: true, generator: new Generator(seed) }',
      });
    }
  }

  /** The number of batches in an epoch. */
  get length(): number {
    const batches = this.dataset.length / this.batchSize;
    return this.dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    const epoch = this.#epoch++;
    const ahead: Promise<Batch>[] = [];
    const batches = this.#batchesOfIndices();
    for (;;) {
      while (ahead.length <= this.prefetch) {
        const next = batches.next();
        if (next.done === true) break;
        const batch = this.#make(next.value, epoch);
        batch.catch(() => undefined);
        ahead.push(batch);
      }
      const batch = ahead.shift();
      if (batch === undefined) return;
      yield await batch;
    }
  }

  *#batchesOfIndices(): globalThis.Generator<Int32Array, void> {
    const { batchSize, dropLast } = this;
    let batch: number[] = [];
    for (const index of this.#order()) {
      batch.push(index);
      if (batch.length < batchSize) continue;
      yield Int32Array.from(batch);
      batch = [];
    }
    if (batch.length > 0 && !dropLast) yield Int32Array.from(batch);
  }

  #order(): Iterable<number> {
    const { length } = this.dataset;
    return this.shuffle && this.generator !== undefined
      ? randomOrder(length, this.generator)
      : Array.from({ length }, (_, index) => index);
  }

  async #make(indices: Int32Array, epoch: number): Promise<Batch> {
    const { dataset } = this;
    const labels = new Int32Array(indices.length);
    if (dataset.fill !== undefined && dataset.shape !== undefined) {
      const [height, width, channels] = dataset.shape;
      const images = new Float32Array(indices.length * height * width * channels);
      dataset.fill(indices, images, labels);
      return { images, shape: [indices.length, height, width, channels], labels, indices };
    }
    const samples = await Promise.all(Array.from(indices, (index) => this.#read(index, epoch)));
    const { width, height, channels } = samples[0]!.pixels;
    const size = height * width * channels;
    const images = new Float32Array(indices.length * size);
    for (const [i, { pixels, label }] of samples.entries()) {
      if (pixels.width !== width || pixels.height !== height || pixels.channels !== channels) {
        const shapes = [samples[0]!.pixels, pixels].map((p) => show([p.height, p.width, p.channels]));
        throw new DataError(`DataLoader: images of one batch differ in size: ${shapes.join(' and ')}`, {
          received: `samples ${indices[0]} and ${indices[i]}, as [height, width, channels]`,
          rule: 'all images of a batch have one size',
          remedy: 'a transform that resizes or crops, or batchSize: 1',
        });
      }
      for (let k = 0; k < size; k++) images[i * size + k] = pixels.data[k]! / 255;
      labels[i] = label;
    }
    return { images, shape: [indices.length, height, width, channels], labels, indices };
  }

  async #read(index: number, epoch: number) {
    try {
      return await this.dataset.get(index, this.generator?.fork(epoch, index));
    } catch (cause) {
      throw new DataError(`DataLoader: sample ${index} cannot be read`, {
        received: cause instanceof Error ? cause.message : show(cause),
        cause,
      });
    }
  }
}
