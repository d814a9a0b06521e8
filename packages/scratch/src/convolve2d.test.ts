import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convolve2d, convolve2dSteps } from './convolve2d.ts';
import { corr2d } from './corr2d.ts';
import { flip } from './flip.ts';
import { build } from './matrix.ts';

const matrix = (h: number, w: number) =>
  fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: w, maxLength: w }), { minLength: h, maxLength: h });

test('it is the formula with image(i - a, j - b)', () => {
  const x = build([5, 6], (i, j) => ((7 * i + 3 * j) % 5) - 2);
  const kernel = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const [kH, kW] = [2, 3];
  // The first output that needs no padding is the one at (kH - 1, kW - 1).
  const expected = build([5 - kH + 1, 6 - kW + 1], (row, column) => {
    const [i, j] = [row + kH - 1, column + kW - 1];
    let total = 0;
    for (let a = 0; a < kH; a++) for (let b = 0; b < kW; b++) total += kernel[a]![b]! * x[i - a]![j - b]!;
    return total;
  });
  expect(convolve2d(x, kernel)).toEqual(expected);
});

test('a single lit pixel shows the kernel as it is; cross-correlation shows it mirrored', () => {
  const kernel = build([3, 3], (i, j) => 3 * i + j + 1);
  const impulse = build([5, 5], (i, j) => (i === 2 && j === 2 ? 1 : 0));
  expect(convolve2d(impulse, kernel)).toEqual(kernel);
  expect(corr2d(impulse, kernel)).toEqual(flip(kernel));
});

test('order does not matter: (x * k) * l = (x * l) * k', () => {
  fc.assert(
    fc.property(matrix(6, 7), matrix(2, 3), matrix(3, 2), (x, k, l) => {
      expect(convolve2d(convolve2d(x, k), l)).toEqual(convolve2d(convolve2d(x, l), k));
    }),
  );
});

test('options go on to the correlation', () => {
  const x = build([3, 3], (i, j) => 3 * i + j);
  const options = { stride: 2, padding: 1, bias: 1 };
  expect(convolve2d(x, [[1, 2]], options)).toEqual(corr2d(x, [[2, 1]], options));
});

test('the steps hold the mirrored products', () => {
  const [first] = convolve2dSteps([[3, 5]], [[1, 10]]);
  expect(first).toMatchObject({ window: [[3, 5]], products: [[30, 5]], sum: 35 });
});

test('errors carry its own name', () => {
  expect(() => convolve2d([[1]], [[1, 2]])).toThrow('convolve2d: window 2 is larger than the padded input 1');
  expect(() => convolve2d([[1]], [])).toThrow('convolve2d: kernel must have at least one row and one column, not 0×0');
  expect(() => convolve2dSteps([[1]], [[Number.NaN]])).toThrow('convolve2dSteps: kernel[0][0] must be a number');
});
