import { expectClose } from '@featuremap/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corr2d, corr2dSteps } from './corr2d.ts';
import { kernels } from './kernels.ts';
import { build, type Matrix } from './matrix.ts';
import { transpose } from './transpose.ts';
import type { WindowOptions } from './window.ts';

const ramp = build([3, 3], (i, j) => 3 * i + j);
const edgeImage = build([6, 8], (_, j) => (j >= 2 && j <= 5 ? 0 : 1));

/** A matrix of integers, on which both ways of adding up are exact. */
const matrix = (maxSize: number) =>
  fc.tuple(fc.integer({ min: 1, max: maxSize }), fc.integer({ min: 1, max: maxSize })).chain(([h, w]) =>
    fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: w, maxLength: w }), {
      minLength: h,
      maxLength: h,
    }),
  );

/** Each input pixel hands its share to every output that sees it: the same sum from the other end, for a stride of 1. */
function scatter(x: Matrix, kernel: Matrix, outputSize: readonly [number, number]): number[][] {
  const y = build(outputSize, () => 0);
  for (const [i, row] of x.entries()) {
    for (const [j, pixel] of row.entries()) {
      for (const [a, weights] of kernel.entries()) {
        for (const [b, weight] of weights.entries()) {
          if (y[i - a]?.[j - b] !== undefined) y[i - a]![j - b]! += pixel * weight;
        }
      }
    }
  }
  return y;
}

describe('what the documents compute', () => {
  test('x = 0..8, kernel [[0, 1], [2, 3]]; the size is n - k + 1', () => {
    const kernel = [
      [0, 1],
      [2, 3],
    ];
    expect(corr2d(ramp, kernel)).toEqual([
      [19, 25],
      [37, 43],
    ]);
    expect(corr2d(ramp, kernel, { bias: -19 })).toEqual([
      [0, 6],
      [18, 24],
    ]);
  });

  test('a vertical line under a Sobel kernel', () => {
    const image = build([5, 5], (_, j) => (j === 2 ? 1 : 0));
    expect(corr2d(image, kernels.leftSobel)).toEqual(Array(3).fill([-4, 0, 4]));
  });

  test('the edges of a dark band, and nothing after transposing', () => {
    expect(corr2d(edgeImage, [[1, -1]])).toEqual(Array(6).fill([0, 1, 0, 0, 0, -1, 0]));
    expect(corr2d(transpose(edgeImage), [[1, -1]])).toEqual(build([8, 5], () => 0));
  });

  test('a filter of ones over a white ring, the corners reached by padding', () => {
    const ring = build([5, 5], (i, j) => (Math.max(Math.abs(i - 2), Math.abs(j - 2)) === 1 ? 1 : 0));
    expect(corr2d(ring, Array(3).fill([1, 1, 1]), { padding: 1 })).toEqual([
      [1, 2, 3, 2, 1],
      [2, 3, 5, 3, 2],
      [3, 5, 8, 5, 3],
      [2, 3, 5, 3, 2],
      [1, 2, 3, 2, 1],
    ]);
  });

  test.each<[k: readonly [number, number], options: WindowOptions, out: readonly [number, number]]>([
    [[3, 3], { padding: 1 }, [8, 8]],
    [[5, 3], { padding: [2, 1] }, [8, 8]],
    [[3, 3], { padding: 1, stride: 2 }, [4, 4]],
    [[3, 5], { padding: [0, 1], stride: [3, 4] }, [2, 2]],
  ])('in=[8,8] k=%j %j', (k, options, out) => {
    const y = corr2d(
      build([8, 8], () => 1),
      build(k, () => 1),
      options,
    );
    expect([y.length, y[0]!.length]).toEqual(out);
  });

  test('reduce or transform: 5×5 under k 3', () => {
    const x = build([5, 5], () => 1);
    expect(corr2d(x, kernels.blur)).toHaveLength(3);
    expect(corr2d(x, kernels.blur, { padding: 1 })).toHaveLength(5);
    expect(
      corr2d(
        build([6, 6], () => 1),
        kernels.blur,
      ),
    ).toHaveLength(4);
  });

  test('a valid 3×3 filter leaves 398 of 400', () => {
    const y = corr2d(
      build([3, 400], () => 1),
      kernels.edge,
    );
    expect([y.length, y[0]!.length]).toEqual([1, 398]);
  });

  test('stride 3 down and 2 across, one pixel of padding around 3×3', () => {
    const kernel = [
      [0, 1],
      [2, 3],
    ];
    expect(corr2d(ramp, kernel, { padding: 1, stride: [3, 2] })).toEqual([
      [0, 8],
      [6, 8],
    ]);
  });

  test('2×2 over 2×2 sees 3×3: every pixel changes the one output', () => {
    const twice = (x: Matrix) => {
      const ones = build([2, 2], () => 1);
      return corr2d(corr2d(x, ones), ones);
    };
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const y = twice(build([3, 3], (a, b) => (a === i && b === j ? 1 : 0)));
        expect(y).toHaveLength(1);
        expect(y[0]![0]).toBeGreaterThan(0);
      }
    }
  });

  test("padding 'same' dilutes the edges of an even image", () => {
    const y = corr2d(
      build([4, 4], () => 9),
      kernels.blur,
      { padding: 'same' },
    );
    expectClose(y.flat(), [4, 6, 6, 4, 6, 9, 9, 6, 6, 9, 9, 6, 4, 6, 6, 4]);
  });

  test("padding 'same' of an even kernel adds its row at the bottom and its column on the right", () => {
    const y = corr2d(ramp, [[1, 1]], { padding: 'same' });
    expect(y).toEqual([
      [1, 3, 2],
      [7, 9, 5],
      [13, 15, 8],
    ]);
    expect(corr2d(ramp, [[1, 1]], { padding: 'valid' })).toEqual(corr2d(ramp, [[1, 1]]));
    expect(
      corr2d(ramp, [[1, 1]], {
        padding: [
          [0, 0],
          [0, 1],
        ],
      }),
    ).toEqual(y);
  });
});

