import { DataError, show } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { type Batch, collate, type IndexedSample } from './collate.ts';
import type { Dataset } from './dataset.ts';

/** A batch, or none if all of its samples were left out, and what was left out: index and reason. */
export interface MadeBatch {
  readonly batch: Batch | undefined;
  readonly skipped: readonly (readonly [number, string])[];
}

/**
 * Reads the samples at `indices` and puts them into a batch; what is random about one comes from `epoch.fork(index)`.
 * With `onRead` they are read one after the other, and it is told which is next.
 */
export async function makeBatch(
  dataset: Dataset,
  indices: Int32Array,
  epoch: Generator | undefined,
  onRead?: (index: number) => void,
): Promise<MadeBatch> {
  if (dataset.fill !== undefined && dataset.shape !== undefined) {
    const [height, width, channels] = dataset.shape;
    const labels = new Int32Array(indices.length);
    const images = new Float32Array(indices.length * height * width * channels);
    dataset.fill(indices, images, labels);
    return { batch: { images, shape: [indices.length, height, width, channels], labels, indices }, skipped: [] };
  }
  const skipped: [number, string][] = [];
  const read = async (index: number): Promise<IndexedSample[]> => {
    try {
      const sample = await dataset.get(index, epoch?.fork(index));
      if (!('skipped' in sample)) return [{ ...sample, index }];
      skipped.push([index, sample.skipped]);
      return [];
    } catch (cause) {
      throw new DataError(`DataLoader: sample ${index} cannot be read`, {
        received: cause instanceof Error ? cause.message : show(cause),
        cause,
      });
    }
  };
  if (onRead === undefined) return { batch: collate((await Promise.all(Array.from(indices, read))).flat()), skipped };
  const samples: IndexedSample[] = [];
  for (const index of indices) {
    onRead(index);
    samples.push(...(await read(index)));
  }
  return { batch: collate(samples), skipped };
}
