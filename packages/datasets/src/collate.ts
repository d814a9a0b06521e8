import { DataError, show } from '@featuremap/errors';
import type { Sample } from './dataset.ts';

/** A batch of n samples. */
export interface Batch {
  /** The images `[n, H, W, C]` row by row, as numbers: bytes from 0 to 1 (byte / 255), floats as they are. */
  readonly images: Float32Array;
  /** `[n, H, W, C]`. */
  readonly shape: readonly [number, number, number, number];
  /** The class of each sample. */
  readonly labels: Int32Array;
  /** Where in the data set each sample comes from. */
  readonly indices: Int32Array;
}

/** A sample that knows where in the data set it comes from. */
export interface IndexedSample extends Sample {
  readonly index: number;
}

/** Makes a batch of samples, of which there is at least one. It leaves their pixels as they are. */
export type Collate<B = Batch> = (samples: readonly IndexedSample[]) => B;

/** Room for the images of a batch of `count` samples that are as large as the first: the old one if it fits. */
export function roomFor(
  { pixels }: { readonly pixels: Omit<Sample['pixels'], 'data'> },
  count: number,
  old?: Float32Array,
): Float32Array {
  const length = count * pixels.height * pixels.width * pixels.channels;
  return old?.length === length ? old : new Float32Array(length);
}

/**
 * Puts samples of one size into a batch: what a `DataLoader` does by default. Floats that are in their place in `images`
 * already stay there; those further back, behind a sample that was left out, move up.
 */
export function defaultCollate(
  samples: readonly IndexedSample[],
  images: Float32Array = roomFor(samples[0]!, samples.length),
): Batch {
  const first = samples[0]!;
  const { width, height, channels } = first.pixels;
  const size = height * width * channels;
  for (const [i, { pixels, index }] of samples.entries()) {
    if (pixels.width !== width || pixels.height !== height || pixels.channels !== channels) {
      const shapes = [first.pixels, pixels].map((p) => show([p.height, p.width, p.channels]));
      throw new DataError(`DataLoader: images of one batch differ in size: ${shapes.join(' and ')}`, {
        received: `samples ${first.index} and ${index}, as [height, width, channels]`,
        rule: 'all images of a batch have one size',
        remedy: 'a transform that resizes or crops, a collate of your own, or batchSize: 1',
      });
    }
    const { data } = pixels;
    const isInPlace = data.buffer === images.buffer && data.byteOffset === images.byteOffset + i * size * 4;
    if (isInPlace) continue;
    if (data instanceof Float32Array) images.set(data, i * size);
    else for (let k = 0; k < size; k++) images[i * size + k] = data[k]! / 255;
  }
  return {
    images: images.length === samples.length * size ? images : images.slice(0, samples.length * size),
    shape: [samples.length, height, width, channels],
    labels: Int32Array.from(samples, (sample) => sample.label),
    indices: Int32Array.from(samples, (sample) => sample.index),
  };
}
