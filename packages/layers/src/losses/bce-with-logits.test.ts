import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { bceWithLogits } from './bce-with-logits.ts';
import type { Reduction } from './reduction.ts';

type Case = { reduction: Reduction } & Record<'x' | 'target' | 'y' | 'dy' | 'dx' | 'dtarget', GoldenArray> &
  Partial<Record<'weight' | 'posWeight', GoldenArray>>;
const cases = golden<{ bceWithLogits: Case[] }>('losses').bceWithLogits;
const optionsOf = ({ reduction, weight, posWeight }: Case) => ({
  reduction,
  ...(weight && { weight: tensorOf(weight) }),
  ...(posWeight && { posWeight: tensorOf(posWeight) }),
});

tidyEachTest();

test.each(
  cases.map((c) => [`${c.reduction}, weight=[${c.weight?.shape}] posWeight=[${c.posWeight?.shape}]`, c] as const),
)('agrees with PyTorch, in value and gradients: %s', (_name, c) => {
  const [x, target] = [tensorOf(c.x), tensorOf(c.target)];
  const { y, grads } = withGradients([x, target], () => bceWithLogits(x, target, optionsOf(c)), c.dy);
  expectTensor(y, c.y);
  expectTensor(grads[0]!, c.dx);
  expectTensor(grads[1]!, c.dtarget);
});

test('the slope is that of the values, also for the target', () => {
  const x = tf.tensor2d([-3, 0.5, 2, 1, 0, -1, 0.1, 2.5, 1.5, -2, -0.3, 0], [4, 3]);
  const target = tf.sigmoid(tf.neg(x));
  for (const c of cases) {
    const options = optionsOf(c);
    expectSlopes((at) => bceWithLogits(at, target, options), x);
    expectSlopes((at) => bceWithLogits(x, at, options), target);
  }
});

test('logits of any size are safe, and a small slope keeps its digits', () => {
  const x = tf.tensor1d([1e4, -1e4, -20]);
  const run = () => bceWithLogits(x, tf.zeros([3]), { reduction: 'none' });
  const { y, grads } = withGradients([x], run, { shape: [3], data: Float32Array.of(1, 1, 1) });
  expect([...y.dataSync()]).toEqual([1e4, 0, Math.fround(Math.log1p(Math.exp(-20)))]);
  expect(grads[0]!.dataSync()[2]! / Math.exp(-20)).toBeCloseTo(1, 6);
});

test('the mean over no elements is not a number, as in PyTorch', () => {
  expect(bceWithLogits(tf.zeros([0, 2]), tf.zeros([0, 2])).dataSync()[0]).toBeNaN();
});

test('nothing is left behind but the result', () => {
  const x = tf.ones([3]);
  const before = tf.memory().numTensors;
  bceWithLogits(x, x).dispose();
  expect(tf.memory().numTensors).toBe(before);
});

describe('bceWithLogits refuses', () => {
  const x = () => tf.zeros([2, 3]);
  test('shapes that do not fit', () => {
    expect(messageOf(() => bceWithLogits(x(), tf.zeros([2])))).toMatchInlineSnapshot(`
      "bceWithLogits expects a target of the shape of x, [2, 3]
        Received  target [2]
        Rule      a loss compares element by element; it does not broadcast"
    `);
    expect(messageOf(() => bceWithLogits(x(), x(), { weight: tf.ones([2]) }))).toMatchInlineSnapshot(`
      "bceWithLogits expects a weight that broadcasts to [2, 3]
        Received  weight [2]
        Rule      counted from the last, each axis is 1 or as long as that of x"
    `);
    expect(messageOf(() => bceWithLogits(x(), x(), { posWeight: tf.ones([1, 2, 3]) }))).toMatchInlineSnapshot(`
      "bceWithLogits expects a posWeight that broadcasts to [2, 3]
        Received  posWeight [1, 2, 3]
        Rule      counted from the last, each axis is 1 or as long as that of x"
    `);
  });
  test('arguments of the wrong type', () => {
    expect(messageOf(() => bceWithLogits(x(), tf.zeros([2, 3], 'int32')))).toMatchInlineSnapshot(`
      "bceWithLogits: target must hold float32 numbers, not int32
        Received  target int32 [2, 3]
        Try       tf.cast(target, 'float32')"
    `);
    expect(messageOf(() => bceWithLogits(x(), x(), { posWeight: 2 as unknown as tf.Tensor }))).toMatchInlineSnapshot(`
      "bceWithLogits: posWeight must be a tensor, not 2
        Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
    `);
  });
  test('options that are unknown or out of range', () => {
    expect(messageOf(() => bceWithLogits(x(), x(), { posweight: tf.ones([3]) } as object))).toMatchInlineSnapshot(`
      "bceWithLogits: unknown option 'posweight'
        Received  { posweight: Tensor }
        Rule      the options are weight, posWeight, reduction
        Try       'posWeight'"
    `);
    expect(messageOf(() => bceWithLogits(x(), x(), { reduction: 'batchmean' as 'mean' }))).toMatchInlineSnapshot(
      `"bceWithLogits: reduction must be one of 'mean', 'sum', 'none', not 'batchmean'"`,
    );
  });
});
