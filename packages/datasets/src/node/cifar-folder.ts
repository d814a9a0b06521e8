import { ArrayDataset } from '../array-dataset.ts';
import { readCifar } from '../cifar.ts';
import { checkDataFolder, type DataFolderOptions } from './data-folder-options.ts';
import { unpackTarGz } from './download/unpack-tar-gz.ts';
import { type DataArchive, fetchArchive } from './fetch-files.ts';
import { readFiles } from './read-files.ts';

/** One of the two data sets, in its binary version. */
interface CifarDataset {
  readonly labelBytes: 1 | 2;
  readonly classesFile: string;
  readonly batches: Readonly<Record<'train' | 'test', readonly string[]>>;
  readonly archive: DataArchive;
}

const mirrors = ['https://www.cs.toronto.edu/~kriz/', 'https://cave.cs.toronto.edu/kriz/'];

const cifar10Data = cifarData('cifar-10-binary.tar.gz', {
  labelBytes: 1,
  classesFile: 'batches.meta.txt',
  batches: { train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`), test: ['test_batch.bin'] },
  sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
});

const cifar100Data = cifarData('cifar-100-binary.tar.gz', {
  labelBytes: 2,
  classesFile: 'fine_label_names.txt',
  batches: { train: ['train.bin'], test: ['test.bin'] },
  sha256: '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
});

/**
 * Reads CIFAR-10, colour images of 32x32 in ten classes, from a folder with the unpacked files of its binary version
 * (`data_batch_1.bin` to `data_batch_5.bin`, `test_batch.bin`, `batches.meta.txt`).
 *
 * With `download: true` the archive (170 MB) is fetched when a file is missing, checked against its SHA-256 and unpacked.
 * For the files themselves no checksum is published.
 *
 * @throws {DataError} when a file is missing or the archive cannot be fetched (the message says which and where to find
 * it), or when a file is truncated.
 *
 * @example
 * ```js
 * import { cifar10 } from '@featuremap/datasets/node';
 *
 * const error = await cifar10({ split: 'test', folder: 'none' }).catch((reason) => reason);
 * console.log(error.sentence); // cifar10: none does not hold batches.meta.txt and test_batch.bin
 * ```
 *
 * @see torchvision.datasets.CIFAR10
 */
export function cifar10(options: DataFolderOptions): Promise<ArrayDataset> {
  return readCifarFolder('cifar10', options, cifar10Data);
}

/**
 * Reads CIFAR-100, colour images of 32x32 with their hundred fine classes, from a folder with the unpacked files of its
 * binary version (`train.bin`, `test.bin`, `fine_label_names.txt`), or fetches its archive (169 MB) as `cifar10` does.
 *
 * @throws {DataError} when a file is missing, cannot be fetched, or is truncated.
 *
 * @see torchvision.datasets.CIFAR100
 */
export function cifar100(options: DataFolderOptions): Promise<ArrayDataset> {
  return readCifarFolder('cifar100', options, cifar100Data);
}

function cifarData(
  name: string,
  { sha256, ...data }: Omit<CifarDataset, 'archive'> & { sha256: string },
): CifarDataset {
  const maxBytes = 200_000_000;
  const names = [data.classesFile, ...data.batches.train, ...data.batches.test];
  return { ...data, archive: { name, sha256, maxBytes, maxUnpackedBytes: maxBytes, names, unpack: unpackTarGz } };
}

async function readCifarFolder(
  caller: string,
  options: DataFolderOptions,
  { labelBytes, classesFile, batches: batchesOf, archive }: CifarDataset,
): Promise<ArrayDataset> {
  const { split, folder, download } = checkDataFolder(caller, options, { mirrors });
  const files = [classesFile, ...batchesOf[split]].map((name) => ({ name }));
  if (download !== undefined) await fetchArchive(caller, { folder, files, archive }, download);
  const [names, ...batches] = await readFiles(caller, { folder, files, from: `${mirrors[0]}${archive.name}` });
  const parts = batches.map((file, i) => readCifar(file, { labelBytes, name: files[i + 1]!.name }));
  const classes = new TextDecoder()
    .decode(names)
    .split('\n')
    .filter((name) => name !== '');
  const images = concat(parts.map((part) => part.images));
  const labels = concat(parts.map((part) => part.labels));
  return new ArrayDataset(images, labels, { shape: [32, 32, 3], classes });
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
