import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { ArrayDataset } from '../array-dataset.ts';
import { readIdx } from '../idx.ts';
import { type DataFile, readFiles } from './read-files.ts';

/** Which part of a data set to read, and from where. */
export interface DataFolderOptions {
  readonly split: 'train' | 'test';
  /** The folder that holds the original files. */
  readonly folder: string;
}

type Files = Readonly<Record<'train' | 'test', readonly [images: DataFile, labels: DataFile]>>;

const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const mnistFiles = idxFiles(
  [
    '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
  ],
  [
    '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
  ],
);

const kmnistFiles = idxFiles(
  [
    '51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4',
    'e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17',
  ],
  [
    'edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5',
    '20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c',
  ],
);

/**
 * Reads MNIST, handwritten digits of 28x28 grey pixels, from the four original files in a folder. Each file is checked
 * against the SHA-256 of the original.
 *
 * @throws {DataError} when a file is missing (the message says which and where to find it) or is not the original.
 *
 * @example
 * ```js
 * import { mnist } from '@featuremap/datasets/node';
 *
 * const error = await mnist({ split: 'test', folder: 'none' }).catch((reason) => reason);
 * console.log(error.sentence); // mnist: none does not hold t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz
 * ```
 *
 * @see torchvision.datasets.MNIST
 */
export function mnist(options: DataFolderOptions): Promise<ArrayDataset> {
  return readIdxFolder('mnist', options, mnistFiles, 'https://storage.googleapis.com/cvdf-datasets/mnist/', digits);
}

/**
 * Reads Kuzushiji-MNIST, ten cursive Japanese characters of 28x28 grey pixels, as `mnist` reads MNIST.
 *
 * @throws {DataError} when a file is missing or is not the original.
 *
 * @see torchvision.datasets.KMNIST
 */
export function kmnist(options: DataFolderOptions): Promise<ArrayDataset> {
  const classes = ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo'];
  return readIdxFolder('kmnist', options, kmnistFiles, 'http://codh.rois.ac.jp/kmnist/dataset/kmnist/', classes);
}

function idxFiles(train: readonly [string, string], test: readonly [string, string]): Files {
  const pair = (prefix: string, [images, labels]: readonly [string, string]) =>
    [
      { name: `${prefix}-images-idx3-ubyte.gz`, sha256: images },
      { name: `${prefix}-labels-idx1-ubyte.gz`, sha256: labels },
    ] as const;
  return { train: pair('train', train), test: pair('t10k', test) };
}

async function readIdxFolder(
  caller: string,
  options: DataFolderOptions,
  files: Files,
  from: string,
  classes: readonly string[],
): Promise<ArrayDataset> {
  requireKnownOptions(caller, options, ['split', 'folder']);
  const split = requireOneOf(caller, 'split', options.split, ['train', 'test']);
  const read = await readFiles(caller, { folder: options.folder, files: files[split], from });
  const [images, labels] = await Promise.all(
    read.map((bytes, i) => readIdx(bytes, { name: files[split][i]!.name, maxBytes: 60_000 * 28 * 28 })),
  );
  return new ArrayDataset(images!.data, labels!.data, { shape: [28, 28, 1], classes });
}
