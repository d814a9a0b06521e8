import { requireInteger } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import type { Dataset, SampleOut } from './dataset.ts';
import { toWorkerDataset, type WorkerDataset } from './worker-dataset.ts';

/**
 * Some samples of a data set, in the order of `indices`; an index may come more than once.
 *
 * @throws {ArgumentError} when an index is not one of the data set's.
 *
 * @example
 * ```js
 * import { ArrayDataset, Subset } from '@featuremap/datasets';
 *
 * const all = new ArrayDataset(new Uint8Array([10, 20, 30]), [0, 1, 0], { shape: [1, 1, 1], classes: ['a', 'b'] });
 * const some = new Subset(all, [2, 1]);
 * console.log(some.length, some.get(0).pixels.data[0]); // 2 30
 * ```
 *
 * @see torch.utils.data.Subset
 */
export class Subset<D extends Dataset = Dataset> implements Dataset {
  readonly dataset: D;
  readonly indices: Int32Array;
  readonly fill?: NonNullable<Dataset['fill']>;

  constructor(dataset: D, indices: ArrayLike<number>) {
    for (let i = 0; i < indices.length; i++) {
      requireInteger('Subset', `indices[${i}]`, indices[i], { min: 0, max: dataset.length - 1 });
    }
    this.dataset = dataset;
    this.indices = Int32Array.from(indices);
    if (dataset.fill !== undefined) {
      this.fill = (positions, images, labels) => {
        const below = positions.map((position) => this.indices[position]!);
        dataset.fill?.(below, images, labels);
      };
    }
  }

  get length(): number {
    return this.indices.length;
  }

  get classes(): readonly string[] {
    return this.dataset.classes;
  }

  get shape(): readonly [number, number, number] | undefined {
    return this.dataset.shape;
  }

  get labels(): Int32Array | undefined {
    const { labels } = this.dataset;
    return labels === undefined ? undefined : this.indices.map((index) => labels[index]!);
  }

  toWorker(): WorkerDataset {
    return { dataset: 'Subset', args: [toWorkerDataset(this.dataset), this.indices] };
  }

  get(index: number, generator?: Generator, out?: SampleOut): ReturnType<D['get']> {
    requireInteger('Subset.get', 'index', index, { min: 0, max: this.length - 1 });
    return this.dataset.get(this.indices[index]!, generator, out) as ReturnType<D['get']>;
  }
}
