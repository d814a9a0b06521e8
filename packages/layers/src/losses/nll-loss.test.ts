import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { logSoftmax } from '../ops/softmax.ts';
import { crossEntropy } from './cross-entropy.ts';
import { nllLoss } from './nll-loss.ts';
import type { Reduction } from './reduction.ts';

type Case = { reduction: Reduction; weight?: GoldenArray } & Record<
  'logP' | 'labels' | 'y' | 'dy' | 'dlogP',
  GoldenArray
>;
const cases = golden<{ nllLoss: Case[] }>('losses').nllLoss;

tidyEachTest();

test.each(cases.map((c) => [`${c.reduction}, weights ${c.weight !== undefined}`, c] as const))(
  'agrees with PyTorch, in value and gradient: %s',
  (_name, { reduction, ...c }) => {
    const logP = tensorOf(c.logP);
    const labels = tensorOf<tf.Tensor1D>(c.labels);
    const weight = c.weight && tensorOf<tf.Tensor1D>(c.weight);
    const run = (at: tf.Tensor) => nllLoss(at, labels, { reduction, ...(weight && { weight }) });
    const { y, grads } = withGradients([logP], () => run(logP), c.dy);
    expectTensor(y, c.y);
    expectTensor(grads[0]!, c.dlogP);
    expectSlopes(run, logP);
  },
);

test('behind logSoftmax it is crossEntropy, in value and gradient', () => {
  const logits = tf.randomNormal<tf.Rank.R2>([5, 4], 0, 3, 'float32', 1);
  const labels = tf.tensor1d([3, 0, 0, 2, 1], 'int32');
  const weight = tf.tensor1d([0.5, 1, 2, 0.25]);
  const dy = { shape: [], data: Float32Array.of(1) };
  const two = withGradients([logits], () => nllLoss(logSoftmax(logits), labels, { weight }), dy);
  const one = withGradients([logits], () => crossEntropy(logits, labels, { weight }), dy);
  expect(two.y.dataSync()[0]).toBeCloseTo(one.y.dataSync()[0]!, 5);
  const difference = tf.max(tf.abs(tf.sub(two.grads[0]!, one.grads[0]!)));
  expect(difference.dataSync()[0]).toBeLessThan(1e-6);
});

test('a probability of 0 matters only where it is that of the label', () => {
  const logP = tf.tensor2d([[0, -Infinity]]);
  const loss = (label: number) => nllLoss(logP, tf.tensor1d([label], 'int32')).dataSync()[0];
  expect(loss(0)).toBeCloseTo(0);
  expect(loss(1)).toBe(Infinity);
});

test('the mean over no samples is not a number, as in PyTorch', () => {
  expect(nllLoss(tf.zeros([0, 3]), tf.zeros([0], 'int32')).dataSync()[0]).toBeNaN();
});

test('nothing is left behind but the result', () => {
  const [logP, labels] = [tf.zeros([2, 3]), tf.tensor1d([0, 2], 'int32')];
  const before = tf.memory().numTensors;
  nllLoss(logP, labels).dispose();
  expect(tf.memory().numTensors).toBe(before);
});

describe('nllLoss refuses', () => {
  const logP = () => tf.zeros([2, 3]);
  const labels = (...values: number[]) => tf.tensor1d(values, 'int32');
  test('labels that are no classes', () => {
    expect(messageOf(() => nllLoss(logP(), labels(0, 3)))).toMatchInlineSnapshot(`
      "nllLoss: label 3 of sample 1 is not one of 3 classes
        Rule      0 <= label <= 2"
    `);
    expect(messageOf(() => nllLoss(logP(), tf.tensor1d([0, 1])))).toMatchInlineSnapshot(`
      "nllLoss: labels must be an int32 tensor, not float32
        Try       tf.tensor1d(labels, 'int32')"
    `);
  });
  test('shapes that do not fit', () => {
    expect(messageOf(() => nllLoss(logP(), labels(0)))).toMatchInlineSnapshot(
      `"nllLoss expects labels of shape [2] but gets [1]"`,
    );
    expect(messageOf(() => nllLoss(tf.zeros([3]), labels(0)))).toMatchInlineSnapshot(
      `"nllLoss expects logP [N, C] but gets [3]"`,
    );
    expect(messageOf(() => nllLoss(logP(), labels(0, 1), { weight: tf.ones([2]) }))).toMatchInlineSnapshot(
      `"nllLoss expects a weight of shape [3] but gets [2]"`,
    );
  });
  test('options that are unknown or out of range', () => {
    expect(messageOf(() => nllLoss(logP(), labels(0, 1), { labelSmoothing: 0.1 } as object))).toMatchInlineSnapshot(`
      "nllLoss: unknown option 'labelSmoothing'
        Received  { labelSmoothing: 0.1 }
        Rule      the options are weight, reduction"
    `);
    expect(messageOf(() => nllLoss(logP(), labels(0, 1), { reduction: 'Sum' as 'sum' }))).toMatchInlineSnapshot(`
      "nllLoss: reduction must be one of 'mean', 'sum', 'none', not 'Sum'
        Try       'sum'"
    `);
  });
});
