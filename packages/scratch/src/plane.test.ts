import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build } from './matrix.ts';
import { fromPlane, toPlane } from './plane.ts';

test('row after row, in float32', () => {
  expect(
    toPlane([
      [1, 2, 3],
      [4, 5, 0.1],
    ]),
  ).toEqual({ data: new Float32Array([1, 2, 3, 4, 5, 0.1]), width: 3, height: 2 });
});

test('there and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (h, w) => {
      const x = build([h, w], (i, j) => i * w + j);
      expect(fromPlane(toPlane(x))).toEqual(x);
      expect(fromPlane({ data: x.flat(), width: w, height: h })).toEqual(x);
    }),
  );
});

test('errors', () => {
  expect(() => fromPlane({ data: [1, 2, 3], width: 2, height: 2 })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: fromPlane: data must hold width·height numbers
      Received  { data: [1, 2, 3], width: 2, height: 2 }
      Rule      data.length = width·height: 3 = 2·2 is false]
  `);
  expect(() => fromPlane({ data: [1, 2], width: 0, height: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: fromPlane: width must be an integer of at least 1, not 0]`,
  );
  expect(() => fromPlane({ data: [1, 2], width: 1, height: 1.5 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: fromPlane: height must be an integer of at least 1, not 1.5]`,
  );
  expect(() => fromPlane({ data: [1, Number.NaN], width: 2, height: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: fromPlane: data[1] must be a number, not NaN]`,
  );
  expect(() => toPlane([[1], []])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: toPlane: the rows of x must have one length: row 0 has 1, row 1 has 0]`,
  );
});
