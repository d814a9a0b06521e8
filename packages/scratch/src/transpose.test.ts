import { expect, test } from 'vitest';
import { transpose } from './transpose.ts';

test('rows become columns, and back', () => {
  const x = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  expect(transpose(x)).toEqual([
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
  expect(transpose(transpose(x))).toEqual(x);
});

test('errors', () => {
  expect(() => transpose([])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: transpose: x must have at least one row and one column, not 0×0]`,
  );
});
