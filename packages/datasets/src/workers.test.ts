import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeImage } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { rejectionOf } from '@featuremap/testing';
import { Compose, Lambda, RandomResizedCrop, RandomRotation, ToTensor } from '@featuremap/transforms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Darken, Invert, Misnamed, padded, type Row, Troubled } from '../test/worker-datasets.ts';
import { ArrayDataset, ConcatDataset, DataLoader, type DataLoaderOptions, type Dataset, Subset } from './index.ts';
import { ImageFolder } from './node/index.ts';

let root: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'workers é-'));
  mkdirSync(join(root, 'a'));
  for (let i = 0; i < 9; i++) {
    const data = Uint8Array.from({ length: 20 * 16 * 3 }, (_, k) => (k * k + 31 * i) % 251);
    const image = { data, width: 20, height: 16, channels: 3 } as const;
    if (i % 2 === 0) writeFileSync(join(root, `a/${i}.png`), await encodeImage(image));
    else writeFileSync(join(root, `a/${i}.jpg`), await encodeImage(image, { format: 'jpeg' }));
  }
  writeFileSync(join(root, 'a/4.png'), 'torn');
});

afterAll(() => rmSync(root, { recursive: true }));

const messageOf = async (act: () => unknown) =>
  (await rejectionOf(act)).replaceAll(new URL('..', import.meta.url).href, 'HERE/');

