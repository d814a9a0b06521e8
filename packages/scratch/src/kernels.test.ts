import { expectClose } from '@featuremap/testing';
import { expect, test } from 'vitest';
import { corr2d } from './corr2d.ts';
import { flip } from './flip.ts';
import { kernels } from './kernels.ts';
import { build, sum } from './matrix.ts';
import { transpose } from './transpose.ts';

test('the bottom Sobel kernel', () => {
  expect(kernels.bottomSobel).toEqual([
    [-1, -2, -1],
    [0, 0, 0],
    [1, 2, 1],
  ]);
});

test('the Sobel kernels are turns of one another', () => {
  expect(flip(kernels.bottomSobel)).toEqual(kernels.topSobel);
  expect(flip(kernels.leftSobel)).toEqual(kernels.rightSobel);
  expect(transpose(kernels.bottomSobel)).toEqual(kernels.rightSobel);
});

test('what answers to change gives 0 on even ground; what smooths or sharpens leaves it as it is', () => {
  const ground = build([3, 3], () => 6);
  const answers = Object.entries(kernels).map(([name, kernel]) => [name, corr2d(ground, kernel)[0]![0]!] as const);
  const even = ['blur', 'gaussian', 'emboss', 'sharpen'];
  expectClose(
    answers.map(([, answer]) => answer),
    answers.map(([name]) => (even.includes(name) ? 6 : 0)),
  );
});

test('the smoothing kernels have no negative weight, and the gaussian weighs its middle most', () => {
  expectClose([sum(kernels.blur), sum(kernels.gaussian)], [1, 1]);
  expect(Math.max(...kernels.gaussian.flat())).toBe(kernels.gaussian[1][1]);
});
