import { expectClose } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BlockAttrs, blockGradientTwin, blockTwin, type Shape4 } from '../../test/twins.ts';
import { describeVariants, numbers, run } from '../../test/variants.ts';

interface Case {
  readonly x: Shape4;
  readonly filter: Shape4;
  readonly attrs: BlockAttrs;
  readonly hasBias: boolean;
}

const outputSize = (size: number, pads: readonly [number, number], kernel: number, stride: number, dilation = 1) =>
  Math.floor((size + pads[0] + pads[1] - dilation * (kernel - 1) - 1) / stride) + 1;

/** Compares forward and both gradients of one case with the scalar twin. */
function check({ x: xShape, filter: filterShape, attrs, hasBias }: Case, seed: number): void {
  const draw = numbers(seed);
  const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
  const x = { shape: xShape, data: draw(size(xShape)) };
  const filter = { shape: filterShape, data: draw(size(filterShape)) };
  const bias = hasBias ? draw(filterShape[3]) : undefined;
  const expected = blockTwin(x, filter, bias, attrs);
  const y = Float32Array.from(expected.y);
  const dy = draw(expected.pooled.length);
  const gradient = blockGradientTwin(x, filter, y, dy, attrs);
  const outShape: Shape4 = [xShape[0], ...attrs.outSize, filterShape[3]];
  const lastShape: Shape4 = attrs.pool === null ? outShape : [xShape[0], ...attrs.pool.outSize, filterShape[3]];
  const tolerance = { atol: 2e-5 * Math.sqrt(size(filterShape) / filterShape[3] + 1), rtol: 2e-5 };
  tf.tidy(() => {
    const tensors = {
      x: tf.tensor(x.data, [...xShape]),
      filter: tf.tensor(filter.data, [...filterShape]),
      bias: bias && tf.tensor(bias),
    };
    const [ownY, pooled] = run('FeaturemapConv2dBlock', tensors, attrs);
    expectClose(ownY!, expected.y, tolerance);
    if (attrs.pool !== null) expectClose(pooled!, expected.pooled, tolerance);
    const alone = run('FeaturemapConv2dBlock', tensors, { ...attrs, onlyLast: true });
    expect(alone).toEqual([pooled ?? ownY]);
    const saved = { y: tf.tensor(y, [...outShape]), dy: tf.tensor(dy, [...lastShape]) };
    const pixels = outShape[0] * outShape[1] * outShape[2];
    const sums = { atol: 2e-5 * Math.sqrt(pixels + 1), rtol: 2e-5 };
    const filterAttrs = { ...attrs, filterShape, hasBias };
    const [dFilter, dBias] = run('FeaturemapConv2dBlockGradFilter', { x: tensors.x, ...saved }, filterAttrs);
    expectClose(dFilter!, gradient.dFilter, sums);
    if (hasBias) expectClose(dBias!, gradient.dBias, sums);
    const inputAttrs = { ...attrs, inputShape: xShape };
    const [dx] = run('FeaturemapConv2dBlockGradInput', { filter: tensors.filter, ...saved }, inputAttrs);
    expectClose(dx!, gradient.dx, { atol: 5e-5 * Math.sqrt(filterShape[3]), rtol: 2e-5 });
  });
}

const pair = <T>(a: fc.Arbitrary<T>) => fc.tuple(a, a);
const channels = fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17);

/** Any convolution whose output is not empty, with any pooling whose windows each hold a pixel. */
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    images: fc.integer({ min: 1, max: 5 }),
    size: pair(fc.integer({ min: 1, max: 14 })),
    inC: channels,
    outC: channels,
    kernel: pair(fc.integer({ min: 1, max: 5 })),
    strides: pair(fc.integer({ min: 1, max: 3 })),
    dilations: pair(fc.integer({ min: 1, max: 3 })),
    pads: pair(pair(fc.integer({ min: 0, max: 3 }))),
    activation: fc.constantFrom('linear', 'relu', 'sigmoid', 'tanh'),
    hasBias: fc.boolean(),
    pool: fc.option(
      fc.record({
        kind: fc.constantFrom('max', 'avg'),
        kernel: pair(fc.integer({ min: 1, max: 3 })),
        strides: pair(fc.integer({ min: 1, max: 3 })),
        pad: fc.boolean(),
        countIncludePad: fc.boolean(),
        ceil: fc.boolean(),
      }),
      { nil: null },
    ),
  })
  .map(({ images, size, inC, outC, kernel, pool, ...rest }): Case | undefined => {
    const out = [0, 1].map((i) =>
      outputSize(size[i]!, rest.pads[i]!, kernel[i]!, rest.strides[i]!, rest.dilations[i]!),
    ) as [number, number];
    if (out[0] < 1 || out[1] < 1) return undefined;
    const { strides, dilations, pads, activation, hasBias } = rest;
    const block = { strides, dilations, pads, activation, outSize: out };
    const shapes = { x: [images, ...size, inC] as const, filter: [...kernel, inC, outC] as const, hasBias };
    if (pool === null) return { ...shapes, attrs: { ...block, pool: null } };
    const poolPads = pool.kernel.map((k) => (pool.pad && k > 1 ? [1, 1] : [0, 0])) as [
      [number, number],
      [number, number],
    ];
    const ceil = pool.ceil ? 1 : 0;
    const outSize = [0, 1].map((i) => {
      const least = outputSize(out[i]!, poolPads[i]!, pool.kernel[i]!, pool.strides[i]!);
      // One window more, where ceil mode would have it, starts inside the image or its leading padding.
      return least + (ceil > 0 && least * pool.strides[i]! < out[i]! + poolPads[i]![0] ? 1 : 0);
    }) as [number, number];
    const isEmpty = [0, 1].some(
      (i) => outSize[i]! < 1 || (outSize[i]! - 1) * pool.strides[i]! - poolPads[i]![0] >= out[i]!,
    );
    if (isEmpty) return undefined;
    const { kind, kernel: poolKernel, strides: poolStrides, countIncludePad } = pool;
    const attrs = { kind, kernel: poolKernel, strides: poolStrides, pads: poolPads, countIncludePad, outSize };
    return { ...shapes, attrs: { ...block, pool: attrs } };
  })
  .filter((found) => found !== undefined);

