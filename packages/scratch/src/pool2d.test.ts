import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corr2d } from './corr2d.ts';
import { build, type Matrix } from './matrix.ts';
import { type Pool2dOptions, pool2d, pool2dSteps } from './pool2d.ts';

const ramp = (h: number, w: number) => build([h, w], (i, j) => i * w + j);

describe('what the documents compute', () => {
  const lab = [
    [1, 2, 3, -4],
    [0, 2, -3, 0],
    [0, 2, 3, 1],
    [0, 0, 0, 0],
  ];

  test('the image of the lab with stride 1, and with the stride left to the kernel', () => {
    expect(pool2d(lab, { kernelSize: 2, stride: 1 })).toEqual(Array(3).fill([2, 3, 3]));
    expect(pool2d(lab, { kernelSize: 2 })).toEqual([
      [2, 3],
      [2, 3],
    ]);
  });

  test('2×2 over 0..8', () => {
    expect(pool2d(ramp(3, 3), { kernelSize: 2, stride: 1 })).toEqual([
      [4, 5],
      [7, 8],
    ]);
    expect(pool2d(ramp(3, 3), { kernelSize: [2, 2], stride: [1, 1], mode: 'avg' })).toEqual([
      [2, 3],
      [5, 6],
    ]);
  });

  test.each<[Pool2dOptions, Matrix]>([
    [{ kernelSize: 3 }, [[10]]],
    [
      { kernelSize: 3, padding: 1, stride: 2 },
      [
        [5, 7],
        [13, 15],
      ],
    ],
    [
      { kernelSize: [2, 3], stride: [2, 3], padding: [0, 1] },
      [
        [5, 7],
        [13, 15],
      ],
    ],
  ])('0..15 under %j', (options, expected) => {
    expect(pool2d(ramp(4, 4), options)).toEqual(expected);
  });

  test('channels are pooled one by one: the second, one larger, gives one more', () => {
    const channels = [ramp(4, 4), ramp(4, 4).map((row) => row.map((value) => value + 1))];
    expect(channels.map((channel) => pool2d(channel, { kernelSize: 3, padding: 1, stride: 2 }))).toEqual([
      [
        [5, 7],
        [13, 15],
      ],
      [
        [6, 8],
        [14, 16],
      ],
    ]);
  });

  test('398 under a 2×2 window with padding same is 199; 4 at stride 1 stays 4, at stride 2 becomes 2', () => {
    expect(pool2d(ramp(1, 398), { kernelSize: 2, padding: 'same' })[0]).toHaveLength(199);
    expect(pool2d(ramp(4, 4), { kernelSize: 2, stride: 1, padding: 'same' })).toHaveLength(4);
    expect(pool2d(ramp(4, 4), { kernelSize: 2, stride: 2, padding: 'same' })).toHaveLength(2);
  });

  test('the window over the strip 1 9 -1 -2 7 3 -1 2', () => {
    const strip = [[1, 9, -1, -2, 7, 3, -1, 2]];
    expect(pool2d(strip, { kernelSize: [1, 2], stride: 1 })).toEqual([[9, 9, -1, 7, 7, 3, 2]]);
    expect(pool2d(strip, { kernelSize: [1, 2] })).toEqual([[9, -1, 7, 2]]);
  });

  test('two near dots, pooled again and again, become one; two far dots stay apart', () => {
    const dots = (...places: [number, number][]) =>
      build([16, 16], (i, j) => (places.some(([row, column]) => row === i && column === j) ? 1 : 0));
    const lit = (x: Matrix) => x.flat().filter((value) => value === 1).length;
    const pooled = (x: Matrix, times: number): Matrix =>
      times === 0 ? x : pooled(pool2d(x, { kernelSize: 2 }), times - 1);
    const near = dots([3, 5], [5, 3]);
    expect([0, 1, 2, 3].map((times) => lit(pooled(near, times)))).toEqual([2, 2, 2, 1]);
    expect([0, 1, 2, 3].map((times) => lit(pooled(dots([3, 5], [13, 12]), times)))).toEqual([2, 2, 2, 2]);
  });

  test('a 2×2 maximum hides a shift of one pixel: Z[i, j] = X[i, j + 1]', () => {
    const X = build([6, 8], (_, j) => (j >= 2 && j <= 5 ? 0 : 1));
    const Z = build([6, 7], (i, j) => X[i]![j + 1]!);
    const edges = (image: Matrix) => corr2d(image, [[1, -1]]);
    expect(edges(X)[0]).toEqual([0, 1, 0, 0, 0, -1, 0]);
    expect(edges(Z)[0]).toEqual([1, 0, 0, 0, -1, 0]);
    // Output 0 reports the edge in both, though it has moved.
    for (const image of [X, Z]) expect(pool2d(edges(image), { kernelSize: 2, stride: 1 })[0]![0]).toBe(1);
  });
});

