import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FeaturemapError } from '@featuremap/errors';
import { rejectionOf } from '@featuremap/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tarGz, zip } from '../../test/archives.ts';
import { readCifar } from '../index.ts';
import { checkDownload } from './download/download-options.ts';
import { unpackTarGz } from './download/unpack-tar-gz.ts';
import { unpackZip } from './download/unpack-zip.ts';
import { type DataArchive, fetchArchive, fetchFiles } from './fetch-files.ts';
import { cifar10, cifar100, type EmnistOptions, emnist, kmnist, mnist } from './index.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data é-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const messageOf = async (act: () => unknown) => (await rejectionOf(act)).replaceAll(folder, 'FOLDER');

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
      Try       download: true, or put train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz into FOLDER, from https://ossci-datasets.s3.amazonaws.com/mnist/"
  `);
  expect(await messageOf(() => kmnist({ split: 'test', folder }))).toMatchInlineSnapshot(`
    "kmnist: FOLDER does not hold t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz
      Try       download: true, or put t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz into FOLDER, from https://codh.rois.ac.jp/kmnist/dataset/kmnist/"
  `);
  expect(await messageOf(() => cifar10({ split: 'test', folder }))).toMatchInlineSnapshot(`
    "cifar10: FOLDER does not hold batches.meta.txt and test_batch.bin
      Try       download: true, or put batches.meta.txt and test_batch.bin into FOLDER, from https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
  `);
  expect(await messageOf(() => cifar100({ split: 'train', folder }))).toMatchInlineSnapshot(`
    "cifar100: FOLDER does not hold fine_label_names.txt and train.bin
      Try       download: true, or put fine_label_names.txt and train.bin into FOLDER, from https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"
  `);
});

test('files that are not the originals, and bad options', async () => {
  writeFileSync(join(folder, 't10k-images-idx3-ubyte.gz'), 'a page');
  writeFileSync(join(folder, 't10k-labels-idx1-ubyte.gz'), 'a page');
  expect(await messageOf(() => mnist({ split: 'test', folder }))).toMatchInlineSnapshot(`
    "mnist: t10k-images-idx3-ubyte.gz is not the original file
      Received  FOLDER/t10k-images-idx3-ubyte.gz, 6 bytes, SHA-256 9a8eeff1d0bc6b9b7acf170b1168d6d07f193dc770d4c1864b03e48d775e8d1a
      Rule      SHA-256 8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6
      Try       remove it, and download: true, or put t10k-images-idx3-ubyte.gz into FOLDER, from https://ossci-datasets.s3.amazonaws.com/mnist/"
  `);
  expect(await messageOf(() => mnist({ split: 'validation' as 'test', folder }))).toMatchInlineSnapshot(
    `"mnist: split must be one of 'train', 'test', not 'validation'"`,
  );
  expect(await messageOf(() => cifar10({ split: 'test', root: folder } as never))).toMatchInlineSnapshot(`
    "cifar10: unknown option 'root'
      Received  { split: 'test', root: 'FOLDER' }
      Rule      the options are split, folder, download"
  `);
  expect(await messageOf(() => mnist({ split: 'test', folder: '' }))).toMatchInlineSnapshot(
    `"mnist: folder must be the path of a folder, not ''"`,
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
      Try       download: true, or put emnist-letters-train-images-idx3-ubyte.gz and emnist-letters-train-labels-idx1-ubyte.gz into FOLDER, from https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip"
  `);
  expect(await messageOf(() => emnist({ variant: 'words', split: 'train', folder } as never))).toMatchInlineSnapshot(
    `"emnist: variant must be one of 'byclass', 'bymerge', 'balanced', 'letters', 'digits', 'mnist', not 'words'"`,
  );
});

test('without a folder it is the user’s cache folder', async () => {
  vi.stubEnv('XDG_CACHE_HOME', folder);
  const message = await messageOf(() => kmnist({ split: 'test' }));
  vi.unstubAllEnvs();
  const place = process.platform === 'linux' ? join('FOLDER', 'featuremap', 'kmnist') : 'featuremap';
  expect(message).toContain(`kmnist: ${place}`);
});

