import { ArrayDataset, DataLoader, randomSplit } from '@featuremap/datasets';
import { Generator } from '@featuremap/random';
import * as transforms from '@featuremap/transforms';
import { expect, test } from 'vitest';
import { augmentation, augmentationCode } from './augmentation.ts';
import { AugmentedDataset } from './augmented-dataset.ts';

const images = Uint8Array.from({ length: 12 * 28 * 28 }, (_, i) => (i * 7) % 251);
const labels = Array.from({ length: 12 }, (_, i) => i % 3);
const plain = new ArrayDataset(images, labels, { shape: [28, 28, 1], classes: ['a', 'b', 'c'] });

async function epochs(numWorkers: number): Promise<number[][][]> {
  const [part] = randomSplit(plain, [10, 2], new Generator(1));
  const loader = new DataLoader(new AugmentedDataset(part!, augmentation), {
    batchSize: 4,
    shuffle: true,
    generator: new Generator(0),
    numWorkers,
  });
  const all: number[][][] = [];
  for (const _ of [0, 1]) {
    for await (const batch of loader) all.push([[...batch.images], [...batch.labels]]);
  }
  return all;
}

test('the same batches from workers as without', async () => {
  expect(await epochs(2)).toEqual(await epochs(0));
});

test('an image differs from epoch to epoch, and the data set stays as it was', async () => {
  const before = images.slice();
  const augmented = new AugmentedDataset(plain, augmentation);
  const get = (epoch: number) => augmented.get(3, new Generator(0).fork(epoch)).pixels.data;
  expect(get(0)).toEqual(get(0));
  const different = new Set([0, 1, 2, 3, 4].map((epoch) => get(epoch).join()));
  expect(different.size).toBe(5);
  expect(augmented.get(3, new Generator(0)).label).toBe(labels[3]);
  expect(images).toEqual(before);
});

test('the code of the augmentation is what is done', () => {
  const names = Object.keys(transforms);
  const made = new Function(...names, `return ${augmentationCode}`)(...Object.values(transforms));
  expect(made.toJSON()).toEqual(augmentation.toJSON());
});
