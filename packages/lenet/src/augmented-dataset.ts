import type { ArrayDataset, Dataset, Sample, Subset, WorkerDataset } from '@featuremap/datasets';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import type { Transform } from '@featuremap/transforms';

/** Images of bytes in memory, or some of them. */
export type ByteDataset = ArrayDataset | Subset<ArrayDataset>;

/** A data set whose images are drawn anew each time that they are read; their size stays. */
export class AugmentedDataset implements Dataset {
  readonly dataset: ByteDataset;
  readonly transform: Transform<Pixels, Pixels>;

  constructor(dataset: ByteDataset, transform: Transform<Pixels, Pixels>) {
    this.dataset = dataset;
    this.transform = transform;
  }

  get length(): number {
    return this.dataset.length;
  }

  get classes(): readonly string[] {
    return this.dataset.classes;
  }

  get shape(): readonly [number, number, number] | undefined {
    return this.dataset.shape;
  }

  get(index: number, generator: Generator): Sample {
    const { pixels, label } = this.dataset.get(index);
    return { pixels: this.transform.run(pixels, generator), label };
  }

  toWorker(): WorkerDataset {
    const args = [this.dataset.toWorker(), this.transform.toJSON()];
    return { dataset: 'AugmentedDataset', args, module: import.meta.url };
  }
}
