import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import {
  CenterCrop,
  Compose,
  RandomErasing,
  RandomHorizontalFlip,
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

test('one draw serves an image and its mask, image after image', () => {
  const masks = { data: data.map((byte) => byte >> 7).filter((_, i) => i % 3 === 0), shape: [4, 9, 7, 1] as const };
  const augment = new Compose(
    [
      new RandomHorizontalFlip(0.5),
      new RandomRotation(40),
      new RandomResizedCrop([5, 6], { interpolation: 'nearest' }),
    ] as const,
    { fuse: true },
  );
  const turned = transformBatch(augment, { ...batch, data: data.map((byte) => byte >> 7) }, new Generator(5));
  const turnedMasks = transformBatch(augment, masks, new Generator(5));
  expect(turned.data.filter((_, i) => i % 3 === 0)).toEqual(turnedMasks.data);
  expect(new Set(turnedMasks.data)).toEqual(new Set([0, 1]));
});

test('each image of a batch has its own draw', () => {
  const same = { data: Uint8Array.from({ length: 64 }, (_, i) => i % 2), shape: [32, 1, 2, 1] as const };
  const { data: flipped } = transformBatch(new RandomHorizontalFlip(0.5), same, new Generator(0));
  const left = Uint8Array.from(flipped).reduce((sum, byte, i) => sum + (i % 2 === 0 ? byte : 0), 0);
  expect(left).toBeGreaterThan(6);
  expect(left).toBeLessThan(26);
});