describe('download', () => {
  let server: Server;
  let origin: string;
  let served: Readonly<Record<string, Uint8Array | string>>;

  beforeEach(async () => {
    server = createServer((request, response) => {
      const content = served[request.url!];
      if (content === undefined) response.writeHead(404).end();
      else response.end(content);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const without = (message: string) => message.replaceAll(origin, 'ORIGIN');

  test('a machine that is offline, or an archive that is another', async () => {
    served = {};
    const download = { mirrors: [`${origin}/a/`, `${origin}/b/`], retries: 0 };
    expect(without(await messageOf(() => mnist({ split: 'test', folder, download })))).toMatchInlineSnapshot(`
      "mnist: t10k-images-idx3-ubyte.gz cannot be downloaded into FOLDER
        Received  ORIGIN/a/t10k-images-idx3-ubyte.gz: 404 Not Found; ORIGIN/b/t10k-images-idx3-ubyte.gz: 404 Not Found
        Try       put t10k-images-idx3-ubyte.gz into FOLDER, from ORIGIN/a/t10k-images-idx3-ubyte.gz"
    `);
    served = { '/a/cifar-10-binary.tar.gz': 'a page' };
    expect(without(await messageOf(() => cifar10({ split: 'test', folder, download })))).toMatchInlineSnapshot(`
      "cifar10: cifar-10-binary.tar.gz cannot be downloaded into FOLDER
        Received  ORIGIN/a/cifar-10-binary.tar.gz: 6 bytes of SHA-256 9a8eeff1d0bc6b9b7acf170b1168d6d07f193dc770d4c1864b03e48d775e8d1a, not c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd; ORIGIN/b/cifar-10-binary.tar.gz: 404 Not Found
        Try       put cifar-10-binary.tar.gz, unpacked, into FOLDER, from ORIGIN/a/cifar-10-binary.tar.gz"
    `);
    const emnistOf = () => emnist({ variant: 'digits', split: 'test', folder, download });
    expect(without(await messageOf(emnistOf))).toMatchInlineSnapshot(`
      "emnist: gzip.zip cannot be downloaded into FOLDER
        Received  ORIGIN/a/gzip.zip: 404 Not Found; ORIGIN/b/gzip.zip: 404 Not Found
        Try       put gzip.zip, unpacked, into FOLDER, from ORIGIN/a/gzip.zip"
    `);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what is there already is not asked for', async () => {
    writeFileSync(join(folder, 'fine_label_names.txt'), 'apple\nfish\nbaby');
    writeFileSync(join(folder, 'test.bin'), cifarFile([[4, 2]]));
    const download = { mirrors: [origin] };
    expect((await cifar100({ split: 'test', folder, download })).length).toBe(1);
  });

  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const checked = () => checkDownload('test', { mirrors: [origin] }, [])!;

  test('files one by one', async () => {
    const bytes = new TextEncoder().encode('pixels');
    served = { '/x.gz': bytes };
    const files = [{ name: 'x.gz', sha256: digest(bytes), maxBytes: 100 }];
    await fetchFiles('test', { folder, files }, checked());
    expect(readFileSync(join(folder, 'x.gz'), 'utf8')).toBe('pixels');
  });

  test.each([
    ['a.tar.gz', unpackTarGz, tarGz],
    ['a.zip', unpackZip, zip],
  ] as const)('%s: only what is wanted, and not the archive, stays', async (name, unpack, pack) => {
    const bytes = pack({ 'set/train.bin': 'abc', 'set/notes.html': 'x', 'set/sub/test.bin': 'defg' });
    served = { [`/${name}`]: bytes };
    const archive: DataArchive = {
      name,
      sha256: digest(bytes),
      maxBytes: 100_000,
      maxUnpackedBytes: 100_000,
      names: ['train.bin', 'test.bin'],
      unpack,
    };
    const fetchIt = () => fetchArchive('test', { folder, files: [{ name: 'test.bin' }], archive }, checked());
    await Promise.all([fetchIt(), fetchIt()]);
    expect(readdirSync(folder).sort()).toEqual(['test.bin', 'train.bin']);
    expect(readFileSync(join(folder, 'test.bin'), 'utf8')).toBe('defg');
    served = {};
    await fetchIt();
  });
});
