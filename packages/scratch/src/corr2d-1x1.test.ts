import { expectClose } from '@featuremap/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { corr2d1x1 } from './corr2d-1x1.ts';
import { corr2dMultiInOut } from './corr2d-multi-in-out.ts';

const weight = fc.double({ min: -1, max: 1, noNaN: true });
const list = <T>(of: fc.Arbitrary<T>, length: number) => fc.array(of, { minLength: length, maxLength: length });

test('x [3, 3, 3], kernels [2, 3, 1, 1]: equal to corr2dMultiInOut within 1e-6', () => {
  fc.assert(
    fc.property(list(list(list(weight, 3), 3), 3), list(list(list(list(weight, 1), 1), 3), 2), (x, kernels) => {
      expectClose(corr2d1x1(x, kernels).flat(2), corr2dMultiInOut(x, kernels).flat(2), { atol: 1e-6, rtol: 0 });
    }),
  );
});

test('errors', () => {
  expect(() => corr2d1x1([[[1, 2]]], [[[[1, 2]]]])).toThrowErrorMatchingInlineSnapshot(`
    [ShapeError: corr2d1x1: the kernels must be 1×1, not 1×2
      Try       corr2dMultiInOut]
  `);
  expect(() => corr2d1x1([[[1, 2]]], [[[[1]], [[1]]]])).toThrowErrorMatchingInlineSnapshot(`
    [ShapeError: corr2d1x1: x has 1 channel but kernels[0] has 2 channels
      Rule      the kernel has one matrix for each channel of x]
  `);
});
