import { FeaturemapError } from '@featuremap/errors';
import { readGolden } from '@featuremap/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { convTranspose2d, convTransposeOutputSize, type FixedPadding } from './conv-transpose.ts';
import { conv2d, convOutputSize, convWindow, type Pair, placeWindow, poolOutputSize, type Size2 } from './index.ts';

interface Case {
  readonly size: Size2;
  /** Null where PyTorch refuses. */
  readonly output: Size2 | null;
}
interface ConvCase extends Case {
  readonly channels: Size2;
  readonly params: number;
  readonly options: { kernelSize: Pair; stride: Pair; padding: Pair; dilation: Pair; groups: number; bias: boolean };
}
interface TransposeCase extends Case {
  readonly params: number;
  readonly options: { kernelSize: Pair; stride: Pair; padding: FixedPadding; outputPadding: Pair; dilation: Pair };
}
interface PoolCase extends Case {
  readonly options: { kernelSize: Pair; stride: Pair; padding: Pair; dilation?: Pair; ceilMode: boolean };
}

const { cases } = readGolden<{
  conv: readonly ConvCase[];
  convTranspose: readonly TransposeCase[];
  maxPool: readonly PoolCase[];
  avgPool: readonly PoolCase[];
}>(new URL('../golden/sizes.json', import.meta.url));

/** The result, or null where a ShapeError is thrown. */
function sizeOrNull(act: () => Size2): Size2 | null {
  try {
    return act();
  } catch (error) {
    if (FeaturemapError.is(error) && error.code === 'FEATUREMAP_SHAPE') return null;
    throw error;
  }
}

describe('as PyTorch', () => {
  test.each(cases.conv)('conv2d in=$size $options', ({ size, channels: [inC, outC], options, output, params }) => {
    const { groups, bias, ...window } = options;
    expect(sizeOrNull(() => convOutputSize(size, window))).toEqual(output);
    expect(conv2d(inC, outC, options).params()).toBe(params);
  });
  test.each(cases.convTranspose)('convTranspose2d in=$size $options', ({ size, options, output, params }) => {
    expect(sizeOrNull(() => convTransposeOutputSize(size, options))).toEqual(output);
    expect(convTranspose2d(2, 3, options).params()).toBe(params);
  });
  test.each([...cases.maxPool, ...cases.avgPool])('pool in=$size $options', ({ size, options, output }) => {
    expect(sizeOrNull(() => poolOutputSize(size, options))).toEqual(output);
  });
});

/** How many windows fit, by trying one start after the other. */
function countWindows(n: number, k: number, s: number, before: number, after: number, d: number): number {
  let count = 0;
  for (let start = -before; start + d * (k - 1) < n + after; start += s) count++;
  return count;
}

const natural = (min: number, max: number) => fc.integer({ min, max });
const axis = { n: natural(1, 60), k: natural(1, 8), s: natural(1, 9), d: natural(1, 4) };

test('a convolution has as many outputs as windows fit', () => {
  fc.assert(
    fc.property(fc.record({ ...axis, before: fc.nat(5), after: fc.nat(5) }), ({ n, k, s, d, before, after }) => {
      const count = countWindows(n, k, s, before, after, d);
      const padding = [
        [before, after],
        [0, 0],
      ] as const;
      const options = { kernelSize: [k, 1], stride: [s, 1], dilation: [d, 1], padding } as const;
      expect(sizeOrNull(() => convOutputSize([n, 7], options))).toEqual(count === 0 ? null : [count, 7]);
    }),
  );
});

test('with ceilMode the last window may hang over, but starts inside the image or the padding before it', () => {
  fc.assert(
    fc.property(fc.record({ ...axis, pad: fc.nat(4) }), ({ n, k, s, d, pad }) => {
      const padding = Math.min(pad, Math.floor(k / 2));
      const options = { kernelSize: k, stride: s, dilation: d, padding };
      const exact = sizeOrNull(() => poolOutputSize(n, options))?.[0] ?? 0;
      const ceil = sizeOrNull(() => poolOutputSize(n, { ...options, ceilMode: true }))?.[0] ?? 0;
      const nextStart = -padding + exact * s;
      const reachesNewPixels = nextStart - s + d * (k - 1) < n + padding - 1;
      if (exact > 0) expect(ceil).toBe(reachesNewPixels && nextStart < n ? exact + 1 : exact);
    }),
  );
});