const halving = {
  kernel: [2, 2],
  strides: [2, 2],
  pads: [
    [0, 0],
    [0, 0],
  ],
  countIncludePad: true,
} as const;
const plain = { strides: [1, 1], dilations: [1, 1] } as const;

/** Layers of real networks, and sizes around the tiles of 6 rows and 8 columns. */
const realCases: readonly (Case & { readonly name: string })[] = [
  {
    name: 'the first layer of LeNet',
    x: [3, 28, 28, 1],
    filter: [5, 5, 1, 6],
    hasBias: true,
    attrs: {
      ...plain,
      pads: [
        [2, 2],
        [2, 2],
      ],
      outSize: [28, 28],
      activation: 'sigmoid',
      pool: { kind: 'avg', ...halving, outSize: [14, 14] },
    },
  },
  {
    name: 'the second layer of LeNet, with maxima',
    x: [3, 14, 14, 6],
    filter: [5, 5, 6, 16],
    hasBias: true,
    attrs: {
      ...plain,
      pads: [
        [0, 0],
        [0, 0],
      ],
      outSize: [10, 10],
      activation: 'relu',
      pool: { kind: 'max', ...halving, outSize: [5, 5] },
    },
  },
  {
    name: 'a layer of a VGG',
    x: [2, 16, 16, 32],
    filter: [3, 3, 32, 64],
    hasBias: true,
    attrs: {
      ...plain,
      pads: [
        [1, 1],
        [1, 1],
      ],
      outSize: [16, 16],
      activation: 'relu',
      pool: null,
    },
  },
  ...[
    { widths: [1, 5, 6, 7, 11, 12, 13], channelsIn: 3, channelsOut: [7, 8, 9, 16] },
    { widths: [4, 11, 12, 13, 15, 16, 28, 30], channelsIn: 1, channelsOut: [3, 4, 9] },
  ].flatMap(({ widths, channelsIn, channelsOut }) =>
    widths.flatMap((width) =>
      channelsOut.map((outC) => ({
        name: `${width} pixels, ${channelsIn} channels to ${outC}`,
        x: [2, 3, width + 2, channelsIn] as const,
        filter: [3, 3, channelsIn, outC] as const,
        hasBias: true,
        attrs: {
          ...plain,
          pads: [
            [0, 0],
            [0, 0],
          ],
          outSize: [1, width],
          activation: 'tanh',
          pool: null,
        } as const,
      })),
    ),
  ),
];

describeVariants((use) => {
  beforeEach(use);
  const before = tf.memory().numTensors;
  afterEach(() => expect(tf.memory().numTensors).toBe(before));

  test.each(realCases)('$name', (found) => check(found, 7));

  test('random configurations', () => {
    fc.assert(
      fc.property(anyCase, fc.integer(), (found, seed) => check(found, seed)),
      { numRuns: 150, seed: 3 },
    );
  });
});

test('an empty batch has empty results and gradients of zero', () => {
  const attrs: BlockAttrs = {
    ...plain,
    pads: [
      [0, 0],
      [0, 0],
    ],
    outSize: [2, 2],
    activation: 'relu',
    pool: null,
  };
  const x = tf.zeros([0, 3, 3, 2]);
  const filter = tf.ones([2, 2, 2, 3]);
  const y = tf.zeros([0, 2, 2, 3]);
  expect(run('FeaturemapConv2dBlock', { x, filter }, attrs)[0]).toHaveLength(0);
  const filterAttrs = { ...attrs, filterShape: [2, 2, 2, 3], hasBias: true };
  const [dFilter, dBias] = run('FeaturemapConv2dBlockGradFilter', { x, y, dy: y }, filterAttrs);
  expect([...dFilter!, ...dBias!]).toEqual(new Array(27).fill(0));
  const inputAttrs = { ...attrs, inputShape: [0, 3, 3, 2] };
  expect(run('FeaturemapConv2dBlockGradInput', { filter, y, dy: y }, inputAttrs)[0]).toHaveLength(0);
  tf.dispose([x, filter, y]);
});

test('of equal maxima the first gets the gradient', () => {
  const attrs: BlockAttrs = {
    ...plain,
    pads: [
      [0, 0],
      [0, 0],
    ],
    outSize: [2, 2],
    activation: 'linear',
    pool: { kind: 'max', ...halving, outSize: [1, 1] },
  };
  const y = tf.tensor([1, 3, 3, 3], [1, 2, 2, 1]);
  const filter = tf.tensor([2], [1, 1, 1, 1]);
  const dy = tf.tensor([5], [1, 1, 1, 1]);
  const [dx] = run('FeaturemapConv2dBlockGradInput', { filter, y, dy }, { ...attrs, inputShape: [1, 2, 2, 1] });
  expect([...dx!]).toEqual([0, 10, 0, 0]);
  tf.dispose([y, filter, dy]);
});
