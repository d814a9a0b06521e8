import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, weightOf, withGradients } from '../../test/torch.ts';
import { fromTorch } from '../weight-layout.ts';
import { type Conv1dOptions, conv1d } from './conv1d.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

type Case = { options: Conv1dOptions; bias?: GoldenArray; dbias?: GoldenArray } & Record<
  'x' | 'w' | 'y' | 'dy' | 'dx' | 'dw',
  GoldenArray
>;
const cases = golden<{ conv1d: Case[] }>('convolutions').conv1d;

tidyEachTest();

describeBothWays('conv1d', () => {
  test.each(cases.map((c) => [`x=[${c.x.shape}] w=[${c.w.shape}] ${JSON.stringify(c.options)}`, c] as const))(
    'agrees with PyTorch: %s',
    (_name, { options, ...c }) => {
      const x = tensorOf<tf.Tensor3D>(c.x);
      const w = weightOf<tf.Tensor3D>(c.w, 'conv1d');
      const bias = c.bias && tensorOf<tf.Tensor1D>(c.bias);
      const all = { ...options, ...(bias && { bias }) };
      const inputs = bias ? [x, w, bias] : [x, w];
      const { y, grads } = withGradients(inputs, () => conv1d(x, w, { ...all, dataFormat: 'NCHW' }), c.dy);
      expectTensor(y, c.y);
      expectTensor(grads[0]!, c.dx);
      const dw = fromTorch(c.dw.data as Float32Array, { shape: c.dw.shape, layout: 'conv1d' });
      expectTensor(grads[1]!, { shape: w.shape, data: dw });
      if (c.dbias) expectTensor(grads[2]!, c.dbias);
      expectTensor(channelsFirst(conv1d(channelsLast(x), w, all)), c.y);
    },
  );

  test('an empty batch stays empty', () => {
    expect(conv1d(tf.zeros([0, 9, 1]), tf.ones([2, 1, 3])).shape).toEqual([0, 8, 3]);
  });
});

test('what does not fit is refused', () => {
  const x = tf.zeros<tf.Rank.R3>([1, 4, 2]);
  const w = tf.zeros<tf.Rank.R3>([3, 2, 5]);
  expect(messageOf(() => conv1d(tf.zeros([4, 2]) as never, w))).toMatchInlineSnapshot(
    `"conv1d expects x to be a 3D tensor, not one of shape [4, 2]"`,
  );
  expect(messageOf(() => conv1d(x, tf.zeros([3, 2]) as never))).toMatchInlineSnapshot(
    `"conv1d expects w to be a 3D tensor, not one of shape [3, 2]"`,
  );
  expect(messageOf(() => conv1d(x, w, { dataFormat: 'NCHW' }))).toMatchInlineSnapshot(`
    "conv1d expects 2 input channels but the previous layer gives 4, in [4, 2]
      Rule      NCHW: the channels are axis 0 of a sample
      Try       inChannels 4"
  `);
  expect(messageOf(() => conv1d(x, w, { dataFormat: 'NCL' as never }))).toMatchInlineSnapshot(`
    "conv1d: dataFormat must be one of 'NHWC', 'NCHW', not 'NCL'
      Try       'NCHW'"
  `);
  expect(messageOf(() => conv1d(x, w, { dilation: 2 }))).toMatchInlineSnapshot(`
    "conv1d: window 5 is larger than the padded input 4 along the width
      Received  input 1×4, kernelSize 1×3, padding [[0,0],[0,0]], dilation 1×2
      Rule      dilation·(k - 1) + 1 <= in + padding: 5 <= 4 is false (width)
      Try       a kernelSize of at most 2, or 1 more padding in all"
  `);
  expect(messageOf(() => conv1d(x, w, { bias: tf.zeros([2]) }))).toMatchInlineSnapshot(
    `"conv1d expects a bias of shape [5] but gets [2]"`,
  );
  expect(messageOf(() => conv1d(x, w, { padding: 5, paddingMode: 'circular' }))).toMatchInlineSnapshot(`
    "conv1d: circular padding 5 is more than the 4 pixels that it can show along the width
      Received  input 1×4, padding [[0,0],[5,5]]
      Rule      padding <= in
      Try       less padding, or paddingMode 'replicate'"
  `);
  expect(messageOf(() => conv1d(x, w, { kernelSize: 3 } as object))).toMatchInlineSnapshot(`
    "conv1d: unknown option 'kernelSize'
      Received  { kernelSize: 3 }
      Rule      the options are bias, stride, padding, paddingMode, dilation, groups, activation, dataFormat"
  `);
});
