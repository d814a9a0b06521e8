import { requireOneOf } from '@featuremap/errors';
import { ArrayDataset } from '../array-dataset.ts';
import { readIdx } from '../idx.ts';
import { checkDataFolder, type DataFolderOptions } from './data-folder-options.ts';
import { unpackZip } from './download/unpack-zip.ts';
import { type DataArchive, fetchArchive } from './fetch-files.ts';
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
const mirrors = ['https://biometrics.nist.gov/cs_links/EMNIST/', 'https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/'];

const archive: DataArchive = {
  name: 'gzip.zip',
  sha256: 'fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e',
  maxBytes: 600_000_000,
  maxUnpackedBytes: 600_000_000,
  names: Object.keys(classesOf).flatMap((variant) =>
    (['train', 'test'] as const).flatMap((split) => fileNames(variant, split)),
  ),
  unpack: unpackZip,
};

/**
 * Reads EMNIST, handwritten letters and digits of 28x28 grey pixels, from a folder with the unpacked `.gz` files of its
 * archive gzip.zip. The files hold the images with rows and columns exchanged; here they stand upright.
 *
 * With `download: true` the archive (562 MB) is fetched when a file is missing, checked against its SHA-256, and unpacked:
 * all variants, which take as much. For the files themselves no checksum is published.
 *
 * @throws {DataError} when a file is missing or the archive cannot be fetched (the message says which and where to find
 * it), or when a file is truncated or corrupt.
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
  const { split, folder, download } = checkDataFolder('emnist', options, { mirrors, others: ['variant'] });
  const variants = Object.keys(classesOf) as (keyof typeof classesOf)[];
  const variant = requireOneOf('emnist', 'variant', options.variant, variants);
  const files = fileNames(variant, split).map((name) => ({ name }));
  if (download !== undefined) await fetchArchive('emnist', { folder, files, archive }, download);
  const read = await readFiles('emnist', { folder, files, from: `${mirrors[0]}${archive.name}` });
  const [images, labels] = await Promise.all(read.map((bytes, i) => readIdx(bytes, { name: files[i]!.name })));
  transposeEach(images!.data);
  return new ArrayDataset(images!.data, labels!.data, { shape: [SIDE, SIDE, 1], classes: classesOf[variant] });
}

function fileNames(variant: string, split: 'train' | 'test'): string[] {
  return ['images-idx3', 'labels-idx1'].map((kind) => `emnist-${variant}-${split}-${kind}-ubyte.gz`);
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
