import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flip } from './flip.ts';

test('both axes are mirrored', () => {
  expect(
    flip([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  ).toEqual([
    [6, 5, 4],
    [3, 2, 1],
  ]);
});

test('flip after flip changes nothing', () => {
  const row = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(fc.array(row, { minLength: 1 }), (x) => void expect(flip(flip(x))).toEqual(x)));
});

test('errors', () => {
  expect(() => flip([[1, 2], [3]])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: flip: the rows of x must have one length: row 0 has 2, row 1 has 1]`,
  );
});
