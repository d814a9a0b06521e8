import { ArgumentError, requireInteger, show } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import type { Dataset, SampleOut } from './dataset.ts';
import { toWorkerDataset, type WorkerDataset } from './worker-dataset.ts';

/**
 * Several data sets with the same classes, one behind the other.
 *
 * @throws {ArgumentError} when there is no data set, or their classes differ.
 *
 * @example
 * ```js
 * import { ArrayDataset, ConcatDataset } from '@featuremap/datasets';
 *
 * const options = { shape: [1, 1, 1], classes: ['a', 'b'] };
 * const first = new ArrayDataset(new Uint8Array([10, 20]), [0, 1], options);
 * const second = new ArrayDataset(new Uint8Array([30]), [1], options);
 * const both = new ConcatDataset([first, second]);
 * console.log(both.length, both.get(2).pixels.data[0]); // 3 30
 * ```
 *
 * @see torch.utils.data.ConcatDataset
 */
export class ConcatDataset<D extends Dataset = Dataset> implements Dataset {
  readonly datasets: readonly D[];
  readonly fill?: NonNullable<Dataset['fill']>;
  /** Where each data set ends. */
  readonly #ends: readonly number[];

  constructor(datasets: readonly D[]) {
    if (!Array.isArray(datasets) || datasets.length === 0) {
      throw new ArgumentError(`ConcatDataset: expects a list of data sets, not ${show(datasets)}`);
    }
    const all: readonly D[] = datasets;
    const first = all[0]!;
    for (const [i, { classes }] of all.entries()) {
      if (classes.length === first.classes.length && classes.every((name, c) => name === first.classes[c])) continue;
      throw new ArgumentError(`ConcatDataset: data set ${i} has other classes than the first one`, {
        received: `${show(first.classes)} and ${show(classes)}`,
        rule: 'the same classes in the same order, as a label is an index into them',
      });
    }
    this.datasets = all;
    let end = 0;
    this.#ends = all.map((dataset) => {
      end += dataset.length;
      return end;
    });
    if (this.shape !== undefined && all.every((dataset) => dataset.fill !== undefined)) {
      this.fill = (indices, images, labels) => this.#fill(indices, images, labels);
    }
  }

  get length(): number {
    return this.#ends.at(-1)!;
  }

  get classes(): readonly string[] {
    return this.datasets[0]!.classes;
  }

  get shape(): readonly [number, number, number] | undefined {
    const [first, ...others] = this.datasets.map((dataset) => dataset.shape);
    return others.every((shape) => shape?.every((size, axis) => size === first?.[axis])) ? first : undefined;
  }

  get labels(): Int32Array | undefined {
    const labels = new Int32Array(this.length);
    for (const [i, dataset] of this.datasets.entries()) {
      if (dataset.labels === undefined) return undefined;
      labels.set(dataset.labels, this.#start(i));
    }
    return labels;
  }

  toWorker(): WorkerDataset {
    return { dataset: 'ConcatDataset', args: [this.datasets.map(toWorkerDataset)] };
  }

  get(index: number, generator?: Generator, out?: SampleOut): ReturnType<D['get']> {
    requireInteger('ConcatDataset.get', 'index', index, { min: 0, max: this.length - 1 });
    const i = this.#datasetOf(index);
    return this.datasets[i]!.get(index - this.#start(i), generator, out) as ReturnType<D['get']>;
  }

  #start(i: number): number {
    return i === 0 ? 0 : this.#ends[i - 1]!;
  }

  #datasetOf(index: number): number {
    return this.#ends.findIndex((end) => index < end);
  }

  #fill(indices: Int32Array, images: Float32Array, labels: Int32Array): void {
    const size = this.shape!.reduce((product, length) => product * length, 1);
    for (const [position, index] of indices.entries()) {
      const i = this.#datasetOf(index);
      const image = images.subarray(position * size, (position + 1) * size);
      this.datasets[i]!.fill!(Int32Array.of(index - this.#start(i)), image, labels.subarray(position, position + 1));
    }
  }
}
