import { messageOf } from '@featuremap/testing';
import { expect, test } from 'vitest';
import { Troubled, Untouched } from '../test/worker-datasets.ts';
import { ArrayDataset, type Batch, DataLoader } from './index.ts';

test.each([0, 2])('a later batch gets the memory of one that was given back, with %i workers', async (numWorkers) => {
  const loader = new DataLoader(new Untouched(), { batchSize: 2, numWorkers });
  const seen: number[] = [];
  for (let epoch = 0; epoch < 3; epoch++) {
    for await (const batch of loader) {
      seen.push(batch.images[2]!);
      batch.images.fill(seen.length);
      loader.recycle(batch);
      expect(batch.images.length).toBe(0);
    }
  }
  // With workers some of an epoch's batches are asked for before the first comes back.
  const again = seen.filter((value) => value > 0);
  expect(again.length).toBeGreaterThanOrEqual(8);
  expect(new Set(again).size).toBe(again.length);
});

test.each([0, 2])('the batches are the same as without, with %i workers', async (numWorkers) => {
  const batches = async (isRecycling: boolean) => {
    const loader = new DataLoader(new Troubled({ 3: 'skip' }), { batchSize: 5, numWorkers });
    const seen: number[][] = [];
    for (let epoch = 0; epoch < 3; epoch++) {
      for await (const batch of loader) {
        seen.push([...batch.images, ...batch.labels, ...batch.indices]);
        if (isRecycling) loader.recycle(batch);
      }
    }
    return seen;
  };
  expect(await batches(true)).toEqual(await batches(false));
});

test('in memory too, and the smaller batch at the end is let go', async () => {
  const bytes = Uint8Array.from({ length: 5 }, (_, i) => 51 * i);
  const loader = new DataLoader(new ArrayDataset(bytes, new Uint8Array(5), { shape: [1, 1, 1], classes: ['a'] }), {
    batchSize: 2,
  });
  const seen: number[] = [];
  for (let epoch = 0; epoch < 2; epoch++) {
    for await (const batch of loader) {
      seen.push(...Array.from(batch.images, (share) => Math.round(share * 5)));
      loader.recycle(batch);
    }
  }
  expect(seen).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
});

test('errors', async () => {
  const dataset = new ArrayDataset(new Uint8Array(2), new Uint8Array(2), { shape: [1, 1, 1], classes: ['a'] });
  const loader = new DataLoader(dataset);
  const batch = (await loader[Symbol.asyncIterator]().next()).value as Batch;
  loader.recycle(batch);
  expect(messageOf(() => loader.recycle(batch))).toMatchInlineSnapshot(`
    "DataLoader.recycle: the images of the batch are not in memory of their own
      Received  0 floats of 0, shape [1, 1, 1, 1]
      Rule      a batch is given back once, as the loader made it"
  `);
  const part = { ...batch, images: new Float32Array(2).subarray(1) };
  expect(messageOf(() => loader.recycle(part))).toMatchInlineSnapshot(`
    "DataLoader.recycle: the images of the batch are not in memory of their own
      Received  1 floats of 2, shape [1, 1, 1, 1]
      Rule      a batch is given back once, as the loader made it"
  `);
  const own = new DataLoader(dataset, { collate: (samples) => samples.length });
  expect(messageOf(() => own.recycle(1))).toMatchInlineSnapshot(`
    "DataLoader.recycle: the batches of a collate of your own are yours
      Try       no recycle, or the default collate"
  `);
});
