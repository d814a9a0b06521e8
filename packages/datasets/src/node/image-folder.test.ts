import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FeaturemapError } from '@featuremap/errors';
import { encodeImage } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { rejectionOf } from '@featuremap/testing';
import { Compose, Normalize, RandomHorizontalFlip, Resize, ToTensor } from '@featuremap/transforms';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DataLoader, randomSplit } from '../index.ts';
import * as api from './index.ts';

const { ImageFolder } = api;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'image folder é-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: Uint8Array | string) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** A file whose pixels all are `grey`. */
function image(grey: number, format: 'png' | 'jpeg' = 'png', [width, height] = [3, 2]) {
  const data = new Uint8Array(width! * height! * 3).fill(grey);
  return encodeImage({ data, width: width!, height: height!, channels: 3 }, { format });
}

const messageOf = async (act: () => unknown) => (await rejectionOf(act)).replaceAll(root, 'ROOT');

async function read(loader: DataLoader) {
  const batches: { indices: number[]; images: number[] }[] = [];
  for await (const { indices, images } of loader) batches.push({ indices: [...indices], images: [...images] });
  return batches;
}

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "cifar10",
      "cifar100",
      "emnist",
      "ImageFolder",
      "kmnist",
      "mnist",
    ]
  `);
});

describe('what it finds', () => {
  test('classes sorted, files in torchvision’s order, nested folders, other files passed over', async () => {
    const paths = ['b/2.png', 'b/10.PNG', 'a/z.png', 'a/sub/y.png', 'a/sub-x/c.png', 'a/sub/x/b.png', 'B/1.png'];
    for (const path of paths) write(path, await image(7));
    write('a/notes.txt', 'no image');
    write('readme.md', 'no class');
    const folder = new ImageFolder(root);
    expect(folder.classes).toEqual(['B', 'a', 'b']);
    expect(folder.paths.map((path) => path.slice(root.length + 1))).toEqual([
      'B/1.png',
      'a/z.png',
      'a/sub/y.png',
      'a/sub-x/c.png',
      'a/sub/x/b.png',
      'b/10.PNG',
      'b/2.png',
    ]);
    expect([...folder.labels]).toEqual([0, 1, 1, 1, 1, 2, 2]);
  });

  test('png and jpeg, colour and grey', async () => {
    write('a/1.png', await image(10));
    write('a/2.jpeg', await image(20, 'jpeg'));
    for (const channels of [1, 3] as const) {
      const { pixels } = (await new ImageFolder(root, { channels }).get(1)) as { pixels: { data: Uint8Array } };
      expect([...pixels.data]).toEqual(new Array(6 * channels).fill(20));
    }
  });

  test('with jpeg: fast, JPEG files are decoded to nearly the same bytes, and other files to the same', async () => {
    const picture = noise(40, 30);
    write('a/1.jpg', await encodeImage(picture, { format: 'jpeg', quality: 80 }));
    write('a/2.png', await encodeImage(picture));
    const bytesOf = async (jpeg: 'exact' | 'fast', index: number) => {
      const sample = await new ImageFolder(root, { jpeg }).get(index);
      return 'pixels' in sample ? [...sample.pixels.data] : [];
    };
    const [exact, fast] = [await bytesOf('exact', 0), await bytesOf('fast', 0)];
    expect(fast).not.toEqual(exact);
    expect(Math.max(...fast.map((byte, i) => Math.abs(byte - exact[i]!)))).toBeLessThanOrEqual(8);
    expect(await bytesOf('fast', 1)).toEqual([...picture.data]);
  });

  test('links are followed', async () => {
    write('a/1.png', await image(1));
    symlinkSync(join(root, 'a'), join(root, 'b'));
    expect(new ImageFolder(root).classes).toEqual(['a', 'b']);
  });
});

describe('what cannot be used', () => {
  const files: [string, () => Promise<void> | void][] = [
    ['an empty class', () => void mkdirSync(join(root, 'empty'))],
    ['a loop of links', () => symlinkSync(root, join(root, 'good/loop'))],
    ['a format that sharp does not decode', () => write('good/1.bmp', 'BM')],
  ];
  test.each(files)('%s: an error, or left out and counted', async (_name, spoil) => {
    write('good/0.png', await image(1));
    await spoil();
    expect(await messageOf(() => new ImageFolder(root))).toMatchSnapshot();
    const folder = new ImageFolder(root, { onError: 'skip' });
    expect([folder.classes, folder.length, folder.skipped.length]).toEqual([['good'], 1, 1]);
  });

  const contents: [string, (good: Uint8Array) => Uint8Array | string, object][] = [
    ['an empty file', () => '', {}],
    ['a truncated image', (good) => good.subarray(0, good.length - 30), {}],
    ['a text', () => '<html>not found</html>', {}],
    ['an image bomb', (good) => good, { maxPixels: 20_000 }],
  ];
  test.each(contents)('%s: an error, or left out and counted', async (_name, spoil, options) => {
    const good = await image(51);
    for (const name of ['0.png', '2.png', '3.png']) write(`a/${name}`, good);
    write('a/1.png', spoil(await encodeImage(noise(200, 300))));
    const strict = new DataLoader(new ImageFolder(root, options));
    expect((await messageOf(() => read(strict))).split('\n').slice(0, 2)).toMatchSnapshot();
    const loader = new DataLoader(new ImageFolder(root, { ...options, onError: 'skip' }), { batchSize: 2 });
    expect((await read(loader)).map((batch) => batch.indices)).toEqual([[0], [2, 3]]);
    expect([...loader.skipped.keys()]).toEqual([1]);
    const single = new DataLoader(new ImageFolder(root, { ...options, onError: 'skip' }));
    expect((await read(single)).map((batch) => batch.indices)).toEqual([[0], [2], [3]]);
    expect(single.state()).toEqual({ epoch: 1, batch: 0, generator: null, sampler: null });
  });

  test('a root that is missing, empty or without images, and bad options', async () => {
    expect(await messageOf(() => new ImageFolder(join(root, 'none')))).toMatchInlineSnapshot(`
      "ImageFolder: ROOT/none cannot be read
        Received  ENOENT: no such file or directory, scandir 'ROOT/none'
        Try       the path of a folder that holds one folder for each class"
    `);
    expect(await messageOf(() => new ImageFolder(root))).toMatchInlineSnapshot(`
      "ImageFolder: ROOT has no folders, and each folder is a class
        Try       ROOT/cat with the images of cats, and so on"
    `);
    mkdirSync(join(root, 'a'));
    expect(await messageOf(() => new ImageFolder(root, { onError: 'skip' }))).toMatchInlineSnapshot(`
      "ImageFolder: ROOT has no images
        Received  1 folders
        Rule      images end in .jpg, .jpeg, .png, .webp, .gif, .tif, .tiff, .avif"
    `);
    expect(await messageOf(() => new ImageFolder(root, { onError: 'ignore' as 'skip' }))).toMatchInlineSnapshot(
      `"ImageFolder: onError must be one of 'throw', 'skip', not 'ignore'"`,
    );
    expect(await messageOf(() => new ImageFolder(root, { maxPixels: 0 }))).toMatchInlineSnapshot(
      `"ImageFolder: maxPixels must be an integer of at least 1, not 0"`,
    );
    expect(await messageOf(() => new ImageFolder(root, { jpeg: 'turbo' as 'fast' }))).toMatchInlineSnapshot(
      `"ImageFolder: jpeg must be one of 'exact', 'fast', not 'turbo'"`,
    );
    expect(await messageOf(() => new ImageFolder(root, { augment: 1 } as object))).toMatchInlineSnapshot(`
      "ImageFolder: unknown option 'augment'
        Received  { augment: 1 }
        Rule      the options are transform, onError, channels, maxPixels, jpeg"
    `);
  });

  test('no bytes make it crash without a message', async () => {
    write('a/0.png', '');
    const good = await encodeImage(noise(9, 9), { format: 'jpeg' });
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(good.length), async (bytes, length) => {
        const file = good.slice(0, length);
        for (const [at, byte] of bytes) if (at < length) file[at] = byte;
        write('a/0.png', file);
        const result = await new ImageFolder(root, { maxPixels: 10_000 }).get(0).catch((error: unknown) => error);
        expect(FeaturemapError.is(result) || 'pixels' in (result as object)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('transforms', () => {
  const slides = [
    new RandomHorizontalFlip(0.5),
    new Resize([4, 4]),
    new ToTensor(),
    new Normalize([0.5], [0.5]),
  ] as const;

  test('floats enter the batch as they are, and the same seed gives the same batches', async () => {
    for (const [i, size] of [
      [3, 2],
      [5, 5],
      [2, 6],
    ].entries()) {
      write(`a/${i}.png`, await encodeImage(noise(size[0]!, size[1]!)));
    }
    const open = (seed: number) => {
      const folder = new ImageFolder(root, { transform: new Compose(slides) });
      return new DataLoader(folder, { batchSize: 3, shuffle: true, generator: new Generator(seed) });
    };
    const [batch] = await read(open(1));
    expect(batch!.images.length).toBe(3 * 4 * 4 * 3);
    expect(Math.min(...batch!.images)).toBeLessThan(0);
    expect(await read(open(1))).toEqual([batch]);
    const loader = open(1);
    const epochs = [await read(loader), await read(loader), await read(loader)];
    expect(new Set(epochs.map((epoch) => JSON.stringify(epoch))).size).toBe(3);
  });

  test('images that a transform gives back as they are, are not overwritten by later ones', async () => {
    for (const grey of [10, 20, 30]) write(`cat/${grey}.jpg`, await image(grey, 'jpeg', [8, 8]));
    const folder = new ImageFolder(root, { transform: new Compose([new RandomHorizontalFlip(0)]) });
    const samples = [];
    for (const index of [0, 1, 2]) samples.push(await folder.get(index, new Generator(0)));
    expect(samples.map((sample) => 'pixels' in sample && sample.pixels.data[0])).toEqual([10, 20, 30]);
  });

  test('a split of a folder, and a transform that needs a generator', async () => {
    for (const i of [0, 1, 2, 3]) write(`a/${i}.png`, await image(i * 51));
    const folder = new ImageFolder(root, { transform: new Resize([1, 1]) });
    const [part] = randomSplit(folder, [2, 2], new Generator(0));
    const seen = await read(new DataLoader(part!, { batchSize: 2 }));
    expect(seen[0]!.images).toEqual([...part!.indices].flatMap((i) => new Array(3).fill(Math.fround(i / 5))));
    const random = new ImageFolder(root, { transform: new RandomHorizontalFlip(0.5) });
    expect(await messageOf(() => random.get(0))).toMatchInlineSnapshot(`
      "ImageFolder: the transform draws at random and needs a generator
        Try       new DataLoader(dataset, { generator: new Generator(seed) }), or get(index, generator)"
    `);
  });

  test('what a transform throws is thrown, also with onError skip', async () => {
    write('a/0.png', await image(1));
    const transform = {
      run: () => {
        throw new Error('no such thing');
      },
    };
    const folder = new ImageFolder(root, { onError: 'skip', transform });
    expect(await messageOf(() => read(new DataLoader(folder, { generator: new Generator(0) })))).toMatchInlineSnapshot(`
      "DataLoader: sample 0 cannot be read
        Received  no such thing"
    `);
  });
});

/** An image of many different pixels. */
function noise(width: number, height: number) {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i * 31) % 251);
  return { data, width, height, channels: 3 as const };
}

test('the decoded pixels are those of the file', async () => {
  const pixels = noise(5, 4);
  write('a/0.png', await encodeImage(pixels));
  expect((await new ImageFolder(root).get(0)) as object).toEqual({ pixels, label: 0 });
});
