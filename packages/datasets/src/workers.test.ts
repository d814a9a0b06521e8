import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeaturemapError } from '@featuremap/errors';
import { encodeImage } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { Compose, Lambda, RandomResizedCrop, RandomRotation, ToTensor } from '@featuremap/transforms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Invert, Misnamed, Troubled } from '../test/worker-datasets.ts';
import { ArrayDataset, ConcatDataset, DataLoader, type DataLoaderOptions, type Dataset, Subset } from './index.ts';
import { ImageFolder } from './node/index.ts';

let root: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'workers é-'));
  mkdirSync(join(root, 'a'));
  for (let i = 0; i < 9; i++) {
    const data = Uint8Array.from({ length: 20 * 16 * 3 }, (_, k) => (k * k + 31 * i) % 251);
    writeFileSync(join(root, `a/${i}.png`), await encodeImage({ data, width: 20, height: 16, channels: 3 }));
  }
  writeFileSync(join(root, 'a/4.png'), 'torn');
});

afterAll(() => rmSync(root, { recursive: true }));

async function messageOf(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (FeaturemapError.is(error)) return error.message.replaceAll(new URL('..', import.meta.url).href, 'HERE/');
    throw error;
  }
  throw new Error('nothing was thrown');
}

async function epochs(loader: DataLoader, count: number) {
  const batches: unknown[] = [];
  for (let epoch = 0; epoch < count; epoch++) for await (const batch of loader) batches.push(batch);
  return batches;
}

const bytes = Uint8Array.from({ length: 12 }, (_, i) => i);
const memory = new ArrayDataset(bytes, new Uint8Array(12), { shape: [1, 1, 1], classes: ['a'] });
const augment = new Compose([new RandomRotation(10), new RandomResizedCrop(8), new ToTensor()]);

describe('the batches are the same with workers as without', () => {
  const datasets: [string, () => Dataset][] = [
    ['in memory', () => memory],
    ['a subset of two, one of which is a class of one’s own', () => new Subset(memory, [3, 1, 7])],
    ['a class of one’s own that draws', () => new ConcatDataset([new Troubled(), new Troubled({ 3: 'skip' })])],
    ['a folder with augmentation', () => new ImageFolder(root, { transform: augment, onError: 'skip' })],
    [
      'a folder with a transform of one’s own',
      () => new ImageFolder(root, { transform: new Invert(), onError: 'skip' }),
    ],
  ];
  test.each(datasets)('%s', { timeout: 60_000 }, async (_name, dataset) => {
    const open = (options: DataLoaderOptions) =>
      new DataLoader(dataset(), { batchSize: 2, shuffle: true, generator: new Generator(5), ...options });
    const alone = open({ numWorkers: 0 });
    const expected = await epochs(alone, 2);
    for (const options of [{ numWorkers: 1, prefetchFactor: 1 }, { numWorkers: 4 }]) {
      const loader = open(options);
      expect(await epochs(loader, 2)).toEqual(expected);
      expect(loader.skipped).toEqual(alone.skipped);
    }
    const kept = open({ numWorkers: 2, persistentWorkers: true });
    expect(await epochs(kept, 2)).toEqual(expected);
    await kept.close();
  });

  test('from a state in the middle of an epoch', { timeout: 60_000 }, async () => {
    const open = (numWorkers: number) =>
      new DataLoader(new Troubled(), { batchSize: 2, shuffle: true, generator: new Generator(5), numWorkers });
    const loader = open(2);
    for await (const { indices } of loader) if (indices.includes(3)) break;
    const state = JSON.parse(JSON.stringify(loader.state()));
    const [a, b] = [open(0), open(2)];
    a.resume(state);
    b.resume(state);
    expect(await epochs(b, 2)).toEqual(await epochs(a, 2));
  });
});

