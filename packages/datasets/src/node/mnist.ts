import { ArrayDataset } from '../array-dataset.ts';
import { readIdx } from '../idx.ts';
import { checkDataFolder, type DataFolderOptions } from './data-folder-options.ts';
import { type FetchedFile, fetchFiles } from './fetch-files.ts';
import { readFiles } from './read-files.ts';

/** A data set of images and labels in four IDX files. */
interface IdxDataset {
  readonly files: Readonly<Record<'train' | 'test', readonly FetchedFile[]>>;
  /** The addresses below which the files are published. */
  readonly mirrors: readonly string[];
  readonly classes: readonly string[];
}

const digitNames = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const mnistData: IdxDataset = {
  files: idxFiles(
    [
      '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
    ],
    [
      '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
    ],
  ),
  mirrors: ['https://ossci-datasets.s3.amazonaws.com/mnist/', 'https://storage.googleapis.com/cvdf-datasets/mnist/'],
  classes: digitNames,
};

const kmnistData: IdxDataset = {
  files: idxFiles(
    [
      '51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4',
      'e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17',
    ],
    [
      'edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5',
      '20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c',
    ],
  ),
  mirrors: ['https://codh.rois.ac.jp/kmnist/dataset/kmnist/', 'http://codh.rois.ac.jp/kmnist/dataset/kmnist/'],
  classes: ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo'],
};

/**
 * Reads MNIST, handwritten digits of 28x28 grey pixels, from the four original files in a folder. Each file is checked
 * against the SHA-256 of the original. With `download: true` those that are missing (12 MB in all) are fetched.
 *
 * @throws {DataError} when a file is missing or cannot be fetched (the message says which and where to find it), or is not
 * the original.
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
  return readIdxFolder('mnist', options, mnistData);
}

/**
 * Reads Kuzushiji-MNIST, ten cursive Japanese characters of 28x28 grey pixels, as `mnist` reads MNIST (21 MB in all).
 *
 * @throws {DataError} when a file is missing, cannot be fetched, or is not the original.
 *
 * @see torchvision.datasets.KMNIST
 */
export function kmnist(options: DataFolderOptions): Promise<ArrayDataset> {
  return readIdxFolder('kmnist', options, kmnistData);
}

function idxFiles(train: readonly [string, string], test: readonly [string, string]): IdxDataset['files'] {
  const maxBytes = 25_000_000;
  const pair = (prefix: string, [images, labels]: readonly [string, string]) => [
    { name: `${prefix}-images-idx3-ubyte.gz`, sha256: images, maxBytes },
    { name: `${prefix}-labels-idx1-ubyte.gz`, sha256: labels, maxBytes },
  ];
  return { train: pair('train', train), test: pair('t10k', test) };
}

async function readIdxFolder(
  caller: string,
  options: DataFolderOptions,
  { files: filesOf, mirrors, classes }: IdxDataset,
): Promise<ArrayDataset> {
  const { split, folder, download } = checkDataFolder(caller, options, { mirrors });
  const files = filesOf[split];
  if (download !== undefined) await fetchFiles(caller, { folder, files }, download);
  const read = await readFiles(caller, { folder, files, from: mirrors[0]! });
  const [images, labels] = await Promise.all(
    read.map((bytes, i) => readIdx(bytes, { name: files[i]!.name, maxBytes: 60_000 * 28 * 28 })),
  );
  return new ArrayDataset(images!.data, labels!.data, { shape: [28, 28, 1], classes });
}
