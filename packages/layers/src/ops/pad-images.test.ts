import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { expectSlopes } from '../../test/finite-differences.ts';
import { forwardImages } from '../../test/in-format.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, weightOf, withGradients } from '../../test/torch.ts';
import { Conv2d, type Conv2dOptions, input, sequential } from '../index.ts';
import { conv2d } from './conv2d.ts';
import { paddingModes, padImages } from './pad-images.ts';

type Options = Conv2dOptions<[number, number], number, number | 'same', number>;
interface Case extends Record<'x' | 'y' | 'dy' | 'dx' | 'dweight', GoldenArray> {
  readonly dbias?: GoldenArray;
  readonly channels: readonly [number, number];
  readonly options: Options;
  readonly state: Record<string, GoldenArray>;
}
const { conv2d: cases } = golden<{ conv2d: readonly Case[] }>('padding');
const tolerance = { atol: 1e-5, rtol: 1e-5 };

tidyEachTest();

describeBothWays('agrees with PyTorch', () => {
  describe.each(['NHWC', 'NCHW'] as const)('%s', (format) => {
    test.each(cases.map((c) => [`x=[${c.x.shape}] ${JSON.stringify(c.options)}`, c] as const))('%s', (_name, c) => {
      const conv = new Conv2d(...c.channels, c.options).loadStateDict(c.state, { layout: 'torch' });
      const x = tensorOf<tf.Tensor4D>(c.x);
      const { y, grads } = withGradients([x, ...conv.parameters()], () => forwardImages(conv, x, format), c.dy);
      expectTensor(y, c.y, tolerance);
      expectTensor(grads[0]!, c.dx, tolerance);
      const dWeight = weightOf(c.dweight, 'conv2d');
      expectTensor(grads[1]!, { shape: dWeight.shape, data: dWeight.dataSync<'float32'>() }, tolerance);
      if (c.dbias) expectTensor(grads[2]!, c.dbias, tolerance);

      const { kernelSize: _kernelSize, bias: _bias, ...options } = c.options;
      const { weight, bias } = conv.stateDict() as unknown as { weight: tf.Tensor4D; bias?: tf.Tensor1D };
      const byOp = conv2d(x, weight, { ...options, ...(bias && { bias }), dataFormat: 'NCHW' });
      expectTensor(byOp, c.y, tolerance);
    });
  });
});

test('a row of three pixels, padded as far as it goes', () => {
  const row = tf.tensor4d([1, 2, 3], [1, 1, 3, 1]);
  const padded = (mode: 'reflect' | 'replicate' | 'circular', before: number, after: number) => [
    ...padImages(
      row,
      [
        [0, 0],
        [before, after],
      ],
      mode,
    ).dataSync(),
  ];
  expect(padded('reflect', 2, 2)).toEqual([3, 2, 1, 2, 3, 2, 1]);
  expect(padded('replicate', 4, 1)).toEqual([1, 1, 1, 1, 1, 2, 3, 3]);
  expect(padded('circular', 3, 2)).toEqual([1, 2, 3, 1, 2, 3, 1, 2]);
});

describe.each(paddingModes)('%s', (paddingMode) => {
  const make = () => new Conv2d(2, 3, { kernelSize: 3, padding: 2, paddingMode });
  testLayer({ make, sample: [4, 3, 2] });

  test('the gradients are those of the values', () => {
    const conv = make().init(1);
    const x = tf.randomNormal<tf.Rank.R4>([1, 4, 3, 2], 0, 1, 'float32', 2);
    expectSlopes((at) => conv.forward(at), x, { atol: 5e-3 });
  });
});

test('more padding than there are pixels to show is refused, when the network is made or at the call', () => {
  const conv = (padding: number, paddingMode: 'reflect' | 'replicate' | 'circular') =>
    new Conv2d(1, 1, { kernelSize: 3, padding, paddingMode });
  expect(messageOf(() => sequential(input(4, 3, 1), conv(3, 'reflect')))).toMatchInlineSnapshot(`
    "conv2d: reflect padding 3 is more than the 2 pixels that it can show along the width
      Received  layer 1 (conv2d): input 4×3, padding [[3,3],[3,3]]
      Rule      padding <= in - 1, since the edge is not shown again
      Try       less padding, or paddingMode 'replicate'"
  `);
  expect(messageOf(() => sequential(input(3, 4, 1), conv(4, 'circular')))).toMatchInlineSnapshot(`
    "conv2d: circular padding 4 is more than the 3 pixels that it can show along the height
      Received  layer 1 (conv2d): input 3×4, padding [[4,4],[4,4]]
      Rule      padding <= in
      Try       less padding, or paddingMode 'replicate'"
  `);
  expect(sequential(input(3, 4, 1), conv(4, 'replicate')).outputShape([1, 3, 4, 1])).toEqual([1, 9, 10, 1]);
  const call = () => conv2d(tf.ones([1, 2, 2, 1]), tf.ones([3, 3, 1, 1]), { padding: 2, paddingMode: 'reflect' });
  expect(messageOf(call)).toMatchInlineSnapshot(`
    "conv2d: reflect padding 2 is more than the 1 pixel that it can show along the height
      Received  input 2×2, padding [[2,2],[2,2]]
      Rule      padding <= in - 1, since the edge is not shown again
      Try       less padding, or paddingMode 'replicate'"
  `);
});

test('a mode that there is not is refused', () => {
  const mode = { paddingMode: 'mirror' as 'reflect' };
  expect(messageOf(() => new Conv2d(1, 1, { kernelSize: 3, ...mode }))).toMatchInlineSnapshot(
    `"conv2d: paddingMode must be one of 'zeros', 'reflect', 'replicate', 'circular', not 'mirror'"`,
  );
  expect(messageOf(() => conv2d(tf.ones([1, 3, 3, 1]), tf.ones([3, 3, 1, 1]), mode))).toMatchInlineSnapshot(
    `"conv2d: paddingMode must be one of 'zeros', 'reflect', 'replicate', 'circular', not 'mirror'"`,
  );
});