describe('padding', () => {
  test('a maximum never takes the padding, even where all pixels are negative', () => {
    const x = [
      [-3, -2],
      [-1, -4],
    ];
    expect(pool2d(x, { kernelSize: 3, padding: 1, stride: 1 })).toEqual(Array(2).fill([-1, -1]));
    expect(pool2d(x, { kernelSize: 2, stride: 1, padding: 'same' })).toEqual([
      [-1, -2],
      [-1, -4],
    ]);
  });

  test('a mean counts numeric padding unless told otherwise, and never that of same', () => {
    const ones = build([2, 2], () => 1);
    const options = { kernelSize: 2, mode: 'avg', padding: 1, stride: 2 } as const;
    expect(pool2d(ones, options)).toEqual(Array(2).fill([0.25, 0.25]));
    expect(pool2d(ones, { ...options, countIncludePad: false })).toEqual(Array(2).fill([1, 1]));
    expect(pool2d(ones, { ...options, stride: 1, padding: 'same' })).toEqual(Array(2).fill([1, 1]));
    expect(pool2d(ones, { ...options, stride: 1, padding: 'same', countIncludePad: true })).toEqual([
      [1, 0.5],
      [0.5, 0.25],
    ]);
  });

  test('its sides may differ', () => {
    const x = [[1, 2, 3]];
    expect(
      pool2d(x, {
        kernelSize: [1, 2],
        stride: 1,
        padding: [
          [0, 0],
          [1, 0],
        ],
      }),
    ).toEqual([[1, 2, 3]]);
  });
});

test('properties: a maximum is at least the mean, and of shuffled pixels the same', () => {
  const flat = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(flat, (values) => {
      const x = build([3, 4], (i, j) => values[4 * i + j]!);
      const mean = pool2d(x, { kernelSize: 2, stride: 1, mode: 'avg' });
      const max = pool2d(x, { kernelSize: 2, stride: 1 });
      max.forEach((row, i) => {
        row.forEach((value, j) => {
          expect(value).toBeGreaterThanOrEqual(mean[i]![j]!);
        });
      });
      expect(pool2d(x, { kernelSize: [3, 4] })).toEqual([[Math.max(...values)]]);
      const total = values.reduce((a, b) => a + b);
      expect(pool2d(x, { kernelSize: [3, 4], mode: 'avg' })).toEqual([[(total || 0) / 12]]);
    }),
  );
});

test('the steps of the maximum say which pixel it is: the first of equals', () => {
  const x = [
    [5, 1, 2],
    [5, 2, 2],
  ];
  const steps = [...pool2dSteps(x, { kernelSize: 2, stride: 1 })];
  expect(steps.map(({ row, column, value, from, share }) => ({ row, column, value, from, share }))).toEqual([
    { row: 0, column: 0, value: 5, from: [[0, 0]], share: 1 },
    { row: 0, column: 1, value: 2, from: [[0, 2]], share: 1 },
  ]);
  const [padded] = pool2dSteps([[7]], { kernelSize: 2, padding: 1 });
  expect(padded).toMatchObject({
    top: -1,
    left: -1,
    window: [
      [-Infinity, -Infinity],
      [-Infinity, 7],
    ],
    from: [[0, 0]],
  });
});

test('the steps of the mean say which pixels it counts', () => {
  const [step] = pool2dSteps([[6, 2]], { kernelSize: 2, mode: 'avg', padding: [1, 0], countIncludePad: false });
  expect(step).toMatchObject({
    window: [
      [0, 0],
      [6, 2],
    ],
    value: 4,
    from: [
      [0, 0],
      [0, 1],
    ],
    share: 0.5,
  });
});

test('errors', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what JavaScript callers may pass
  const call = (options: any, x: any = ramp(3, 3)) => pool2d(x, options);
  expect(() => call({ kernelSize: 4 })).toThrowErrorMatchingInlineSnapshot(`
    [ShapeError: pool2d: window 4 is larger than the padded input 3 along the height
      Received  input 3×3, kernelSize 4×4, padding 0
      Rule      k <= in + padding: 4 <= 3 is false (height)
      Try       a kernelSize of at most 3, or 1 more padding in all]
  `);
  expect(() => call({ kernelSize: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: pool2d: kernelSize must be an integer of at least 1, not 0]`,
  );
  expect(() => call(undefined)).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: pool2d: options must be an object, not undefined
      Rule      the options are kernelSize, mode, stride, padding, countIncludePad]
  `);
  expect(() => call(2)).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: pool2d: options must be an object, not 2
      Rule      the options are kernelSize, mode, stride, padding, countIncludePad]
  `);
  expect(() => call({})).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: pool2d: kernelSize must be an integer of at least 1, not undefined]`,
  );
  expect(() => call({ kernelSize: 2, mode: 'mean' })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: pool2d: mode must be one of 'max', 'avg', not 'mean'
      Try       'max']
  `);
  expect(() => call({ kernelSize: 2, stride: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: pool2d: stride must be an integer of at least 1, not NaN]`,
  );
  expect(() => call({ kernelSize: [3, 2], padding: [1, 2] })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: pool2d: padding 2 is more than half of the kernel 2 along the width
      Received  kernelSize 3×2, padding [1, 2]
      Rule      padding <= floor(kernelSize / 2), so that no window lies wholly in the padding
      Try       padding: 1, or a kernelSize of at least 4]
  `);
  expect(() => call({ kernelSize: 2, countIncludePad: true })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: pool2d: countIncludePad is an option of mode 'avg', not of 'max']`,
  );
  expect(() => call({ kernelSize: 2, mode: 'avg', countIncludePad: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: pool2d: countIncludePad must be one of true, false, not 1]`,
  );
  expect(() => call({ kernelSize: 2, ceilMode: true })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: pool2d: unknown option 'ceilMode'
      Received  { kernelSize: 2, ceilMode: true }
      Rule      the options are kernelSize, mode, stride, padding, countIncludePad]
  `);
  expect(() => call({ kernelSize: 2 }, [[1, Number.NaN]])).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: pool2d: x[0][1] must be a number, not NaN]`,
  );
  expect(() => pool2dSteps([[1]], { kernelSize: 2 })).toThrow(
    'pool2dSteps: window 2 is larger than the padded input 1',
  );
});
