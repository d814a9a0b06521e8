import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FeaturemapError } from '@featuremap/errors';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCifar } from '../index.ts';
import { cifar10, cifar100, type EmnistOptions, emnist, kmnist, mnist } from './index.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data é-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

async function messageOf(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (FeaturemapError.is(error)) return error.message.replaceAll(folder, 'FOLDER');
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Records whose red, green and blue bytes are r, r + 1, r + 2, where r is the number of the record. */
function cifarFile(labels: readonly (readonly number[])[], first = 0): Uint8Array {
  const planes = (r: number) => [r, r + 1, r + 2].flatMap((byte) => new Array<number>(1024).fill(byte));
  return Uint8Array.from(labels.flatMap((label, i) => [...label, ...planes(first + i)]));
}

test('CIFAR-10: the batches one after the other, channels side by side', async () => {
  writeFileSync(join(folder, 'batches.meta.txt'), 'airplane\nbird\n\n');
  for (let i = 1; i <= 5; i++) {
    writeFileSync(join(folder, `data_batch_${i}.bin`), cifarFile([[i % 2], [0]], 10 * i));
  }
  const dataset = await cifar10({ split: 'train', folder });
  expect([dataset.length, dataset.shape, dataset.classes]).toEqual([10, [32, 32, 3], ['airplane', 'bird']]);
  expect([...dataset.labels]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1, 0]);
  expect([...dataset.get(3).pixels.data.slice(-3)]).toEqual([21, 22, 23]);
});

test('CIFAR-100: the fine label counts', async () => {
  writeFileSync(join(folder, 'fine_label_names.txt'), 'apple\nfish\nbaby');
  writeFileSync(
    join(folder, 'test.bin'),
    cifarFile([
      [4, 2],
      [1, 0],
    ]),
  );
  const dataset = await cifar100({ split: 'test', folder });
  expect([...dataset.labels]).toEqual([2, 0]);
});

test('readCifar takes any whole number of records, and nothing else', async () => {
  const lengths = fc.record({ labelBytes: fc.constantFrom(1, 2), length: fc.oneof(fc.nat(20_000), fc.constant(6146)) });
  fc.assert(
    fc.property(lengths, ({ labelBytes, length }) => {
      const n = length / (labelBytes + 3072);
      try {
        expect(readCifar(new Uint8Array(length), { labelBytes }).labels.length).toBe(n);
      } catch (error) {
        expect(FeaturemapError.is(error) && (n === 0 || !Number.isInteger(n))).toBe(true);
      }
    }),
  );
  expect(await messageOf(() => readCifar(new Uint8Array(3072), { name: 'test.bin' }))).toMatchInlineSnapshot(`
    "readCifar: test.bin is not a whole number of records
      Received  3072 bytes
      Rule      a record has 3073 bytes: 1 of labels, then 3 × 32 × 32
      Try       get the file again, or set labelBytes: 1 for CIFAR-10 and 2 for CIFAR-100"
  `);
  expect(await messageOf(() => readCifar(new Uint8Array(3073), { labelBytes: 3 }))).toMatchInlineSnapshot(
    `"readCifar: labelBytes must be an integer from 1 to 2, not 3"`,
  );
});

test('missing files are named, with the place where they are found', async () => {
  expect(await messageOf(() => mnist({ split: 'train', folder }))).toMatchInlineSnapshot(`
    "mnist: FOLDER does not hold train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz
      Try       put train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz into FOLDER, from https://storage.googleapis.com/cvdf-datasets/mnist/"
  `);
  expect(await messageOf(() => kmnist({ split: 'test', folder }))).toMatchInlineSnapshot(`
    "kmnist: FOLDER does not hold t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz
      Try       put t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz into FOLDER, from http://codh.rois.ac.jp/kmnist/dataset/kmnist/"
  `);
  expect(await messageOf(() => cifar10({ split: 'test', folder }))).toMatchInlineSnapshot(`
    "cifar10: FOLDER does not hold batches.meta.txt and test_batch.bin
      Try       put batches.meta.txt and test_batch.bin into FOLDER, from https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
  `);
  expect(await messageOf(() => cifar100({ split: 'train', folder }))).toMatchInlineSnapshot(`
    "cifar100: FOLDER does not hold fine_label_names.txt and train.bin
      Try       put fine_label_names.txt and train.bin into FOLDER, from https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"
  `);
});

