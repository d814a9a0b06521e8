import { describe, expect, test } from 'vitest';
import { corr2d } from './corr2d.ts';
import { corr2dMultiIn, corr2dMultiInSteps } from './corr2d-multi-in.ts';
import { build } from './matrix.ts';

const x = [build([3, 3], (i, j) => 3 * i + j), build([3, 3], (i, j) => 3 * i + j + 1)];
const kernel = [build([2, 2], (a, b) => 2 * a + b), build([2, 2], (a, b) => 2 * a + b + 1)];

test('x = 0..8 and 1..9, kernels 0..3 and 1..4', () => {
  expect(corr2dMultiIn(x, kernel)).toEqual([
    [56, 72],
    [104, 120],
  ]);
});

test('it is the sum of corr2d over the channels, with the same options', () => {
  const options = { stride: 2, padding: 1 };
  const [first, second] = x.map((channel, c) => corr2d(channel, kernel[c]!, options));
  const expected = first!.map((row, i) => row.map((value, j) => value + second![i]![j]! + 5));
  expect(corr2dMultiIn(x, kernel, { ...options, bias: 5 })).toEqual(expected);
});

test('a step holds what each channel gives', () => {
  const [first] = corr2dMultiInSteps(x, kernel, { bias: 1 });
  expect(first).toMatchObject({ row: 0, column: 0, top: 0, left: 0, sum: 57 });
  expect(first!.channels.map(({ sum }) => sum)).toEqual([19, 37]);
  expect(first!.channels[1]!.products).toEqual([
    [1, 4],
    [12, 20],
  ]);
});

describe('errors', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what JavaScript callers may pass
  const call = (...args: any[]) => corr2dMultiIn(...(args as Parameters<typeof corr2dMultiIn>));
  test('of channels', () => {
    expect(() => call(x, kernel.slice(1))).toThrowErrorMatchingInlineSnapshot(`
      [ShapeError: corr2dMultiIn: x has 2 channels but the kernel has 1 channel
        Rule      the kernel has one matrix for each channel of x]
    `);
    expect(() => call([], kernel)).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2dMultiIn: x must be an array of at least one channel, not []]`,
    );
    expect(() => call([x[0], [[1, 2]]], kernel)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: corr2dMultiIn: the channels of x must have one size: channel 0 is 3×3, channel 1 is 1×2]`,
    );
    expect(() => call(x[0], kernel)).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2dMultiIn: x[0][0] must be a row of numbers, not 0]`,
    );
    expect(() => call(x, [kernel[0], [[1]]])).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: corr2dMultiIn: the channels of kernel must have one size: channel 0 is 2×2, channel 1 is 1×1]`,
    );
  });
  test('of options', () => {
    expect(() => call(x, kernel, { bias: [1] })).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2dMultiIn: bias must be a number, not [1]]`,
    );
    expect(() => call(x, kernel, { pad: 1 })).toThrowErrorMatchingInlineSnapshot(`
      [ArgumentError: corr2dMultiIn: unknown option 'pad'
        Received  { pad: 1 }
        Rule      the options are stride, padding, bias]
    `);
  });
});