describe('properties', () => {
  test('it is what a scatter from every input pixel gives', () => {
    fc.assert(
      fc.property(matrix(7), matrix(7), (x, kernel) => {
        fc.pre(kernel.length <= x.length && kernel[0]!.length <= x[0]!.length);
        const size = [x.length - kernel.length + 1, x[0]!.length - kernel[0]!.length + 1] as const;
        expect(corr2d(x, kernel)).toEqual(scatter(x, kernel, size));
      }),
    );
  });

  test('a stride keeps every s-th output, and padding is a frame of zeros drawn by hand', () => {
    fc.assert(
      fc.property(matrix(6), matrix(3), fc.nat(3), fc.integer({ min: 1, max: 3 }), (x, kernel, p, s) => {
        const framed = build([x.length + 2 * p, x[0]!.length + 2 * p], (i, j) => x[i - p]?.[j - p] ?? 0);
        fc.pre(kernel.length <= framed.length && kernel[0]!.length <= framed[0]!.length);
        const everySth = corr2d(framed, kernel)
          .filter((_, i) => i % s === 0)
          .map((row) => row.filter((_, j) => j % s === 0));
        expect(corr2d(x, kernel, { padding: p, stride: s })).toEqual(everySth);
      }),
    );
  });

  test('moving the image moves the output', () => {
    fc.assert(
      fc.property(matrix(5), matrix(3), fc.nat(3), fc.nat(3), (x, kernel, down, right) => {
        const onCanvas = (di: number, dj: number) => build([12, 12], (i, j) => x[i - 2 - di]?.[j - 2 - dj] ?? 0);
        const still = corr2d(onCanvas(0, 0), kernel);
        const moved = corr2d(onCanvas(down, right), kernel);
        for (let i = 0; i + down < still.length; i++) {
          for (let j = 0; j + right < still[0]!.length; j++) {
            expect(moved[i + down]![j + right]).toBe(still[i]![j]);
          }
        }
      }),
    );
  });

  test('it is linear in the image', () => {
    fc.assert(
      fc.property(matrix(5), fc.integer({ min: -5, max: 5 }), (x, factor) => {
        const scaled = x.map((row) => row.map((value) => factor * value));
        const expected = corr2d(x, [[2]]).map((row) => row.map((value) => factor * value + 0));
        expect(corr2d(scaled, [[2]])).toEqual(expected);
      }),
    );
  });
});

