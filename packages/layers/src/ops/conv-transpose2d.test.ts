import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, weightOf, withGradients } from '../../test/torch.ts';
import { fromTorch } from '../weight-layout.ts';
import { type ConvTranspose2dOptions, convTranspose2d } from './conv-transpose2d.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

type Case = { options: ConvTranspose2dOptions; bias?: GoldenArray; dbias?: GoldenArray } & Record<
  'x' | 'w' | 'y' | 'dy' | 'dx' | 'dw',
  GoldenArray
>;
const cases = golden<{ convTranspose2d: Case[] }>('convolutions').convTranspose2d;

tidyEachTest();

describeBothWays('convTranspose2d', () => {
  test.each(cases.map((c) => [`x=[${c.x.shape}] w=[${c.w.shape}] ${JSON.stringify(c.options)}`, c] as const))(
    'agrees with PyTorch: %s',
    (_name, { options, ...c }) => {
      const x = tensorOf<tf.Tensor4D>(c.x);
      const w = weightOf<tf.Tensor4D>(c.w, 'conv2d');
      const bias = c.bias && tensorOf<tf.Tensor1D>(c.bias);
      const all = { ...options, ...(bias && { bias }) };
      const inputs = bias ? [x, w, bias] : [x, w];
      const { y, grads } = withGradients(inputs, () => convTranspose2d(x, w, { ...all, dataFormat: 'NCHW' }), c.dy);
      expectTensor(y, c.y);
      expectTensor(grads[0]!, c.dx);
      const dw = {
        shape: w.shape,
        data: fromTorch(c.dw.data as Float32Array, { shape: c.dw.shape, layout: 'conv2d' }),
      };
      expectTensor(grads[1]!, dw);
      if (c.dbias) expectTensor(grads[2]!, c.dbias);
      expectTensor(channelsFirst(convTranspose2d(channelsLast(x), w, all)), c.y);
    },
  );

  test('an empty batch stays empty', () => {
    const w = tf.ones<tf.Rank.R4>([2, 2, 3, 1]);
    expect(convTranspose2d(tf.zeros([0, 4, 4, 1]), w, { stride: 2 }).shape).toEqual([0, 8, 8, 3]);
  });
});

test('what does not fit is refused', () => {
  const x = tf.zeros<tf.Rank.R4>([1, 3, 3, 2]);
  const w = tf.zeros<tf.Rank.R4>([3, 3, 4, 2]);
  expect(messageOf(() => convTranspose2d(x, w, { padding: 'same' as never }))).toMatchInlineSnapshot(
    `"convTranspose2d: padding 'same' is not defined for a transposed convolution"`,
  );
  expect(messageOf(() => convTranspose2d(x, w, { stride: 2, outputPadding: 2 }))).toMatchInlineSnapshot(
    `"convTranspose2d: outputPadding 2 must be less than the stride or the dilation, 2, along the height"`,
  );
  expect(messageOf(() => convTranspose2d(x, w, { padding: 3 }))).toMatchInlineSnapshot(`
    "convTranspose2d: padding 3 + 3 leaves nothing along the height
      Rule      (in - 1)·stride + dilation·(k - 1) + outputPadding + 1 - padding >= 1: -1 >= 1 is false
      Try       2 less padding"
  `);
  expect(messageOf(() => convTranspose2d(x, w, { activation: 'relu' } as object))).toMatchInlineSnapshot(`
    "convTranspose2d: unknown option 'activation'
      Received  { activation: 'relu' }
      Rule      the options are bias, stride, padding, outputPadding, dilation, groups, dataFormat"
  `);
  expect(messageOf(() => convTranspose2d(x, w, { bias: tf.zeros([2]) }))).toMatchInlineSnapshot(
    `"convTranspose2d expects a bias of shape [4] but gets [2]"`,
  );
  expect(messageOf(() => convTranspose2d(x, tf.zeros([3, 3, 4, 3])))).toMatchInlineSnapshot(`
    "convTranspose2d expects 3 input channels but the previous layer gives 2, in [3, 3, 2]
      Rule      NHWC: the channels are axis 2 of a sample
      Try       inChannels 2"
  `);
  expect(messageOf(() => convTranspose2d(x, w, { dataFormat: 'NCHW' }))).toMatchInlineSnapshot(`
    "convTranspose2d expects 2 input channels but the previous layer gives 3, in [3, 3, 2]
      Rule      NCHW: the channels are axis 0 of a sample
      Try       inChannels 3"
  `);
});
