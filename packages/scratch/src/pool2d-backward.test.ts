import { expectClose } from '@featuremap/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build } from './matrix.ts';
import { type Pool2dOptions, pool2d } from './pool2d.ts';
import { pool2dBackward } from './pool2d-backward.ts';

test('a maximum hands its gradient to the first largest pixel, and overlapping windows add up', () => {
  const x = [
    [0, 9, 0],
    [1, 1, 1],
  ];
  expect(pool2dBackward({ x, gradient: [[2, 3]] }, { kernelSize: 2, stride: 1 })).toEqual([
    [0, 5, 0],
    [0, 0, 0],
  ]);
  const even = build([2, 2], () => 7);
  expect(pool2dBackward({ x: even, gradient: [[4]] }, { kernelSize: 2 })).toEqual([
    [4, 0],
    [0, 0],
  ]);
});

test('a mean hands out equal shares; what falls into counted padding is lost', () => {
  const x = build([2, 2], () => 0);
  const options: Pool2dOptions = { kernelSize: 2, mode: 'avg', padding: 1 };
  const gradient = build([2, 2], () => 4);
  expect(pool2dBackward({ x, gradient }, options)).toEqual(build([2, 2], () => 1));
  expect(pool2dBackward({ x, gradient }, { ...options, countIncludePad: false })).toEqual(build([2, 2], () => 4));
});

test('pixels that no window reaches get nothing', () => {
  expect(pool2dBackward({ x: [[1, 2, 3]], gradient: [[1]] }, { kernelSize: [1, 2] })).toEqual([[0, 1, 0]]);
});

test('it agrees with finite differences of the sum of gradient · pool2d(x)', () => {
  const options = fc.constantFrom<Pool2dOptions>(
    { kernelSize: 2, stride: 1 },
    { kernelSize: 3, stride: 2, padding: 1 },
    { kernelSize: [2, 3], mode: 'avg' },
    { kernelSize: 3, stride: [1, 2], padding: [1, 0], mode: 'avg' },
    { kernelSize: 2, stride: 3, padding: 'same', mode: 'avg' },
  );
  // Pixels differ by at least 1, so that a step of 1/8 never changes which one is the largest.
  const pixels = fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(options, pixels, (pooling, values) => {
      const x = build([5, 6], (i, j) => values[6 * i + j]!);
      const y = pool2d(x, pooling);
      const gradient = y.map((row, i) => row.map((_, j) => i + 2 * j + 1));
      const loss = (image: number[][]) =>
        pool2d(image, pooling).reduce((sum, row, i) => row.reduce((s, v, j) => s + v * gradient[i]![j]!, sum), 0);
      const slopes = build([5, 6], (i, j) => {
        const moved = (by: number) => x.map((row, a) => row.map((v, b) => (a === i && b === j ? v + by : v)));
        return (loss(moved(1 / 8)) - loss(moved(-1 / 8))) * 4;
      });
      expectClose(pool2dBackward({ x, gradient }, pooling).flat(), slopes.flat(), { atol: 1e-9 });
    }),
  );
});

test('errors', () => {
  const x = build([4, 4], () => 0);
  expect(() => pool2dBackward({ x, gradient: [[1]] }, { kernelSize: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: pool2dBackward: gradient is 1×1 but the output is 2×2]`,
  );
  expect(() => pool2dBackward({ x, gradient: [] }, { kernelSize: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: pool2dBackward: gradient must have at least one row and one column, not 0×0]`,
  );
  expect(() => pool2dBackward({ x, gradient: [[1]] }, { kernelSize: 5 })).toThrow('pool2dBackward: window 5');
});
