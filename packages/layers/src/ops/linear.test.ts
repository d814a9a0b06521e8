import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, weightOf, withGradients } from '../../test/torch.ts';
import { linear } from './linear.ts';

type Case = Record<'x' | 'weight' | 'y' | 'dy' | 'dx' | 'dweight', GoldenArray> &
  Partial<Record<'bias' | 'dbias', GoldenArray>>;
const cases = golden<{ linear: Case[] }>('ops').linear;

tidyEachTest();

describeBothWays('linear agrees with PyTorch', () => {
  test.each(cases.map((c) => [`x=[${c.x.shape}] bias=${c.bias !== undefined}`, c] as const))('%s', (_name, c) => {
    const x = tensorOf(c.x);
    const weight = weightOf<tf.Tensor2D>(c.weight, 'linear');
    const bias = c.bias && tensorOf<tf.Tensor1D>(c.bias);
    const inputs = [x, weight, ...(bias ? [bias] : [])];
    const { y, grads } = withGradients(inputs, () => linear(x, weight, { ...(bias && { bias }) }), c.dy);
    expectTensor(y, c.y);
    expectTensor(grads[0]!, c.dx);
    expectTensor(tf.transpose(grads[1]!), c.dweight);
    if (c.dbias) expectTensor(grads[2]!, c.dbias);
  });

  test('an activation is applied behind the bias, and its slope to the gradients', () => {
    const x = tf.tensor2d([[1], [-3]]);
    const weight = tf.ones<tf.Rank.R2>([1, 1]);
    const run = () => linear(x, weight, { bias: tf.tensor1d([1]), activation: 'relu' });
    const { y, grads } = withGradients([x], run, { shape: [2, 1], data: Float32Array.of(5, 7) });
    expect([...y.dataSync()]).toEqual([2, 0]);
    expect([...grads[0]!.dataSync()]).toEqual([5, 0]);
  });

  test('an empty batch stays empty', () => {
    expect(linear(tf.zeros([0, 3]), tf.zeros([3, 2])).shape).toEqual([0, 2]);
  });
});

describe('linear refuses', () => {
  const weight = () => tf.zeros<tf.Rank.R2>([3, 2]);
  test('shapes that do not fit', () => {
    expect(messageOf(() => linear(tf.zeros([1, 4]), weight()))).toMatchInlineSnapshot(`
      "linear expects 3 input features but the previous layer gives 4
        Received  input [1, 4]
        Try       inFeatures 4"
    `);
    expect(messageOf(() => linear(tf.zeros([1, 3]), tf.zeros([3]) as unknown as tf.Tensor2D))).toMatchInlineSnapshot(
      `"linear expects a weight [in, out] but gets [3]"`,
    );
    expect(messageOf(() => linear(tf.zeros([1, 3]), weight(), { bias: tf.zeros([3]) }))).toMatchInlineSnapshot(
      `"linear expects a bias of shape [2] but gets [3]"`,
    );
  });
  test('unknown options', () => {
    expect(messageOf(() => linear(tf.zeros([1, 3]), weight(), { biases: 1 } as object))).toMatchInlineSnapshot(`
      "linear: unknown option 'biases'
        Received  { biases: 1 }
        Rule      the options are bias, activation
        Try       'bias'"
    `);
  });
});