describe('trouble in a worker is an error that names the sample', () => {
  const read = (dataset: Dataset) => epochs(new DataLoader(dataset, { batchSize: 3, numWorkers: 2 }), 1);

  test.each(['throw', 'exit', 'crash'] as const)('%s', { timeout: 60_000 }, async (trouble) => {
    expect(await messageOf(() => read(new Troubled({ 7: trouble })))).toMatchSnapshot();
  });

  test('after a crash the loader can be used again', { timeout: 60_000 }, async () => {
    const loader = new DataLoader(new Troubled({ 1: 'exit' }), { numWorkers: 1, persistentWorkers: true });
    for (let i = 0; i < 2; i++) expect(await messageOf(() => epochs(loader, 1))).toContain('while it read sample 1');
    await loader.close();
  });

  test('a class that its module does not export', { timeout: 60_000 }, async () => {
    expect(await messageOf(() => read(new Misnamed()))).toMatchInlineSnapshot(`
      "DataLoader: a worker cannot make the data set Troubles
        Received  DataLoader: HERE/test/worker-datasets.ts exports no class 'Troubles'
        Received  its exports are ['Invert', 'Misnamed', 'Troubled']"
    `);
  });
});

test('what cannot go to a worker is refused by name before one starts', async () => {
  const { length, classes, shape } = memory;
  const plain: Dataset = { length, classes, shape, get: () => memory.get(0) };
  class Own implements Dataset {
    readonly length = 1;
    readonly classes = ['a'];
    readonly shape = undefined;
    get = plain.get;
  }
  const open = (dataset: Dataset, options: object = { numWorkers: 1 }) =>
    messageOf(() => new DataLoader(dataset, options));
  const folder = (transform: object) => new ImageFolder(root, { transform: transform as Lambda<never, never> });
  expect(await open(plain)).toMatchInlineSnapshot(`
    "DataLoader: the object ['length', 'classes', 'shape', 'get'] cannot go to a worker thread
      Rule      a data set reaches a worker as plain data: its class, the URL of its module, and arguments
      Try       a method toWorker() that returns { dataset, args, module }, or numWorkers: 0"
  `);
  expect(await open(new Subset(new Own(), [0]))).toMatchInlineSnapshot(`
    "DataLoader: Own cannot go to a worker thread
      Rule      a data set reaches a worker as plain data: its class, the URL of its module, and arguments
      Try       a method toWorker() that returns { dataset, args, module }, or numWorkers: 0"
  `);
  expect(await open(folder(new Compose([new Lambda((image) => image)])))).toMatchInlineSnapshot(`
    "Lambda: a function cannot be written as JSON, so it cannot go to a worker
      Received  function (anonymous)
      Try       a transform of this package instead, or no workers"
  `);
  class Blur {
    run = (image: unknown) => image;
  }
  expect(await open(folder(new Blur()))).toMatchInlineSnapshot(`
    "ImageFolder: the transform Blur cannot go to a worker thread
      Rule      a transform reaches a worker as JSON: { transform, args }, and the URL of its module if it is your own
      Try       a method toJSON() that returns { transform, args, module }, or numWorkers: 0"
  `);
  const unknown = { toJSON: () => ({ transform: 'Blur', args: [] }), run: (image: unknown) => image };
  const loader = new DataLoader(folder(unknown), { numWorkers: 1 });
  expect((await messageOf(() => epochs(loader, 1))).split('\n')[0]).toMatchInlineSnapshot(
    `"transformFromJSON: there is no transform 'Blur'"`,
  );
  expect(await open(memory, { prefetchFactor: 2 })).toMatchInlineSnapshot(`
    "DataLoader: prefetchFactor has no effect with numWorkers: 0
      Rule      prefetch is for numWorkers: 0; prefetchFactor and persistentWorkers are for numWorkers of at least 1"
  `);
  expect(await open(memory, { numWorkers: 1, prefetch: 2 })).toMatchInlineSnapshot(`
    "DataLoader: prefetch has no effect with numWorkers: 1
      Rule      prefetch is for numWorkers: 0; prefetchFactor and persistentWorkers are for numWorkers of at least 1"
  `);
  expect(await open(memory, { numWorkers: -1 })).toMatchInlineSnapshot(
    `"DataLoader: numWorkers must be an integer of at least 0, not -1"`,
  );
});
