import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import type { WorkerDataset } from './worker-dataset.ts';

/** An image of floats, channels last: what `ToTensor` of @featuremap/transforms gives. */
export interface FloatPixels {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** One image and its class. */
export interface Sample<Image extends Pixels | FloatPixels = Pixels | FloatPixels> {
  /** Bytes enter a batch as numbers from 0 to 1 (byte / 255), floats as they are. */
  readonly pixels: Image;
  /** Index into the data set's `classes`. */
  readonly label: number;
}

/** Where a data set may write a sample. */
export interface SampleOut {
  /**
   * Part of a batch, for the floats of the image: where they are exactly as many, they can be written there, and `data` of
   * the image be this array. That saves an array and a copy.
   */
  readonly out?: Float32Array | undefined;
}

/** A sample that is left out of its batch: what `get` may give instead of throwing. */
export interface SkippedSample {
  /** Why. */
  readonly skipped: string;
}

/**
 * What a `DataLoader` reads: anything that knows how many samples it has and can give each of them. Your own data set
 * needs only these four members.
 */
export interface Dataset {
  /** How many samples there are. */
  readonly length: number;
  /** The names of the classes, in the order of the labels. */
  readonly classes: readonly string[];
  /** `[H, W, C]` of every image; `undefined` when images differ in size. */
  readonly shape: readonly [number, number, number] | undefined;
  /** Optional: the class of each sample, for what needs it without reading the images, such as `stratifiedSplit`. */
  readonly labels?: ArrayLike<number> | undefined;
  /**
   * The sample at `index`, 0 to `length - 1`. What is random about it comes from `generator` alone, which a loader makes
   * anew from its seed, the epoch and the index. `out` may be taken no notice of.
   */
  get(index: number, generator?: Generator, out?: SampleOut): Sample | SkippedSample | Promise<Sample | SkippedSample>;
  /**
   * Optional fast path of a data set in memory: writes the images of `indices` one after the other as numbers from 0 to 1
   * (byte / 255) into `images`, and their labels into `labels`.
   */
  fill?(indices: Int32Array, images: Float32Array, labels: Int32Array): void;
  /** Optional: what worker threads make this data set from, for a `DataLoader` with `numWorkers`. */
  toWorker?(): WorkerDataset;
}
