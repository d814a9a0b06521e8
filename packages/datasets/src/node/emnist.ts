import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { ArrayDataset } from '../array-dataset.ts';
import { readIdx } from '../idx.ts';
import type { DataFolderOptions } from './mnist.ts';
import { readFiles } from './read-files.ts';

/** Which part of EMNIST to read, and from where. */
export interface EmnistOptions extends DataFolderOptions {
  /**
   * `'byclass'`: digits, capital and small letters, 62 classes; `'bymerge'` and `'balanced'`: 47, letters that look alike
   * as one; `'letters'`: 26, labelled from 1, so that class 0 is `'N/A'`; `'digits'` and `'mnist'`: 10.
   */
  readonly variant: keyof typeof classesOf;
}

const digits = [...'0123456789'];
const capitals = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const small = [...'abcdefghijklmnopqrstuvwxyz'];
/** Small letters that do not look like their capitals. */
const distinct = [...'abdefghnqrt'];

const classesOf = {
  byclass: [...digits, ...capitals, ...small],
  bymerge: [...digits, ...capitals, ...distinct],
  balanced: [...digits, ...capitals, ...distinct],
  letters: ['N/A', ...small],
  digits,
  mnist: digits,
};

const SIDE = 28;

/**
 * Reads EMNIST, handwritten letters and digits of 28x28 grey pixels, from a folder with the unpacked `.gz` files of its
 * archive gzip.zip. The files hold the images with rows and columns exchanged; here they stand upright.
 *
 * @throws {DataError} when a file is missing (the message says which and where to find it), truncated or corrupt.
 *
 * @example
 * ```js
 * import { emnist } from '@featuremap/datasets/node';
 *
 * const error = await emnist({ variant: 'digits', split: 'test', folder: 'none' }).catch((reason) => reason);
 * console.log(error.code); // FEATUREMAP_DATA
 * ```
 *
 * @see torchvision.datasets.EMNIST, which leaves the images lying
 */
export async function emnist(options: EmnistOptions): Promise<ArrayDataset> {
  requireKnownOptions('emnist', options, ['variant', 'split', 'folder']);
  const variants = Object.keys(classesOf) as (keyof typeof classesOf)[];
  const variant = requireOneOf('emnist', 'variant', options.variant, variants);
  const split = requireOneOf('emnist', 'split', options.split, ['train', 'test']);
  const prefix = `emnist-${variant}-${split}`;
  const files = ['images-idx3', 'labels-idx1'].map((kind) => ({ name: `${prefix}-${kind}-ubyte.gz` }));
  const from = 'https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/gzip.zip';
  const read = await readFiles('emnist', { folder: options.folder, files, from });
  const [images, labels] = await Promise.all(read.map((bytes, i) => readIdx(bytes, { name: files[i]!.name })));
  transposeEach(images!.data);
  return new ArrayDataset(images!.data, labels!.data, { shape: [SIDE, SIDE, 1], classes: classesOf[variant] });
}

/** Exchanges rows and columns of each image, in place. */
function transposeEach(images: Uint8Array): void {
  for (let image = 0; image + SIDE * SIDE <= images.length; image += SIDE * SIDE) {
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < row; column++) {
        const [below, above] = [image + row * SIDE + column, image + column * SIDE + row];
        const byte = images[below]!;
        images[below] = images[above]!;
        images[above] = byte;
      }
    }
  }
}
