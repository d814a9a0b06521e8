import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { ArrayDataset } from '../array-dataset.ts';
import { readCifar } from '../cifar.ts';
import type { DataFolderOptions } from './mnist.ts';
import { readFiles } from './read-files.ts';

const classesFile = { cifar10: 'batches.meta.txt', cifar100: 'fine_label_names.txt' };

const imageFiles = {
  cifar10: {
    train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`),
    test: ['test_batch.bin'],
  },
  cifar100: { train: ['train.bin'], test: ['test.bin'] },
};

const archives = {
  cifar10: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
  cifar100: 'https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz',
};

/**
 * Reads CIFAR-10, colour images of 32x32 in ten classes, from a folder with the unpacked files of its binary version
 * (`data_batch_1.bin` to `data_batch_5.bin`, `test_batch.bin`, `batches.meta.txt`).
 *
 * @throws {DataError} when a file is missing (the message says which and where to find it) or truncated.
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
  return readCifarFolder('cifar10', options, 1);
}

/**
 * Reads CIFAR-100, colour images of 32x32 with their hundred fine classes, from a folder with the unpacked files of its
 * binary version (`train.bin`, `test.bin`, `fine_label_names.txt`).
 *
 * @throws {DataError} when a file is missing or truncated.
 *
 * @see torchvision.datasets.CIFAR100
 */
export function cifar100(options: DataFolderOptions): Promise<ArrayDataset> {
  return readCifarFolder('cifar100', options, 2);
}

async function readCifarFolder(
  caller: 'cifar10' | 'cifar100',
  options: DataFolderOptions,
  labelBytes: number,
): Promise<ArrayDataset> {
  requireKnownOptions(caller, options, ['split', 'folder']);
  const split = requireOneOf(caller, 'split', options.split, ['train', 'test']);
  const files = [classesFile[caller], ...imageFiles[caller][split]].map((name) => ({ name }));
  const [names, ...batches] = await readFiles(caller, { folder: options.folder, files, from: archives[caller] });
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
