import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FeaturemapError } from '@featuremap/errors';
import { encodeImage } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { rejectionOf } from '@featuremap/testing';
import { Compose, RandomHorizontalFlip, ToTensor } from '@featuremap/transforms';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zip } from '../../test/archives.ts';
import { growthOf, mutationsOf } from '../../test/mutations.ts';
import { DataLoader } from '../index.ts';
import { ImageFolder as NodeImageFolder } from '../node/index.ts';
import * as api from './index.ts';

const { ImageFolder } = api;

type Files = Readonly<Record<string, Uint8Array | string>>;

/** The files as `<input webkitdirectory>` gives them; it knows no folders. */
function picked(files: Files, root = 'pets'): File[] {
  return Object.entries(files).map(([path, content]) => {
    const file = new File([content as Uint8Array<ArrayBuffer>], path.slice(path.lastIndexOf('/') + 1));
    return Object.defineProperty(file, 'webkitRelativePath', { value: `${root}/${path}` });
  });
}

const png = await encodeImage({ data: new Uint8Array(12).fill(51), width: 2, height: 2, channels: 3 });

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "ImageFolder",
    ]
  `);
});

describe('what it finds', () => {
  const segment = fc.constantFrom('a', 'b', 'B', 'a-x', 'a b', 'é', '10', '9', '.hidden');
  const name = fc
    .tuple(segment, fc.constantFrom('.png', '.PNG', '.jpeg', '.txt', '.bmp', '', '.webp'))
    .map(([stem, ending]) => `${stem}${ending}`);
  const path = fc
    .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), name)
    .map(([folders, file]) => [...folders, file].join('/'));

  test('the same classes and images, in the same order, as in Node', async () => {
    const paths = fc.uniqueArray(path, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(paths, async (drawn) => {
        const root = mkdtempSync(join(tmpdir(), 'browser-folder-'));
        try {
          // A file and a folder cannot have one name.
          const files = drawn.filter((file) => !drawn.some((other) => other.startsWith(`${file}/`)));
          for (const file of files) {
            mkdirSync(dirname(join(root, file)), { recursive: true });
            writeFileSync(join(root, file), png);
          }
          const content = Object.fromEntries(files.map((file) => [file, png]));
          const outcome = async (open: () => unknown) => {
            try {
              const { classes, paths, labels, skipped } = (await open()) as NodeImageFolder;
              const relative = (full: string) => (full.startsWith(root) ? full.slice(root.length + 1) : full);
              const left = skipped.map((file) => [relative(file.path).replace(/\/$/, ''), file.reason]);
              return { classes, paths: paths.map(relative), labels: [...labels], skipped: left.sort() };
            } catch (error) {
              return (error as FeaturemapError).rule ?? (error as FeaturemapError).remedy;
            }
          };
          const expected = await outcome(() => new NodeImageFolder(root, { onError: 'skip' }));
          if (typeof expected === 'string') return;
          expect(await outcome(() => ImageFolder.open(picked(content), { onError: 'skip' }))).toEqual(expected);
          const packed = zip(Object.fromEntries(files.map((file) => [`pets/${file}`, png])));
          expect(await outcome(() => ImageFolder.open(packed, { onError: 'skip' }))).toEqual(expected);
        } finally {
          rmSync(root, { recursive: true });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the one folder around all classes of a zip archive is passed over, and what a Mac adds', async () => {
    const packed = zip({
      'pets/': '',
      'pets/cat/1.png': png,
      'pets/dog/': '',
      'pets/dog/2.png': png,
      'pets/.DS_Store': 'a file that holds no image',
      '__MACOSX/cat/1.png': '',
    });
    for (const source of [packed, packed.buffer, new Blob([packed]), [new File([packed], 'pets.zip')]]) {
      const folder = await ImageFolder.open(source);
      expect([folder.classes, folder.paths]).toEqual([
        ['cat', 'dog'],
        ['cat/1.png', 'dog/2.png'],
      ]);
    }
    expect((await ImageFolder.open(zip({ 'cat/1.png': png }))).classes).toEqual(['cat']);
  });

  test('an image that comes twice in an archive is the later one', async () => {
    const twice = zip({ 'cat/1.png': 'torn', 'cat/2.png': png });
    const text = Buffer.from(twice).toString('latin1').replaceAll('cat/2.png', 'cat/1.png');
    const folder = await ImageFolder.open(Buffer.from(text, 'latin1'));
    expect(folder.length).toBe(1);
    expect(await folder.get(0)).toHaveProperty('pixels.width', 2);
  });
});

test('batches with a transform, and what cannot be decoded is left out and named', async () => {
  const files = { 'a/1.png': png, 'a/2.png': 'torn', 'b/3.png': png, 'b/4.bmp': 'BM' };
  const transform = new Compose([new RandomHorizontalFlip(), new ToTensor()]);
  for (const source of [picked(files), zip(files)]) {
    const folder = await ImageFolder.open(source, { transform, onError: 'skip' });
    const loader = new DataLoader(folder, { batchSize: 3, generator: new Generator(0) });
    for await (const { images, indices, labels } of loader) {
      expect([[...indices], [...labels], images.length, images[0]]).toEqual([[0, 2], [0, 1], 24, Math.fround(0.2)]);
    }
    expect(loader.skipped.get(1)).toBe('decodeImage: a/2.png cannot be decoded: it is truncated, corrupt or no image');
    expect(folder.skipped).toEqual([{ path: 'b/4.bmp', reason: '.bmp images cannot be decoded' }]);
  }
});

test('a changed archive is read or refused, and no image takes more than it may', async () => {
  const noise = Uint8Array.from({ length: 20 * 20 * 3 }, (_, i) => (i * i * 31) % 251);
  const picture = { data: noise, width: 20, height: 20, channels: 3 } as const;
  const files = {
    'pets/cat/1.png': await encodeImage(picture),
    'pets/cat/2.jpg': await encodeImage(picture, { format: 'jpeg' }),
    'pets/dog/3.png': png,
  };
  const options = { maxFiles: 20, maxFileBytes: 10_000, maxPixels: 1000 };
  let images = 0;
  const growth = await growthOf(() =>
    fc.assert(
      fc.asyncProperty(mutationsOf(zip(files)), fc.constantFrom('throw', 'skip'), async (archive, onError) => {
        try {
          const folder = await ImageFolder.open(archive, { ...options, onError });
          for (let i = 0; i < folder.length; i++) {
            const sample = await folder.get(i);
            if ('skipped' in sample) continue;
            images += 1;
            expect(sample.pixels.data.length).toBeLessThanOrEqual(3 * options.maxPixels);
          }
        } catch (error) {
          if (!FeaturemapError.is(error)) throw error;
        }
      }),
      { numRuns: 400 },
    ),
  );
  expect(images).toBeGreaterThan(0);
  expect(growth).toBeLessThan(300e6);
});

describe('what cannot be used', () => {
  test('sources', async () => {
    expect(await rejectionOf(() => ImageFolder.open('pets' as never))).toMatchInlineSnapshot(`
      "ImageFolder: a folder, a list of files or a zip archive is needed, not 'pets'
        Rule      the dataTransfer of a drop, input.files, a directory handle, or a Blob or bytes of a zip archive"
    `);
    expect(await rejectionOf(() => ImageFolder.open(null as never))).toMatchInlineSnapshot(`
      "ImageFolder: a folder, a list of files or a zip archive is needed, not null
        Rule      the dataTransfer of a drop, input.files, a directory handle, or a Blob or bytes of a zip archive"
    `);
    expect(await rejectionOf(() => ImageFolder.open([]))).toMatchInlineSnapshot(`
      "ImageFolder: the list of files has no folders, and each folder is a class
        Try       a folder cat with the images of cats, and so on"
    `);
    expect(await rejectionOf(() => ImageFolder.open(picked({ '1.png': png, 'x/2.txt': '' })))).toMatchInlineSnapshot(`
      "ImageFolder: x/ cannot be used: the class has no image
        Try       onError: 'skip'"
    `);
    expect(await rejectionOf(() => ImageFolder.open(zip({ '1.png': png })))).toMatchInlineSnapshot(`
      "ImageFolder: the zip archive has no folders, and each folder is a class
        Try       a folder cat with the images of cats, and so on"
    `);
    expect(await rejectionOf(() => ImageFolder.open(zip({ 'a/1.png': png, 'b/': '' })))).toMatchInlineSnapshot(`
      "ImageFolder: b/ cannot be used: the class has no image
        Try       onError: 'skip'"
    `);
    expect(await rejectionOf(() => ImageFolder.open(new Uint8Array(100)))).toMatchInlineSnapshot(`
      "ImageFolder: the zip archive cannot be read
        Received  100 bytes; End of central directory not found
        Try       a zip archive that is whole, and names no file outside of itself"
    `);
    expect(await rejectionOf(() => ImageFolder.open(zip({ '../a/1.png': png })))).toMatchInlineSnapshot(`
      "ImageFolder: the zip archive cannot be read
        Received  205 bytes; Unsafe filename ../a/1.png
        Try       a zip archive that is whole, and names no file outside of itself"
    `);
    expect(await rejectionOf(() => ImageFolder.open(picked({ 'a/1.tiff': '' })))).toMatchInlineSnapshot(`
      "ImageFolder: a/1.tiff cannot be used: .tiff images cannot be decoded
        Try       onError: 'skip'"
    `);
  });

  test('too many files, or too large ones', async () => {
    const bomb = zip({ 'a/1.png': new Uint8Array(5_000_000), 'a/2.png': png });
    expect(bomb.length).toBeLessThan(10_000);
    expect(await rejectionOf(() => ImageFolder.open(bomb, { maxFiles: 1 }))).toMatchInlineSnapshot(`
      "ImageFolder: the zip archive holds more than 1 files and folders
        Rule      at most 1 files and folders"
    `);
    expect(
      await rejectionOf(() => ImageFolder.open(picked({ 'a/1.png': '', 'a/2.png': '' }), { maxFiles: 1 })),
    ).toMatchInlineSnapshot(`
      "ImageFolder: pets holds more than 1 files and folders
        Rule      at most 1 files and folders"
    `);
    const strict = await ImageFolder.open(bomb, { maxFileBytes: 1000 });
    expect(await rejectionOf(() => strict.get(0))).toMatchInlineSnapshot(`
      "ImageFolder: the zip archive: a/1.png has 5000000 bytes when unpacked, more than 1000
        Rule      at most 1000 bytes for one file"
    `);
    const large = await ImageFolder.open(picked({ 'a/1.png': new Uint8Array(1001) }), { maxFileBytes: 1000 });
    expect(await rejectionOf(() => large.get(0))).toMatchInlineSnapshot(`
      "ImageFolder: a/1.png has 1001 bytes, more than 1000
        Rule      at most 1000 bytes for one file"
    `);
    // The list states fewer bytes than there are.
    const lying = Buffer.from(bomb);
    for (let at = lying.indexOf('PK'); at >= 0; at = lying.indexOf('PK', at + 1)) {
      const size = { 3: 22, 1: 24 }[lying[at + 2]!];
      if (size !== undefined && lying.readUInt32LE(at + size) === 5_000_000) lying.writeUInt32LE(900, at + size);
    }
    const small = await ImageFolder.open(lying, { maxFileBytes: 1000, onError: 'skip' });
    expect(await small.get(0)).toMatchInlineSnapshot(`
      {
        "skipped": "ImageFolder: the zip archive: a/1.png cannot be unpacked",
      }
    `);
  });

  test('options, and a transform without a generator', async () => {
    const source = picked({ 'a/1.png': png });
    const open = (options: object) => rejectionOf(() => ImageFolder.open(source, options));
    expect(await open({ onError: 'ignore' })).toMatchInlineSnapshot(
      `"ImageFolder: onError must be one of 'throw', 'skip', not 'ignore'"`,
    );
    expect(await open({ maxFiles: 0 })).toMatchInlineSnapshot(
      `"ImageFolder: maxFiles must be an integer of at least 1, not 0"`,
    );
    expect(await open({ maxFileBytes: 1.5 })).toMatchInlineSnapshot(
      `"ImageFolder: maxFileBytes must be an integer of at least 1, not 1.5"`,
    );
    expect(await open({ maxPixels: 0 })).toMatchInlineSnapshot(
      `"ImageFolder: maxPixels must be an integer of at least 1, not 0"`,
    );
    expect(await open({ channels: 2 })).toMatchInlineSnapshot(`"ImageFolder: channels must be one of 1, 3, 4, not 2"`);
    expect(await open({ root: 'a' })).toMatchInlineSnapshot(`
      "ImageFolder: unknown option 'root'
        Received  { root: 'a' }
        Rule      the options are transform, onError, channels, maxPixels, maxFiles, maxFileBytes"
    `);
    const folder = await ImageFolder.open(source, { transform: new RandomHorizontalFlip() });
    expect((await rejectionOf(() => folder.get(0))).split('\n')[0]).toMatchInlineSnapshot(
      `"ImageFolder: the transform draws at random and needs a generator"`,
    );
    expect(await rejectionOf(() => folder.get(1))).toMatchInlineSnapshot(
      `"ImageFolder.get: index must be an integer from 0 to 0, not 1"`,
    );
    expect(await rejectionOf(() => new DataLoader(folder, { numWorkers: 1 }))).toMatchInlineSnapshot(`
      "DataLoader: ImageFolder cannot go to a worker thread
        Rule      a data set reaches a worker as plain data: its class, the URL of its module, and arguments
        Try       a method toWorker() that returns { dataset, args, module }, or numWorkers: 0"
    `);
  });
});