test('the steps name the window, the products and the sum, in reading order', () => {
  const steps = [...corr2dSteps(ramp, [[1, 10]], { padding: [0, 1], stride: [2, 2], bias: 0.5 })];
  expect(steps.map(({ row, column, top, left, sum }) => [row, column, top, left, sum])).toEqual([
    [0, 0, 0, -1, 0.5],
    [0, 1, 0, 1, 21.5],
    [1, 0, 2, -1, 60.5],
    [1, 1, 2, 1, 87.5],
  ]);
  expect(steps[2]).toMatchObject({ window: [[0, 6]], products: [[0, 60]] });
});

test('the input is left as it was', () => {
  const x = Object.freeze(ramp.map((row) => Object.freeze([...row])));
  corr2d(x, Object.freeze([Object.freeze([1, 2])]), { padding: 1 });
  expect(x).toEqual(ramp);
});

describe('errors', () => {
  const one = [[1]];
  // biome-ignore lint/suspicious/noExplicitAny: what JavaScript callers may pass
  const call = (...args: any[]) => corr2d(...(args as Parameters<typeof corr2d>));

  test('of the image and the kernel', () => {
    expect(() => call(7, one)).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: x must be an array of rows of numbers, not 7]`,
    );
    expect(() => call([1, 2], one)).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: x[0] must be a row of numbers, not 1]`,
    );
    expect(() => call([], one)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: corr2d: x must have at least one row and one column, not 0×0]`,
    );
    expect(() => call([[], []], one)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: corr2d: x must have at least one row and one column, not 2×0]`,
    );
    expect(() => call([[1, 2], [3]], one)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: corr2d: the rows of x must have one length: row 0 has 2, row 1 has 1]`,
    );
    expect(() => call(one, [[Number.NaN]])).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: kernel[0][0] must be a number, not NaN]`,
    );
    expect(() => call(Array(2), one)).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: x[0] must be a row of numbers, not undefined]`,
    );
  });

  test('of the window', () => {
    expect(() => call(ramp, [[1, 2, 3, 4]])).toThrowErrorMatchingInlineSnapshot(`
      [ShapeError: corr2d: window 4 is larger than the padded input 3 along the width
        Received  input 3×3, kernelSize 1×4, padding 0
        Rule      k <= in + padding: 4 <= 3 is false (width)
        Try       a kernelSize of at most 3, or 1 more padding in all]
    `);
    expect(() => call(ramp, [[1], [1], [1], [1], [1], [1]], { padding: 1 })).toThrowErrorMatchingInlineSnapshot(`
      [ShapeError: corr2d: window 6 is larger than the padded input 5 along the height
        Received  input 3×3, kernelSize 6×1, padding 1
        Rule      k <= in + padding: 6 <= 5 is false (height)
        Try       a kernelSize of at most 5, or 1 more padding in all]
    `);
  });

  test('of the options', () => {
    expect(() => call(ramp, one, { strides: 2 })).toThrowErrorMatchingInlineSnapshot(`
      [ArgumentError: corr2d: unknown option 'strides'
        Received  { strides: 2 }
        Rule      the options are stride, padding, bias
        Try       'stride']
    `);
    expect(() => call(ramp, one, { stride: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: stride must be an integer of at least 1, not NaN]`,
    );
    expect(() => call(ramp, one, { stride: [1, 0] })).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: stride[1] must be an integer of at least 1, not 0]`,
    );
    expect(() => call(ramp, one, { stride: [1, 2, 3] })).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: stride must be an integer or [height, width], not [1, 2, 3]]`,
    );
    expect(() => call(ramp, one, { padding: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: padding must be an integer of at least 0, not -1]`,
    );
    expect(() => call(ramp, one, { padding: 'full' })).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: padding must be 'same', 'valid', an integer or a list of them, not 'full']`,
    );
    expect(() =>
      call(ramp, one, {
        padding: [
          [0, 1],
          [0, 0.5],
        ],
      }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: padding[1][1] must be an integer of at least 0, not 0.5]`,
    );
    expect(() => call(ramp, one, { bias: '1' })).toThrowErrorMatchingInlineSnapshot(
      `[ArgumentError: corr2d: bias must be a number, not '1']`,
    );
  });

  test('of the steps come before the first step', () => {
    expect(() => corr2dSteps(ramp, [[1, 2, 3, 4]])).toThrow('corr2dSteps: window 4 is larger than the padded input 3');
  });
});
