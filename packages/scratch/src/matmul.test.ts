import { expect, test } from 'vitest';
import { matmul } from './matmul.ts';

test('rows times columns', () => {
  const a = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const b = [
    [1, 0],
    [0, 1],
    [10, 100],
  ];
  expect(matmul(a, b)).toEqual([
    [31, 302],
    [64, 605],
  ]);
});

test('errors', () => {
  expect(() => matmul([[1, 2, 3]], [[1], [2]])).toThrowErrorMatchingInlineSnapshot(`
    [ShapeError: matmul: a has 3 columns but b has 2 rows
      Received  1×3 and 2×1]
  `);
  expect(() => matmul([[1]], [[Number.POSITIVE_INFINITY]])).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: matmul: b[0][0] must be a finite number, not Infinity]`,
  );
});
