import { DataError } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { readGolden, rejectionOf } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import * as api from './index.ts';

const { ArrayDataset, DataLoader, Subset, randomSplit } = api;

/** n images of 2x3 pixels whose bytes all are their index. */
function numbered(n: number) {
  const images = Uint8Array.from({ length: n * 6 }, (_, i) => Math.floor(i / 6));
  return new ArrayDataset(
    images,
    Uint8Array.from({ length: n }, (_, i) => i % 3),
    {
      shape: [2, 3, 1],
      classes: ['a', 'b', 'c'],
    },
  );
}

async function orderOf(loader: api.DataLoader): Promise<number[]> {
  const order: number[] = [];
  for await (const batch of loader) order.push(...batch.indices);
  return order;
}

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "ArrayDataset",
      "readCifar",
      "ConcatDataset",
      "DataLoader",
      "DistributedSampler",
      "readIdx",
      "RandomSampler",
      "randomSplit",
      "SequentialSampler",
      "stratifiedSplit",
      "Subset",
      "WeightedRandomSampler",
    ]
  `);
});

describe('ArrayDataset', () => {
  test('gives views of its memory', () => {
    const dataset = numbered(4);
    expect(dataset.get(2)).toEqual({
      pixels: { data: new Uint8Array(6).fill(2), width: 3, height: 2, channels: 1 },
      label: 2,
    });
    expect(dataset.get(2).pixels.data.buffer).toBe(dataset.images.buffer);
  });

  test('take() keeps the first samples', () => {
    const first = numbered(5).take(2);
    expect([first.length, first.get(1).pixels.data[0]]).toEqual([2, 1]);
    expect(numbered(5).take(0).length).toBe(0);
  });

  test('refuses what does not fit', async () => {
    const options = { shape: [2, 2, 1], classes: ['a', 'b'] } as const;
    expect(await rejectionOf(() => new ArrayDataset(new Uint8Array(9), [0, 1], options))).toMatchInlineSnapshot(`
      "ArrayDataset: 9 bytes of images do not fit 2 labels
        Received  images Uint8Array(9), 2 labels, shape [2, 2, 1]
        Rule      labels × H × W × C bytes: 2 × 2 × 2 × 1 = 8"
    `);
    expect(await rejectionOf(() => new ArrayDataset(new Uint8Array(8), [0, 2], options))).toMatchInlineSnapshot(`
      "ArrayDataset: label 2 of sample 1 has no class
        Rule      labels are integers from 0 to 1, for 2 classes"
    `);
    expect(await rejectionOf(() => new ArrayDataset(new Uint8Array(8), [0, 0.5], options))).toMatchInlineSnapshot(`
      "ArrayDataset: label 0.5 of sample 1 has no class
        Rule      labels are integers from 0 to 1, for 2 classes"
    `);
    expect(
      await rejectionOf(() => new ArrayDataset(new Uint8Array(0), [], { shape: [0, 2, 1], classes: [] })),
    ).toMatchInlineSnapshot(`"ArrayDataset: shape[0] must be an integer of at least 1, not 0"`);
    expect(await rejectionOf(() => numbered(2).get(2))).toMatchInlineSnapshot(
      `"ArrayDataset.get: index must be an integer from 0 to 1, not 2"`,
    );
    expect(await rejectionOf(() => numbered(2).take(3))).toMatchInlineSnapshot(
      `"ArrayDataset.take: count must be an integer from 0 to 2, not 3"`,
    );
  });

  test('fills a batch with byte / 255 in float32, for every byte', () => {
    const levels = Uint8Array.from({ length: 256 }, (_, level) => level);
    const dataset = new ArrayDataset(levels, [0], { shape: [16, 16, 1], classes: ['all'] });
    const images = new Float32Array(256);
    dataset.fill(Int32Array.of(0), images, new Int32Array(1));
    expect(images).toEqual(Float32Array.from(levels, (level) => level / 255));
  });
});

describe('Subset and randomSplit', () => {
  test('a subset of a subset reads the data set below, one by one and in batches', async () => {
    const subset = new Subset(new Subset(numbered(9), [8, 6, 4, 2]), [3, 0]);
    expect([subset.get(0).pixels.data[0], subset.get(1).label]).toEqual([2, 2]);
    const loader = new DataLoader(subset, { batchSize: 2 });
    for await (const { images, labels } of loader) {
      expect([images[0], images[6]]).toEqual([2 / 255, 8 / 255].map(Math.fround));
      expect([...labels]).toEqual([2, 2]);
    }
  });

  test('the parts are disjoint and whole', () => {
    const parts = randomSplit(numbered(10), [3, 5, 2], new Generator(1));
    expect(parts.flatMap((part) => [...part.indices]).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(randomSplit(numbered(10), [0.25, 0.25, 0.5], new Generator(1)).map((part) => part.length)).toEqual([
      3, 2, 5,
    ]);
    expect(randomSplit(numbered(1), [1], new Generator(1))[0]!.length).toBe(1);
  });

  test('refuses lengths that do not add up', async () => {
    expect(await rejectionOf(() => randomSplit(numbered(10), [3, 3], new Generator(1)))).toMatchInlineSnapshot(`
      "randomSplit: the lengths add up to 6, but the data set has 10 samples
        Received  lengths [3, 3]
        Rule      whole numbers that add up to 10, or fractions that add up to 1"
    `);
    expect(await rejectionOf(() => randomSplit(numbered(10), [11, -1], new Generator(1)))).toMatchInlineSnapshot(
      `"randomSplit: lengths[1] must be an integer of at least 0, not -1"`,
    );
    expect(await rejectionOf(() => new Subset(numbered(3), [3]))).toMatchInlineSnapshot(
      `"Subset: indices[0] must be an integer from 0 to 2, not 3"`,
    );
  });
});

describe('DataLoader', () => {
  test.each([
    [10, 4, false, [4, 4, 2]],
    [10, 4, true, [4, 4]],
    [8, 4, false, [4, 4]],
    [3, 4, false, [3]],
    [3, 4, true, []],
    [0, 4, false, []],
  ])('%i samples in batches of %i, dropLast %s', async (n, batchSize, dropLast, sizes) => {
    for (const prefetch of [0, 1, 5]) {
      const loader = new DataLoader(numbered(n), { batchSize, dropLast, prefetch });
      const seen: number[] = [];
      for await (const { shape, images, labels } of loader) {
        expect(shape.slice(1)).toEqual([2, 3, 1]);
        expect([images.length, labels.length]).toEqual([shape[0] * 6, shape[0]]);
        seen.push(shape[0]);
      }
      expect(seen).toEqual(sizes);
      expect(loader.length).toBe(sizes.length);
    }
  });

  test('the order of every epoch, and of random_split, is PyTorch’s', async () => {
    const { cases } = readGolden<{
      loaders: { n: number; seed: number; batchSize: number; dropLast: boolean; epochs: number[][] }[];
      splits: { n: number; seed: number; lengths: number[]; parts: number[][] }[];
    }>(new URL('../golden/order.json', import.meta.url));
    for (const { n, seed, batchSize, dropLast, epochs } of cases.loaders) {
      const generator = new Generator(seed);
      const loader = new DataLoader(numbered(n), { batchSize, dropLast, shuffle: true, generator });
      for (const epoch of epochs) expect(await orderOf(loader)).toEqual(epoch);
    }
    for (const { n, seed, lengths, parts } of cases.splits) {
      const split = randomSplit(numbered(n), lengths, new Generator(seed));
      expect(split.map((part) => [...part.indices])).toEqual(parts);
    }
  });

  test('a data set that reads one by one gives the same batches as one in memory', async () => {
    const memory = numbered(7);
    const { length, classes, shape } = memory;
    const slow: api.Dataset = { length, classes, shape, get: async (index) => memory.get(index) };
    const options = { batchSize: 3, shuffle: true };
    const fast = new DataLoader(memory, { ...options, generator: new Generator(4) });
    const others = new DataLoader(slow, { ...options, generator: new Generator(4) })[Symbol.asyncIterator]();
    for await (const batch of fast) expect((await others.next()).value).toEqual(batch);
    expect((await others.next()).done).toBe(true);
  });

  test('what a data set draws depends on the seed, the epoch and the index alone', async () => {
    const draws: Record<string, number> = {};
    const pixels: Pixels = { data: new Uint8Array(1), width: 1, height: 1, channels: 1 };
    const draw = async (prefetch: number, batchSize: number) => {
      const dataset: api.Dataset = {
        length: 5,
        classes: ['a'],
        shape: undefined,
        get(index, generator) {
          draws[`${epoch} ${index}`] = generator!.random();
          return { pixels, label: 0 };
        },
      };
      const loader = new DataLoader(dataset, { prefetch, batchSize, shuffle: true, generator: new Generator(9) });
      let epoch = 0;
      for (; epoch < 2; epoch++) await orderOf(loader);
      return { ...draws };
    };
    const first = await draw(0, 1);
    expect(await draw(3, 4)).toEqual(first);
    expect(new Set(Object.values(first)).size).toBe(10);
  });

  test('a loop may stop early, and two may run at once', async () => {
    const loader = new DataLoader(numbered(6), { batchSize: 2, prefetch: 3 });
    for await (const { indices } of loader) {
      expect([...indices]).toEqual([0, 1]);
      break;
    }
    const [a, b] = await Promise.all([orderOf(loader), orderOf(loader)]);
    expect([a, b]).toEqual([
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2, 3, 4, 5],
    ]);
  });

  test('a sample that cannot be read is named, and nothing is left unhandled', async () => {
    const good = numbered(6);
    const dataset: api.Dataset = {
      length: 6,
      classes: good.classes,
      shape: undefined,
      get: (index) => {
        if (index >= 4) throw new DataError('decodeImage: cat.jpg is truncated');
        return good.get(index);
      },
    };
    const seen: number[] = [];
    const read = async () => {
      for await (const { indices } of new DataLoader(dataset, { batchSize: 2, prefetch: 4 })) seen.push(...indices);
    };
    expect(await rejectionOf(read)).toMatchInlineSnapshot(`
      "DataLoader: sample 4 cannot be read
        Received  decodeImage: cat.jpg is truncated"
    `);
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  test('refuses images of different sizes in one batch, and bad options', async () => {
    const sizes = [1, 2];
    const dataset: api.Dataset = {
      length: 2,
      classes: ['a'],
      shape: undefined,
      get: (index) => {
        const width = sizes[index]!;
        return { pixels: { data: new Uint8Array(width), width, height: 1, channels: 1 }, label: 0 };
      },
    };
    expect(await rejectionOf(() => orderOf(new DataLoader(dataset, { batchSize: 2 })))).toMatchInlineSnapshot(`
      "DataLoader: images of one batch differ in size: [1, 1, 1] and [1, 2, 1]
        Received  samples 0 and 1, as [height, width, channels]
        Rule      all images of a batch have one size
        Try       a transform that resizes or crops, a collate of your own, or batchSize: 1"
    `);
    expect(await rejectionOf(() => new DataLoader(dataset, { batchSize: 0 }))).toMatchInlineSnapshot(
      `"DataLoader: batchSize must be an integer of at least 1, not 0"`,
    );
    expect(await rejectionOf(() => new DataLoader(dataset, { batchSize: Number.NaN }))).toMatchInlineSnapshot(
      `"DataLoader: batchSize must be an integer of at least 1, not NaN"`,
    );
    expect(await rejectionOf(() => new DataLoader(dataset, { shuffle: true }))).toMatchInlineSnapshot(`
      "DataLoader: shuffle needs a generator
        Try       { shuffle: true, generator: new Generator(seed) }"
    `);
    expect(await rejectionOf(() => new DataLoader(dataset, { batchsize: 4 } as object))).toMatchInlineSnapshot(`
      "DataLoader: unknown option 'batchsize'
        Received  { batchsize: 4 }
        Rule      the options are batchSize, shuffle, sampler, generator, dropLast, collate, prefetch, numWorkers, prefetchFactor, persistentWorkers, timeout
        Try       'batchSize'"
    `);
  });
});