test('files that are not the originals, and bad options', async () => {
  writeFileSync(join(folder, 't10k-images-idx3-ubyte.gz'), 'a page');
  writeFileSync(join(folder, 't10k-labels-idx1-ubyte.gz'), 'a page');
  expect(await messageOf(() => mnist({ split: 'test', folder }))).toMatchInlineSnapshot(`
    "mnist: t10k-images-idx3-ubyte.gz is not the original file
      Received  FOLDER/t10k-images-idx3-ubyte.gz, 6 bytes, SHA-256 9a8eeff1d0bc6b9b7acf170b1168d6d07f193dc770d4c1864b03e48d775e8d1a
      Rule      SHA-256 8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6
      Try       put t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz into FOLDER, from https://storage.googleapis.com/cvdf-datasets/mnist/"
  `);
  expect(await messageOf(() => mnist({ split: 'validation' as 'test', folder }))).toMatchInlineSnapshot(
    `"mnist: split must be one of 'train', 'test', not 'validation'"`,
  );
  expect(await messageOf(() => cifar10({ split: 'test', root: folder } as never))).toMatchInlineSnapshot(`
    "cifar10: unknown option 'root'
      Received  { split: 'test', root: 'FOLDER' }
      Rule      the options are split, folder"
  `);
  expect(await messageOf(() => mnist({ split: 'test' } as never))).toMatchInlineSnapshot(
    `"mnist: folder must be the path of a folder, not undefined"`,
  );
});

test('EMNIST stands upright, with the classes of each variant', async () => {
  const lying = Uint8Array.from({ length: 2 * 784 }, (_, i) => i % 251);
  const classes = { byclass: 62, bymerge: 47, balanced: 47, letters: 27, digits: 10, mnist: 10 };
  for (const [name, count] of Object.entries(classes)) {
    const variant = name as EmnistOptions['variant'];
    const write = (kind: string, bytes: readonly number[]) =>
      writeFileSync(join(folder, `emnist-${variant}-test-${kind}-ubyte.gz`), gzipSync(Uint8Array.from(bytes)));
    write('images-idx3', [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, ...lying]);
    write('labels-idx1', [0, 0, 8, 1, 0, 0, 0, 2, 0, count - 1]);
    const dataset = await emnist({ variant, split: 'test', folder });
    expect([dataset.classes.length, new Set(dataset.classes).size, dataset.get(1).label]).toEqual([
      count,
      count,
      count - 1,
    ]);
    const { data } = dataset.get(1).pixels;
    for (const [row, column] of [
      [0, 0],
      [0, 27],
      [3, 20],
      [20, 3],
      [27, 27],
    ] as const) {
      expect(data[row * 28 + column]).toBe(lying[784 + column * 28 + row]);
    }
  }
  expect(await messageOf(() => emnist({ variant: 'letters', split: 'train', folder }))).toMatchInlineSnapshot(`
    "emnist: FOLDER does not hold emnist-letters-train-images-idx3-ubyte.gz and emnist-letters-train-labels-idx1-ubyte.gz
      Try       put emnist-letters-train-images-idx3-ubyte.gz and emnist-letters-train-labels-idx1-ubyte.gz into FOLDER, from https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/gzip.zip"
  `);
  expect(await messageOf(() => emnist({ variant: 'words', split: 'train', folder } as never))).toMatchInlineSnapshot(
    `"emnist: variant must be one of 'byclass', 'bymerge', 'balanced', 'letters', 'digits', 'mnist', not 'words'"`,
  );
});
