import fc from 'fast-check';
import { expect, test } from 'vitest';
import { corr2d } from './corr2d.ts';
import { build, sum } from './matrix.ts';
import { pixelUsage } from './pixel-usage.ts';

test('the corners are used least', () => {
  expect(pixelUsage([5, 5], { kernelSize: 3 })).toEqual([
    [1, 2, 3, 2, 1],
    [2, 4, 6, 4, 2],
    [3, 6, 9, 6, 3],
    [2, 4, 6, 4, 2],
    [1, 2, 3, 2, 1],
  ]);
  expect(pixelUsage([3, 3], { kernelSize: 1 })).toEqual(build([3, 3], () => 1));
});

test('padding brings windows to the corners', () => {
  expect(pixelUsage([3, 3], { kernelSize: 3, padding: 'same' })).toEqual([
    [4, 6, 4],
    [6, 9, 6],
    [4, 6, 4],
  ]);
});

test('stride 3 down and 2 across: the columns that no window reaches', () => {
  // 3×3 with one pixel of padding around is 5×5; a 2×2 window never reaches the last row and the last column of it.
  expect(pixelUsage([5, 5], { kernelSize: 2, stride: [3, 2] })).toEqual([
    [1, 1, 1, 1, 0],
    [1, 1, 1, 1, 0],
    [0, 0, 0, 0, 0],
    [1, 1, 1, 1, 0],
    [1, 1, 1, 1, 0],
  ]);
});

test('the number of windows times their size is what is used, in the image or in the padding', () => {
  const small = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(small, small, small, fc.nat(2), (n, k, stride, p) => {
      fc.pre(k <= n + 2 * p);
      const framed = pixelUsage([n + 2 * p, n + 2 * p], { kernelSize: k, stride });
      const windows = Math.floor((n + 2 * p - k) / stride) + 1;
      expect(sum(framed)).toBe((windows * k) ** 2);
      const inside = framed.slice(p, p + n).map((row) => row.slice(p, p + n));
      expect(pixelUsage([n, n], { kernelSize: k, stride, padding: p })).toEqual(inside);
    }),
  );
});

test('ten layers of 5×5 on 240×240 leave 200×200: 30.6 % of the pixels are lost', () => {
  const ones = build([5, 5], () => 1);
  let row = build([5, 240], () => 1);
  for (let layer = 0; layer < 10; layer++) row = Array(5).fill(corr2d(row, ones)[0]);
  const left = row[0]!.length;
  expect(left).toBe(200);
  expect((100 * (1 - left ** 2 / 240 ** 2)).toFixed(1)).toBe('30.6');
});

test('errors', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what JavaScript callers may pass
  const call = (...args: any[]) => pixelUsage(...(args as Parameters<typeof pixelUsage>));
  expect(() => call(5, { kernelSize: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: pixelUsage: size must be [height, width], not 5]`,
  );
  expect(() => call([5, 0], { kernelSize: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: pixelUsage: size[1] must be an integer of at least 1, not 0]`,
  );
  expect(() => call([5, 5], { kernelSize: 6 })).toThrowErrorMatchingInlineSnapshot(`
    [ShapeError: pixelUsage: window 6 is larger than the padded input 5 along the height
      Received  input 5×5, kernelSize 6×6, padding 0
      Rule      k <= in + padding: 6 <= 5 is false (height)
      Try       a kernelSize of at most 5, or 1 more padding in all]
  `);
  expect(() => call([5, 5], { kernelSize: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: pixelUsage: kernelSize must be an integer of at least 1, not NaN]`,
  );
  expect(() => call([5, 5], { kernel: 2 })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: pixelUsage: unknown option 'kernel'
      Received  { kernel: 2 }
      Rule      the options are kernelSize, stride, padding]
  `);
});
