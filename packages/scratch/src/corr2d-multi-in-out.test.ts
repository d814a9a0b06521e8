import { expect, test } from 'vitest';
import { corr2dMultiIn } from './corr2d-multi-in.ts';
import { corr2dMultiInOut, corr2dMultiInOutSteps } from './corr2d-multi-in-out.ts';
import { build } from './matrix.ts';

const x = [build([3, 3], (i, j) => 3 * i + j), build([3, 3], (i, j) => 3 * i + j + 1)];
/** The kernels K, K + 1 and K + 2, of shape [3, 2, 2, 2]. */
const kernels = [0, 1, 2].map((o) => [0, 1].map((c) => build([2, 2], (a, b) => 2 * a + b + c + o)));

test('three kernels over two channels', () => {
  expect(corr2dMultiInOut(x, kernels)).toEqual([
    [
      [56, 72],
      [104, 120],
    ],
    [
      [76, 100],
      [148, 172],
    ],
    [
      [96, 128],
      [192, 224],
    ],
  ]);
});

test('it is corr2dMultiIn for each kernel, with the same options and a bias of its own', () => {
  const options = { stride: [1, 2], padding: 'same' } as const;
  const expected = kernels.map((kernel, o) => corr2dMultiIn(x, kernel, { ...options, bias: 10 * o }));
  expect(corr2dMultiInOut(x, kernels, { ...options, bias: [0, 10, 20] })).toEqual(expected);
});

test('the steps go through one output channel after the other', () => {
  const steps = [...corr2dMultiInOutSteps(x, kernels, { bias: [0, 1, 0] })];
  expect(steps.map(({ outChannel, row, column, sum }) => [outChannel, row, column, sum]).slice(3, 6)).toEqual([
    [0, 1, 1, 120],
    [1, 0, 0, 77],
    [1, 0, 1, 101],
  ]);
  expect(steps).toHaveLength(12);
});

test('errors', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what JavaScript callers may pass
  const call = (...args: any[]) => corr2dMultiInOut(...(args as Parameters<typeof corr2dMultiInOut>));
  expect(() => call(x, [])).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: corr2dMultiInOut: kernels must be an array of at least one kernel, not []]`,
  );
  expect(() => call(x, kernels[0])).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: corr2dMultiInOut: kernels[0][0][0] must be a row of numbers, not 0]`,
  );
  expect(() => call(x, [kernels[0], kernels[1]!.slice(1)])).toThrowErrorMatchingInlineSnapshot(`
    [ShapeError: corr2dMultiInOut: x has 2 channels but kernels[1] has 1 channel
      Rule      the kernel has one matrix for each channel of x]
  `);
  expect(() => call(x, [kernels[0], [[[1]], [[1]]]])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: corr2dMultiInOut: all kernels must have one size: kernels[0] is 2×2, kernels[1] is 1×1]`,
  );
  expect(() => call(x, kernels, { bias: [1, 2] })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: corr2dMultiInOut: bias must hold one number for each of the 3 output channels, not [1, 2]]`,
  );
  expect(() => call(x, kernels, { bias: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: corr2dMultiInOut: bias must hold one number for each of the 3 output channels, not 0]`,
  );
  expect(() => call(x, kernels, { bias: [1, 2, Number.NaN] })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: corr2dMultiInOut: bias[2] must be a number, not NaN]`,
  );
  expect(() => call(x, kernels, { groups: 2 })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: corr2dMultiInOut: unknown option 'groups'
      Received  { groups: 2 }
      Rule      the options are stride, padding, bias]
  `);
});
