import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adaptiveAvgPool2d, adaptiveMaxPool2d, adaptiveWindows, globalAvgPool2d } from './adaptive-pool.ts';
import { input, poolOutputSize, sequential, summary } from './index.ts';

const context = { dataFormat: 'NHWC', via: '' } as const;

test('the windows leave no gap, and differ by at most one in their starts and sizes', () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(sizes, ([n, out]) => {
      const windows = adaptiveWindows(n, out);
      expect(windows).toHaveLength(out);
      expect([windows[0]![0], windows.at(-1)![1]]).toEqual([0, n]);
      for (const [i, [start, end]] of windows.entries()) {
        expect(end).toBeGreaterThan(start);
        expect(end - start).toBeLessThanOrEqual(Math.ceil(n / out) + 1);
        if (i > 0) expect(start).toBeLessThanOrEqual(windows[i - 1]![1]);
      }
    }),
  );
});

test('windows of one size are those of a plain pooling', () => {
  const pool = adaptiveAvgPool2d([3, 2]);
  const window = pool.window!([12, 8, 5], context)!;
  expect(window).toMatchObject({ kernelSize: [4, 4], stride: [4, 4], outputSize: [3, 2] });
  expect(poolOutputSize([12, 8], { kernelSize: window.kernelSize })).toEqual([3, 2]);
  expect(pool.window!([12, 9, 5], context)).toBeUndefined();
});

test('null keeps a size', () => {
  expect(adaptiveMaxPool2d([null, 3]).infer([5, 7, 2], context).shape).toEqual([5, 3, 2]);
  expect(adaptiveMaxPool2d([null, 3]).infer([2, 5, 7], { ...context, dataFormat: 'NCHW' }).shape).toEqual([2, 5, 3]);
});

test('in a summary', () => {
  const net = sequential(input(12, 12, 8), adaptiveAvgPool2d(4), adaptiveAvgPool2d(3), globalAvgPool2d());
  const { rows, params, macs } = summary(net);
  expect(rows.map(({ shape }) => shape)).toEqual([[12, 12, 8], [4, 4, 8], [3, 3, 8], [8]]);
  expect(rows.map(({ field }) => field?.size)).toEqual([[1, 1], [3, 3], undefined, undefined]);
  expect([params, macs]).toEqual([0, 0]);
});
