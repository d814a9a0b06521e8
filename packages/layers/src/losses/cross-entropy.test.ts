import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { crossEntropy } from './cross-entropy.ts';
import type { Reduction } from './reduction.ts';

type Case = { labelSmoothing: number; reduction: Reduction; weight?: GoldenArray } & Record<
  'logits' | 'labels' | 'y' | 'dy' | 'dlogits',
  GoldenArray
>;
const cases = golden<{ crossEntropy: Case[] }>('ops').crossEntropy;

tidyEachTest();

describeBothWays('crossEntropy', () => {
  test.each(
    cases.map((c) => [`${c.reduction}, smoothing ${c.labelSmoothing}, weights ${c.weight !== undefined}`, c] as const),
  )('agrees with PyTorch: %s', (_name, { labelSmoothing, reduction, ...c }) => {
    const logits = tensorOf<tf.Tensor2D>(c.logits);
    const weight = c.weight && tensorOf<tf.Tensor1D>(c.weight);
    const run = () =>
      crossEntropy(logits, tensorOf(c.labels), { labelSmoothing, reduction, ...(weight && { weight }) });
    const { y, grads } = withGradients([logits], run, c.dy);
    expectTensor(y, c.y);
    expectTensor(grads[0]!, c.dlogits);
  });

  test('logits of any size are safe', () => {
    const logits = tf.tensor2d([[1e4, -1e4, 0]]);
    const run = () => crossEntropy(logits, tf.tensor1d([1], 'int32'));
    const { y, grads } = withGradients([logits], run, { shape: [], data: Float32Array.of(1) });
    expect(y.arraySync()).toBe(2e4);
    expect(grads[0]!.arraySync()).toEqual([[1, -1, 0]]);
  });

  test('a logit of -Infinity rules a class out', () => {
    const logits = tf.tensor2d([[0, -Infinity, 0]]);
    const run = () => crossEntropy(logits, tf.tensor1d([2], 'int32'));
    const { y, grads } = withGradients([logits], run, { shape: [], data: Float32Array.of(1) });
    expect(y.dataSync()[0]).toBeCloseTo(Math.LN2, 6);
    expect(grads[0]!.arraySync()).toEqual([[0.5, 0, -0.5]]);
  });

  test('the mean over no samples is not a number, as in PyTorch', () => {
    expect(crossEntropy(tf.zeros([0, 3]), tf.zeros([0], 'int32')).arraySync()).toBeNaN();
  });
});

describe('crossEntropy refuses', () => {
  const logits = () => tf.zeros<tf.Rank.R2>([2, 3]);
  const labels = (...values: number[]) => tf.tensor1d(values, 'int32');
  test('labels that are no classes', () => {
    expect(messageOf(() => crossEntropy(logits(), labels(0, 3)))).toMatchInlineSnapshot(`
      "crossEntropy: label 3 of sample 1 is not one of 3 classes
        Rule      0 <= label <= 2"
    `);
    expect(messageOf(() => crossEntropy(logits(), labels(-1, 0)))).toMatchInlineSnapshot(`
      "crossEntropy: label -1 of sample 0 is not one of 3 classes
        Rule      0 <= label <= 2"
    `);
    expect(messageOf(() => crossEntropy(logits(), tf.tensor1d([0, 1])))).toMatchInlineSnapshot(`
      "crossEntropy: labels must be an int32 tensor, not float32
        Try       tf.tensor1d(labels, 'int32')"
    `);
    expect(messageOf(() => crossEntropy(logits(), [0, 1] as unknown as tf.Tensor1D))).toMatchInlineSnapshot(`
      "crossEntropy: labels must be an int32 tensor, not [0, 1]
        Try       tf.tensor1d(labels, 'int32')"
    `);
  });
  test('shapes that do not fit', () => {
    expect(messageOf(() => crossEntropy(logits(), labels(0)))).toMatchInlineSnapshot(
      `"crossEntropy expects labels of shape [2] but gets [1]"`,
    );
    expect(messageOf(() => crossEntropy(tf.zeros([3]) as unknown as tf.Tensor2D, labels(0)))).toMatchInlineSnapshot(
      `"crossEntropy expects logits [N, C] but gets [3]"`,
    );
    expect(messageOf(() => crossEntropy(logits(), labels(0, 1), { weight: tf.ones([2]) }))).toMatchInlineSnapshot(
      `"crossEntropy expects a weight of shape [3] but gets [2]"`,
    );
  });
  test('options that are unknown or out of range', () => {
    expect(messageOf(() => crossEntropy(logits(), labels(0, 1), { labelSmoothing: 2 }))).toMatchInlineSnapshot(
      `"crossEntropy: labelSmoothing must be a number from 0 to 1, not 2"`,
    );
    expect(messageOf(() => crossEntropy(logits(), labels(0, 1), { reduction: 'avg' as 'mean' }))).toMatchInlineSnapshot(
      `"crossEntropy: reduction must be one of 'mean', 'sum', 'none', not 'avg'"`,
    );
  });
});
