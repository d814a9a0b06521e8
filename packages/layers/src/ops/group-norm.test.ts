import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { GroupNorm } from '../layers/group-norm.ts';
import { groupNorm } from './group-norm.ts';
import { channelsFirst } from './transpose.ts';

tidyEachTest();

const x = () => tf.randomNormal<tf.Rank.R4>([2, 3, 5, 4], 1, 2, 'float32', 1);

test('gives what the layer gives, in both data formats', () => {
  const [weight, bias] = [tf.tensor1d([1, 2, 3, 4]), tf.tensor1d([0, 1, 0, -1])];
  const norm = new GroupNorm(2, 4, { eps: 0.01 }).loadStateDict({ weight, bias });
  const y = norm.forward(x());
  expect(groupNorm(x(), 2, { weight, bias, eps: 0.01 }).arraySync()).toEqual(y.arraySync());
  const first = groupNorm(channelsFirst(x()), 2, { weight, bias, eps: 0.01, dataFormat: 'NCHW' });
  expect(first.arraySync()).toEqual(channelsFirst(y).arraySync());
});

test('a weight or a bias may stand alone', () => {
  const plain = groupNorm(x(), 2);
  const two = tf.fill<tf.Rank.R1>([4], 2);
  expect(groupNorm(x(), 2, { weight: two }).arraySync()).toEqual(tf.mul(plain, 2).arraySync());
  expect(groupNorm(x(), 2, { bias: two }).arraySync()).toEqual(tf.add(plain, 2).arraySync());
  const { grads } = tf.engine().gradients(() => groupNorm(x(), 2, { bias: two }), [two], tf.ones([2, 3, 5, 4]));
  expect(grads[0]!.arraySync()).toEqual([30, 30, 30, 30]);
});

test('what does not fit is refused', () => {
  expect(messageOf(() => groupNorm(x(), 3))).toMatchInlineSnapshot(
    `"groupNorm: numGroups 3 does not divide 4 channels"`,
  );
  expect(messageOf(() => groupNorm(x(), 0))).toMatchInlineSnapshot(
    `"groupNorm: numGroups must be an integer of at least 1, not 0"`,
  );
  expect(messageOf(() => groupNorm(x(), 2, { weight: tf.ones([2]) }))).toMatchInlineSnapshot(
    `"groupNorm expects a weight of shape [4] but gets [2]"`,
  );
  expect(messageOf(() => groupNorm(x(), 2, { bias: tf.ones([4, 1]) as never }))).toMatchInlineSnapshot(
    `"groupNorm expects a bias of shape [4] but gets [4, 1]"`,
  );
  expect(messageOf(() => groupNorm(x(), 2, { eps: -1 }))).toMatchInlineSnapshot(
    `"groupNorm: eps must be a number of at least 0, not -1"`,
  );
  expect(messageOf(() => groupNorm(x(), 2, { epsilon: 1 } as object))).toMatchInlineSnapshot(`
    "groupNorm: unknown option 'epsilon'
      Received  { epsilon: 1 }
      Rule      the options are weight, bias, eps, dataFormat"
  `);
  expect(messageOf(() => groupNorm(tf.ones([2, 4]) as never, 2))).toMatchInlineSnapshot(`
    "groupNorm expects x to be a 4D tensor, not one of shape [2, 4]
      Rule      [N, H, W, C], or [N, C, H, W] with dataFormat NCHW"
  `);
});
