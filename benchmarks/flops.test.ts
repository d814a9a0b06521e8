import { conv2d, flatten, input, linear, sequential } from '@featuremap/shapes';
import { expect, test } from 'vitest';
import { flopsPerImage } from './flops.ts';

test('training counts three products a layer, and two for the first', () => {
  const net = sequential(input(4, 4, 1), conv2d(1, 2, { kernelSize: 3 }), flatten(), linear(8, 5));
  const [first, second] = [2 * 2 * 2 * 9, 8 * 5];
  expect(flopsPerImage(net, 'infer')).toBe(2 * (first + second));
  expect(flopsPerImage(net, 'train')).toBe(2 * (2 * first + 3 * second));
});