test("'same' gives ceil(in / stride), with the odd row at the end and no more padding than needed", () => {
  fc.assert(
    fc.property(fc.record(axis), ({ n, k, s, d }) => {
      const { outputSize, padding } = placeWindow(
        'conv2d',
        convWindow('conv2d', { kernelSize: k, stride: s, dilation: d, padding: 'same' }),
        [n, n],
      );
      const [before, after] = padding[0];
      expect(outputSize).toEqual([Math.ceil(n / s), Math.ceil(n / s)]);
      expect(after - before === 0 || after - before === 1).toBe(true);
      expect(countWindows(n, k, s, before, after, d)).toBe(outputSize[0]);
      if (after > 0) expect(countWindows(n, k, s, before, after - 1, d)).toBe(outputSize[0] - 1);
    }),
  );
});

test('a transposed convolution leads back to the size in front of the convolution', () => {
  fc.assert(
    fc.property(fc.record({ ...axis, padding: fc.nat(4) }), ({ n, k, s, d, padding }) => {
      const options = { kernelSize: k, stride: s, dilation: d, padding };
      const out = sizeOrNull(() => convOutputSize(n, options));
      fc.pre(out !== null);
      const outputPadding = (n + 2 * padding - d * (k - 1) - 1) % s;
      expect(convTransposeOutputSize(out, { ...options, outputPadding })).toEqual([n, n]);
    }),
  );
});

test.each([
  ['VGG block: convolution', convOutputSize(224, { kernelSize: 3, padding: 1 }), [224, 224]],
  ['VGG block: pooling 2', poolOutputSize(224, { kernelSize: 2 }), [112, 112]],
  ['ResNet-50 stem', convOutputSize(224, { kernelSize: 7, stride: 2, padding: 3 }), [112, 112]],
  ['8x8 k3 p1', convOutputSize(8, { kernelSize: 3, padding: 1 }), [8, 8]],
  ['8x8 k(5,3) p(2,1)', convOutputSize(8, { kernelSize: [5, 3], padding: [2, 1] }), [8, 8]],
  ['8x8 k3 p1 s2', convOutputSize(8, { kernelSize: 3, padding: 1, stride: 2 }), [4, 4]],
  ['8x8 k(3,5) p(0,1) s(3,4)', convOutputSize(8, { kernelSize: [3, 5], padding: [0, 1], stride: [3, 4] }), [2, 2]],
  ['15x15 k5 s5', convOutputSize(15, { kernelSize: 5, stride: 5 }), [3, 3]],
  ['7x7 k3 s3 p1', convOutputSize(7, { kernelSize: 3, stride: 3, padding: 1 }), [3, 3]],
  ['6x6 k3', convOutputSize(6, { kernelSize: 3 }), [4, 4]],
  ['5x5 k3', convOutputSize(5, { kernelSize: 3 }), [3, 3]],
  ['5x5 k3 p1', convOutputSize(5, { kernelSize: 3, padding: 1 }), [5, 5]],
  ['400 valid', convOutputSize(400, { kernelSize: 3, padding: 'valid' }), [398, 398]],
  ["pool 398 'same'", poolOutputSize(398, { kernelSize: 2, stride: 2, padding: 'same' }), [199, 199]],
])('%s', (_name, size, expected) => {
  expect(size).toEqual(expected);
});

test('ten convolutions of 5x5 take 240 down to 200, and 30.6 % of the pixels with it', () => {
  let size: Size2 = [240, 240];
  for (let i = 0; i < 10; i++) size = convOutputSize(size, { kernelSize: 5 });
  expect(size).toEqual([200, 200]);
  expect(1 - (size[0] * size[1]) / 240 ** 2).toBeCloseTo(0.306, 3);
});
