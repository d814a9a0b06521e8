import { DataError, FeaturemapError, show } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { type Batch, type Collate, defaultCollate, type IndexedSample, roomFor } from './collate.ts';
import type { Dataset } from './dataset.ts';

/** A batch, or none if all of its samples were left out, and what was left out: index and reason. */
export interface MadeBatch<B = Batch> {
  readonly batch: B | undefined;
  readonly skipped: readonly (readonly [number, string])[];
}

/** How `makeBatch` goes about it. */
export interface MakeBatchOptions<B> {
  /** What is random about the sample at `index` comes from `epoch.fork(index)`. */
  readonly epoch?: Generator | undefined;
  /** Default: `defaultCollate`, which B must then be the result of. */
  readonly collate?: Collate<B> | undefined;
  /** Memory for the images, used if they have exactly its length. */
  readonly room?: Float32Array | undefined;
  /** With it the samples are read one after the other: it is told which is next, and -1 when all are read. */
  readonly onRead?: (index: number) => void;
}

/** Reads the samples at `indices` and puts them into a batch. */
export async function makeBatch<B>(
  dataset: Dataset,
  indices: Int32Array,
  { epoch, collate, room, onRead }: MakeBatchOptions<B> = {},
): Promise<MadeBatch<B>> {
  if (collate === undefined && dataset.fill !== undefined && dataset.shape !== undefined) {
    const [height, width, channels] = dataset.shape;
    const labels = new Int32Array(indices.length);
    const images = roomFor({ pixels: { height, width, channels } }, indices.length, room);
    dataset.fill(indices, images, labels);
    const batch: Batch = { images, shape: [indices.length, height, width, channels], labels, indices };
    return { batch: batch as B, skipped: [] };
  }
  const skipped: [number, string][] = [];
  const read = async (index: number, out?: Float32Array): Promise<IndexedSample[]> => {
    try {
      const sample = await dataset.get(index, epoch?.fork(index), { out });
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
  const [first, ...rest] = indices;
  onRead?.(first!);
  const samples = await read(first!);
  // The first sample tells how large all are; the others can write into the batch.
  const images = collate === undefined && samples.length > 0 ? roomFor(samples[0]!, indices.length, room) : undefined;
  const readInto = (index: number, i: number) => read(index, images && part(images, indices.length, i + 1));
  if (onRead === undefined) {
    samples.push(...(await Promise.all(rest.map(readInto))).flat());
  } else {
    for (const [i, index] of rest.entries()) {
      onRead(index);
      samples.push(...(await readInto(index, i)));
    }
    onRead(-1);
  }
  return { batch: samples.length === 0 ? undefined : batchOf(samples, images, collate), skipped };
}

/** The part at `index` of `count` equal ones. */
function part(images: Float32Array, count: number, index: number): Float32Array {
  const size = images.length / count;
  return images.subarray(index * size, (index + 1) * size);
}

function batchOf<B>(
  samples: readonly IndexedSample[],
  images: Float32Array | undefined,
  collate: Collate<B> | undefined,
): B {
  try {
    return collate === undefined ? (defaultCollate(samples, images) as B) : collate(samples);
  } catch (cause) {
    if (FeaturemapError.is(cause)) throw cause;
    throw new DataError(
      `DataLoader: collate cannot make a batch of samples ${samples.map((s) => s.index).join(', ')}`,
      {
        received: cause instanceof Error ? cause.message : show(cause),
        cause,
      },
    );
  }
}
