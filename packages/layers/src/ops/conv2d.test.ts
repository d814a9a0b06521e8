import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, weightOf, withGradients } from '../../test/torch.ts';
import { type Conv2dOptions, conv2d } from './conv2d.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

type Case = { options: Conv2dOptions } & Record<'x' | 'w' | 'y' | 'dy' | 'dx' | 'dw', GoldenArray> &
  Partial<Record<'bias' | 'dbias', GoldenArray>>;
const { conv2d: cases } = golden<{ conv2d: Case[] }>('ops');
const tolerance = { atol: 1e-5, rtol: 1e-5 };

tidyEachTest();

describeBothWays('conv2d agrees with PyTorch', () => {
  test.each(cases.map((c) => [`x=[${c.x.shape}] w=[${c.w.shape}] ${JSON.stringify(c.options)}`, c] as const))(
    '%s',
    (_name, c) => {
      const x = tensorOf<tf.Tensor4D>(c.x);
      const w = weightOf<tf.Tensor4D>(c.w, 'conv2d');
      const inputs: tf.Tensor[] = [x, w];
      const options: Conv2dOptions = { ...c.options, dataFormat: 'NCHW' };
      const bias = c.bias && tensorOf<tf.Tensor1D>(c.bias);
      if (bias) inputs.push(bias);

      const run = () => conv2d(x, w, { ...options, ...(bias && { bias }) });
      const { y, grads } = withGradients(inputs, run, c.dy);
      expectTensor(y, c.y, tolerance);
      expectTensor(grads[0]!, c.dx, tolerance);
      expect(grads[1]!.dataSync()).toHaveLength(c.dw.data.length);
      expectTensor(tf.transpose(grads[1]!, [3, 2, 0, 1]), c.dw, tolerance);
      if (c.dbias) expectTensor(grads[2]!, c.dbias, tolerance);

      const last = conv2d(channelsLast(x), w, { ...c.options, ...(bias && { bias }) });
      expectTensor(channelsFirst(last), c.y, tolerance);
    },
  );
});

describeBothWays('conv2d', () => {
  test('an activation is applied behind the bias', () => {
    const x = tf.tensor4d([-3, 1], [1, 1, 2, 1]);
    const w = tf.ones<tf.Rank.R4>([1, 1, 1, 1]);
    const y = conv2d(x, w, { bias: tf.tensor1d([1]), activation: 'relu' });
    expect([...y.dataSync()]).toEqual([0, 2]);
  });

  test("'same' is the padding that keeps ceil(n / stride), the odd row at the bottom", () => {
    const x = tf.randomNormal<tf.Rank.R4>([2, 5, 6, 2], 0, 1, 'float32', 1);
    const w = tf.randomNormal<tf.Rank.R4>([4, 3, 2, 3], 0, 1, 'float32', 2);
    const same = conv2d(x, w, { padding: 'same', stride: [1, 2] });
    expect(same.shape).toEqual([2, 5, 3, 3]);
    const padding = [
      [1, 2],
      [0, 1],
    ] as const;
    expect(same.arraySync()).toEqual(conv2d(x, w, { padding, stride: [1, 2] }).arraySync());
    expect(conv2d(x, w, { padding: 'valid' }).shape).toEqual([2, 2, 4, 3]);
  });

  test('an empty batch stays empty', () => {
    const y = conv2d(tf.zeros([0, 5, 5, 1]), tf.zeros([3, 3, 1, 2]), { bias: tf.zeros([2]) });
    expect(y.shape).toEqual([0, 3, 3, 2]);
  });
});

describe('conv2d refuses', () => {
  const x = () => tf.zeros<tf.Rank.R4>([1, 5, 5, 2]);
  const w = () => tf.zeros<tf.Rank.R4>([3, 3, 2, 4]);

  test('what is no image', () => {
    expect(messageOf(() => conv2d(tf.zeros([5, 5, 2]) as unknown as tf.Tensor4D, w()))).toMatchInlineSnapshot(`
      "conv2d expects x to be a 4D tensor, not one of shape [5, 5, 2]
        Rule      [N, H, W, C], or [N, C, H, W] with dataFormat NCHW
        Try       tf.expandDims(x) for a batch of one"
    `);
    expect(messageOf(() => conv2d([[1]] as unknown as tf.Tensor4D, w()))).toMatchInlineSnapshot(`
      "conv2d: x must be a tensor, not [[1]]
        Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
    `);
    expect(messageOf(() => conv2d(tf.zeros([1, 5, 5, 2], 'int32'), w()))).toMatchInlineSnapshot(`
      "conv2d: x must hold float32 numbers, not int32
        Received  x int32 [1, 5, 5, 2]
        Try       tf.cast(x, 'float32')"
    `);
  });

  test('a bias of another size', () => {
    expect(messageOf(() => conv2d(x(), w(), { bias: tf.zeros([3]) }))).toMatchInlineSnapshot(
      `"conv2d expects a bias of shape [4] but gets [3]"`,
    );
  });

  test('unknown options, activations and formats', () => {
    expect(messageOf(() => conv2d(x(), w(), { strides: 2 } as object))).toMatchInlineSnapshot(`
      "conv2d: unknown option 'strides'
        Received  { strides: 2 }
        Rule      the options are bias, stride, padding, paddingMode, dilation, groups, activation, dataFormat
        Try       'stride'"
    `);
    expect(messageOf(() => conv2d(x(), w(), { activation: 'Relu' as 'relu' }))).toMatchInlineSnapshot(`
      "conv2d: activation must be one of 'linear', 'relu', 'sigmoid', 'tanh', 'elu', 'gelu', 'hardswish', 'leakyRelu', 'silu', not 'Relu'
        Try       'relu'"
    `);
    expect(messageOf(() => conv2d(x(), w(), { dataFormat: 'NCWH' as 'NCHW' }))).toMatchInlineSnapshot(`
      "conv2d: dataFormat must be one of 'NHWC', 'NCHW', not 'NCWH'
        Try       'NHWC'"
    `);
  });

  test('channels that do not fit, and windows that are too large', () => {
    expect(messageOf(() => conv2d(tf.zeros([1, 5, 5, 3]), w()))).toMatchInlineSnapshot(`
      "conv2d expects 2 input channels but the previous layer gives 3, in [5, 5, 3]
        Rule      NHWC: the channels are axis 2 of a sample
        Try       inChannels 3"
    `);
    expect(messageOf(() => conv2d(tf.zeros([1, 2, 5, 2]), w()))).toMatchInlineSnapshot(`
      "conv2d: window 3 is larger than the padded input 2 along the height
        Received  input 2×5, kernelSize 3×3, padding [[0,0],[0,0]], dilation 1×1
        Rule      dilation·(k - 1) + 1 <= in + padding: 3 <= 2 is false (height)
        Try       a kernelSize of at most 2, or 1 more padding in all"
    `);
  });
});
