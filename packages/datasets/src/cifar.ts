import { DataError, requireInteger, requireKnownOptions } from '@featuremap/errors';

/** Images and labels of a CIFAR file. */
export interface Cifar {
  /** `[N, 32, 32, 3]`. */
  readonly images: Uint8Array;
  /** The class of each image; in CIFAR-100 the fine one. */
  readonly labels: Uint8Array;
}

/** What the records of a CIFAR file look like. */
export interface ReadCifarOptions {
  /** Label bytes in front of each image; the last of them is taken. 1 in CIFAR-10, 2 in CIFAR-100. Default 1. */
  readonly labelBytes?: number;
  /** Stands in error messages; default `'the CIFAR data'`. */
  readonly name?: string;
}

const PLANE = 32 * 32;
const CHANNELS = 3;

/**
 * Reads the binary version of CIFAR-10 or CIFAR-100: records of one or two label bytes and the red, green and blue plane
 * of a 32x32 image. The result has the channels of a pixel side by side. It takes as much memory as the file.
 *
 * @throws {DataError} when the file is empty or not a whole number of records.
 *
 * @example
 * ```js
 * import { readCifar } from '@featuremap/datasets';
 *
 * const file = new Uint8Array(1 + 3 * 1024);
 * file.set([6, 255]); // class 6; the first pixel is red
 * const { images, labels } = readCifar(file);
 * console.log(labels, images.subarray(0, 3)); // Uint8Array(1) [ 6 ] Uint8Array(3) [ 255, 0, 0 ]
 * ```
 *
 * @see https://www.cs.toronto.edu/~kriz/cifar.html for the format
 */
export function readCifar(file: Uint8Array, options: ReadCifarOptions = {}): Cifar {
  requireKnownOptions('readCifar', options, ['labelBytes', 'name']);
  const { labelBytes = 1, name = 'the CIFAR data' } = options;
  requireInteger('readCifar', 'labelBytes', labelBytes, { min: 1, max: 2 });
  const record = labelBytes + CHANNELS * PLANE;
  const n = file.length / record;
  if (n === 0 || !Number.isInteger(n)) {
    throw new DataError(`readCifar: ${name} is not a whole number of records`, {
      received: `${file.length} bytes`,
      rule: `a record has ${record} bytes: ${labelBytes} of labels, then 3 × 32 × 32`,
      remedy: 'get the file again, or set labelBytes: 1 for CIFAR-10 and 2 for CIFAR-100',
    });
  }
  const images = new Uint8Array(n * CHANNELS * PLANE);
  const labels = new Uint8Array(n);
  for (let i = 0, to = 0; i < n; i++) {
    const planes = i * record + labelBytes;
    labels[i] = file[planes - 1]!;
    for (let p = 0; p < PLANE; p++) {
      for (let c = 0; c < CHANNELS; c++) images[to++] = file[planes + c * PLANE + p]!;
    }
  }
  return { images, labels };
}
