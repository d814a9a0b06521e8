import type { Pixels } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { expect, expectTypeOf, test } from 'vitest';
import { expectImage, goldenChain } from '../test/test-golden.ts';
import {
  ColorJitter,
  Compose,
  type FloatImage,
  Normalize,
  RandomHorizontalFlip,
  RandomResizedCrop,
  RandomRotation,
  ToTensor,
} from './index.ts';

const chain = new Compose([
  new RandomHorizontalFlip(0.5),
  new RandomRotation(10),
  new RandomResizedCrop(16, { scale: [0.8, 1] }),
  new ColorJitter({ brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1 }),
  new ToTensor(),
  new Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
]);

test('the chain of the lessons gives the numbers of torchvision, image after image', () => {
  const { image, seed, outputs } = goldenChain();
  const generator = new Generator(seed);
  for (const output of outputs) expectImage(chain.run(image, generator), output);
});

test('what comes out is of the type that the last transform gives', () => {
  expectTypeOf(chain.apply).returns.toEqualTypeOf<FloatImage>();
  expectTypeOf(new Compose([new RandomHorizontalFlip(0.5)]).apply).returns.toEqualTypeOf<Pixels>();
});

test('params are plain JSON that replay the augmentation', () => {
  const { image } = goldenChain();
  const params = chain.params(image, new Generator(9));
  const again = JSON.parse(JSON.stringify(params));
  expect(again).toEqual(params);
  expect(chain.apply(image, again)).toEqual(chain.run(image, new Generator(9)));
});

test('run writes its floats into an array of their number, and leaves another alone', () => {
  const { image } = goldenChain();
  const expected = chain.run(image, new Generator(9));
  const batch = new Float32Array(3 * 16 * 16 * 3);
  const out = batch.subarray(16 * 16 * 3, 2 * 16 * 16 * 3);
  expect(chain.run(image, new Generator(9), { out }).data).toBe(out);
  expect([...out]).toEqual([...expected.data]);
  const short = out.subarray(1).fill(7);
  expect(chain.run(image, new Generator(9), { out: short })).toEqual(expected);
  expect(short.every((x) => x === 7)).toBe(true);
});