async function epochs<B>(loader: DataLoader<B>, count: number) {
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
    ['a folder whose JPEG files are decoded fast', () => new ImageFolder(root, { jpeg: 'fast', onError: 'skip' })],
    [
      'a folder with a transform of one’s own',
      () => new ImageFolder(root, { transform: new Invert(), onError: 'skip' }),
    ],
    [
      'a folder with a transform of one’s own among others',
      () => new ImageFolder(root, { transform: new Compose([new Darken(90), new ToTensor()]), onError: 'skip' }),
    ],
  ];
  test.each(datasets)('%s', async (_name, dataset) => {
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

  test('from a state in the middle of an epoch', async () => {
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

const module = new URL('../test/worker-datasets.ts', import.meta.url).href;
const bytesOf = (width: number) => ({
  pixels: { data: new Uint8Array(width), width, height: 1, channels: 1 },
  label: 0,
});

describe('a collate of one’s own', () => {
  const widths = [2, 3, 1];
  const dataset: Dataset = {
    length: 3,
    classes: ['a'],
    shape: undefined,
    get: (i) => (i === 2 ? { skipped: 'torn' } : (bytesOf(widths[i]!) as ReturnType<Dataset['get']>)),
  };

  test('a function makes any batch, here of images that differ in size, and never an empty one', async () => {
    const loader = new DataLoader(dataset, { batchSize: 2, collate: (samples) => padded(samples, 7) });
    const batches: Row[] = [];
    for await (const batch of loader) batches.push(batch);
    expect(batches).toEqual([
      {
        rows: [
          [0, 0, 7],
          [0, 0, 0],
        ],
        indices: [0, 1],
      },
    ]);
    expect(loader.skipped).toEqual(new Map([[2, 'torn']]));
  });

  test('that a module exports works with and without workers', async () => {
    const open = (numWorkers: number) => {
      const collate = { module, name: 'padded', args: [9] };
      return new DataLoader<Row>(new Troubled(), { batchSize: 5, numWorkers, collate, generator: new Generator(1) });
    };
    const [alone, two] = [await epochs(open(0), 1), await epochs(open(2), 1)];
    expect(alone.length).toBe(3);
    expect(two).toEqual(alone);
  });

  test('in memory it gets the samples too', async () => {
    const loader = new DataLoader(memory, { batchSize: 4, collate: (samples) => samples.map(({ index }) => index) });
    expect(await epochs(loader, 1)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
    ]);
  });

  test('what goes wrong', async () => {
    const read = (options: DataLoaderOptions<unknown>) =>
      messageOf(() => epochs(new DataLoader(memory, { batchSize: 2, ...options }), 1));
    const broken = () => {
      throw new Error('no room');
    };
    expect(await read({ collate: broken })).toMatchInlineSnapshot(`
      "DataLoader: collate cannot make a batch of samples 0, 1
        Received  no room"
    `);
    expect(await read({ collate: padded, numWorkers: 1 })).toMatchInlineSnapshot(`
      "DataLoader: collate is a function, which cannot go to a worker thread
        Received  function padded, numWorkers 1
        Rule      workers get data, not functions
        Try       collate: { module: import.meta.url, name } of a module that exports the function, or numWorkers: 0"
    `);
    expect(await read({ collate: { module, name: 'pad' } })).toMatchInlineSnapshot(`
      "DataLoader: HERE/test/worker-datasets.ts exports no function 'pad'
        Received  its exports are ['Troubled', 'Misnamed', 'Untouched', 'Invert', 'Darken', 'padded', 'closures']"
    `);
    expect(await read({ collate: { module, name: 'pad' }, numWorkers: 1 })).toMatchInlineSnapshot(`
      "DataLoader: a worker cannot load the collate function pad
        Received  DataLoader: HERE/test/worker-datasets.ts exports no function 'pad'
        Received  its exports are ['Darken', 'Invert', 'Misnamed', 'Troubled', 'Untouched', 'closures', 'padded']"
    `);
    expect(await read({ collate: { module, name: 'closures' }, numWorkers: 1 })).toMatchInlineSnapshot(`
      "DataLoader: what collate gives cannot leave the worker thread
        Received  () =>
              index could not be cloned.
        Rule      a batch from a worker is plain data and typed arrays"
    `);
    expect(await read({ collate: { module: './x.js', name: 'padded' } })).toMatchInlineSnapshot(`
      "DataLoader: collate.module must be the URL of a module, not './x.js'
        Try       import.meta.url in that module, or import.meta.resolve(…)"
    `);
    expect(await read({ collate: { module: 'file:///rows.js', names: 'padded' } as never })).toMatchInlineSnapshot(
      `"DataLoader: collate must be a function or { module, name, args }, not { module: 'file:///rows.js', names: 'padded' }"`,
    );
    expect(await read({ collate: 'stack' as never })).toMatchInlineSnapshot(
      `"DataLoader: collate must be a function or { module, name, args }, not 'stack'"`,
    );
  });
});

describe('trouble in a worker is an error that names the sample', () => {
  const read = (dataset: Dataset) => epochs(new DataLoader(dataset, { batchSize: 3, numWorkers: 2 }), 1);

  test.each(['throw', 'exit', 'crash'] as const)('%s', async (trouble) => {
    expect(await messageOf(() => read(new Troubled({ 7: trouble })))).toMatchSnapshot();
  });

  test.each(['wait', 'spin'] as const)('%s, with a time limit', async (trouble) => {
    const dataset = new Troubled({ 7: trouble });
    const loader = new DataLoader(dataset, { batchSize: 3, numWorkers: 2, timeout: 4 });
    expect(await messageOf(() => epochs(loader, 1))).toMatchSnapshot();
  });

  test('a busy main thread is not the fault of a worker', async () => {
    const loader = new DataLoader(new Troubled(), { batchSize: 4, numWorkers: 1, timeout: 4, prefetchFactor: 1 });
    let count = 0;
    for await (const { indices } of loader) {
      count += indices.length;
      const until = performance.now() + 4300;
      while (count === 4 && performance.now() < until);
    }
    expect(count).toBe(12);
  });

  test('after a crash the loader can be used again', async () => {
    const loader = new DataLoader(new Troubled({ 1: 'exit' }), { numWorkers: 1, persistentWorkers: true });
    for (let i = 0; i < 2; i++) expect(await messageOf(() => epochs(loader, 1))).toContain('while it read sample 1');
    await loader.close();
  });

  test('a class that its module does not export', async () => {
    expect(await messageOf(() => read(new Misnamed()))).toMatchInlineSnapshot(`
      "DataLoader: a worker cannot make the data set Troubles
        Received  DataLoader: HERE/test/worker-datasets.ts exports no class 'Troubles'
        Received  its exports are ['Darken', 'Invert', 'Misnamed', 'Troubled', 'Untouched', 'closures', 'padded']"
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
    "ImageFolder: the transform Compose cannot go to a worker thread
      Received  Lambda: a function cannot be written as JSON, so it cannot go to a worker
      Rule      a transform reaches a worker as JSON: { transform, args }, and the URL of its module if it is your own
      Try       a class with a method toJSON() that returns { transform, args, module }, or numWorkers: 0"
  `);
  class Blur {
    run = (image: unknown) => image;
  }
  expect(await open(folder(new Blur()))).toMatchInlineSnapshot(`
    "ImageFolder: the transform Blur cannot go to a worker thread
      Rule      a transform reaches a worker as JSON: { transform, args }, and the URL of its module if it is your own
      Try       a class with a method toJSON() that returns { transform, args, module }, or numWorkers: 0"
  `);
  const unknown = { toJSON: () => ({ transform: 'Blur', args: [] }), run: (image: unknown) => image };
  const loader = new DataLoader(folder(unknown), { numWorkers: 1 });
  expect((await messageOf(() => epochs(loader, 1))).split('\n')[0]).toMatchInlineSnapshot(
    `"DataLoader: 'Blur' is no transform of @featuremap/transforms"`,
  );
  class Relative extends Own {
    toWorker = () => ({ dataset: 'Relative', args: [], module: './relative.js' });
  }
  expect(await open(new Relative())).toMatchInlineSnapshot(`
    "DataLoader: the module of Relative must be the URL of a module, not './relative.js'
      Try       import.meta.url in that module, or import.meta.resolve(…)"
  `);
  expect(await open(memory, { timeout: 1, numWorkers: 0 })).toMatchInlineSnapshot(`
    "DataLoader: timeout has no effect with numWorkers: 0
      Rule      prefetch is for numWorkers: 0; prefetchFactor, persistentWorkers, timeout are for numWorkers of at least 1"
  `);
  expect(await open(memory, { timeout: -1, numWorkers: 1 })).toMatchInlineSnapshot(
    `"DataLoader: timeout must be a number of at least 0, not -1"`,
  );
  expect(await open(memory, { prefetchFactor: 2 })).toMatchInlineSnapshot(`
    "DataLoader: prefetchFactor has no effect with numWorkers: 0
      Rule      prefetch is for numWorkers: 0; prefetchFactor, persistentWorkers, timeout are for numWorkers of at least 1"
  `);
  expect(await open(memory, { numWorkers: 1, prefetch: 2 })).toMatchInlineSnapshot(`
    "DataLoader: prefetch has no effect with numWorkers: 1
      Rule      prefetch is for numWorkers: 0; prefetchFactor, persistentWorkers, timeout are for numWorkers of at least 1"
  `);
  expect(await open(memory, { numWorkers: -1 })).toMatchInlineSnapshot(
    `"DataLoader: numWorkers must be an integer of at least 0, not -1"`,
  );
});
