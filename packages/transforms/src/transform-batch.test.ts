import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import {
  CenterCrop,
  Compose,
  RandomErasing,
  RandomResizedCrop,
  RandomRotation,
  ToTensor,
  transformBatch,
} from './index.ts';

const data = Uint8Array.from(new Generator(0).randint(0, 256, 4 * 9 * 7 * 3));
const batch = { data, shape: [4, 9, 7, 3] as const };

test('is each image by itself, from one generator', () => {
  const augment = new Compose([new RandomRotation(40), new RandomResizedCrop([5, 6]), new ToTensor()]);
  const result = transformBatch(augment, batch, new Generator(3));
  expect(result.shape).toEqual([4, 5, 6, 3]);
  const generator = new Generator(3);
  for (let i = 0; i < 4; i++) {
    const image = { data: data.subarray(i * 189, (i + 1) * 189), height: 9, width: 7, channels: 3 } as const;
    expect(result.data.subarray(i * 90, (i + 1) * 90)).toEqual(augment.run(image, generator).data);
  }
});

test('floats stay floats, and the batch stays as it is', () => {
  const floats = { data: Float32Array.from(data), shape: batch.shape };
  const { data: erased } = transformBatch(new RandomErasing({ p: 1, value: -1 }), floats, new Generator(0));
  expect(erased).toBeInstanceOf(Float32Array);
  expect(erased.some((x) => x === -1)).toBe(true);
  expect(floats.data).toEqual(Float32Array.from(data));
});

test('bytes stay bytes', () => {
  expect(transformBatch(new CenterCrop(3), batch, new Generator(0)).data).toBeInstanceOf(Uint8Array);
});
