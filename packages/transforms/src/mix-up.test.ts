import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import { MixUp } from './mix-up.ts';

const batch = {
  images: Float32Array.from({ length: 12 }, (_, i) => i),
  shape: [3, 2, 2, 1] as const,
  labels: [2, 0, 2],
};

test('λ·x + (1 - λ)·(the sample before), images and classes', () => {
  const { images, labels } = new MixUp(3).apply(batch, { lambda: 0.75 });
  const expected = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((x) => 0.75 * x + 0.25 * (x < 4 ? x + 8 : x - 4));
  expect([...images]).toEqual(expected);
  expect([...labels]).toEqual([0, 0, 1, 0.75, 0, 0.25, 0.25, 0, 0.75]);
});

test.each([0.2, 1, 5])('λ has the mean 1/2 and the variance of a beta distribution with alpha %d', (alpha) => {
  const mix = new MixUp(3, { alpha });
  const generator = new Generator(0);
  const draws = Array.from({ length: 4000 }, () => mix.params(generator).lambda);
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
  expect(mean).toBeCloseTo(0.5, 1);
  expect(variance * (8 * alpha + 4)).toBeCloseTo(1, 0);
});

test('a batch of one mixes with itself', () => {
  const one = { images: Float32Array.of(3), shape: [1, 1, 1, 1] as const, labels: [1] };
  const { images, labels } = new MixUp(2).run(one, new Generator(0));
  expect(images[0]).toBeCloseTo(3, 5);
  expect(labels[1]).toBeCloseTo(1, 5);
});
