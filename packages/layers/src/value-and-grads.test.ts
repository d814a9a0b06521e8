import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../test/memory.ts';
import { sigmoid } from './ops/sigmoid.ts';
import { valueAndGrads } from './value-and-grads.ts';

tidyEachTest();

test('what cannot be differentiated is refused', () => {
  const x = tf.variable(tf.scalar(0));
  expect(messageOf(() => valueAndGrads(() => sigmoid(x as tf.Scalar), []))).toMatchInlineSnapshot(`
    "valueAndGrads: there are no parameters
      Try       net.parameters(), after net.init(seed)"
  `);
  expect(messageOf(() => valueAndGrads(() => 1 as unknown as tf.Scalar, [x]))).toMatchInlineSnapshot(
    `"valueAndGrads: f must give a scalar, not 1"`,
  );
  expect(
    messageOf(() => valueAndGrads(() => sigmoid(tf.zeros([2])) as unknown as tf.Scalar, [x])),
  ).toMatchInlineSnapshot(`
    "valueAndGrads: f must give a scalar, not a tensor of shape [2]
      Try       a loss with reduction 'mean' or 'sum'"
  `);
});

test('a parameter that has no part in the value is named, and nothing is left behind', () => {
  const [x, unused] = [tf.variable(tf.scalar(0)), tf.variable(tf.zeros([3]))];
  const before = tf.memory().numTensors;
  expect(messageOf(() => valueAndGrads(() => sigmoid(x as tf.Scalar), [x, unused]))).toMatchInlineSnapshot(`
    "valueAndGrads: the value does not depend on parameter 1, of shape [3]
      Try       leave it out of the list, or use it"
  `);
  expect(tf.memory().numTensors).toBe(before);
});
