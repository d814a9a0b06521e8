import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { LayerNorm } from '../layers/layer-norm.ts';
import { layerNorm } from './layer-norm.ts';

tidyEachTest();

const x = () => tf.randomNormal([3, 2, 4], 1, 2, 'float32', 1);

test('gives what the layer gives', () => {
  const weight = tf.tensor1d([1, 2, 3, 4]);
  const bias = tf.tensor1d([0, 1, 0, -1]);
  const norm = new LayerNorm(4, { eps: 0.01 }).loadStateDict({ weight, bias });
  expect(layerNorm(x(), 4, { weight, bias, eps: 0.01 }).arraySync()).toEqual(norm.forward(x()).arraySync());
});

test('a batch of nothing stays nothing', () => {
  expect(layerNorm(tf.zeros([0, 2, 4]), [2, 4]).shape).toEqual([0, 2, 4]);
});

test('what does not fit is refused', () => {
  expect(messageOf(() => layerNorm(x(), 3))).toMatchInlineSnapshot(
    `
    "layerNorm expects a shape that ends in [3] but the previous layer gives [3, 2, 4]
      Rule      normalizedShape is the sizes of the last axes, in the data format of the network
      Try       normalizedShape [4]"
  `,
  );
  expect(messageOf(() => layerNorm(x(), []))).toMatchInlineSnapshot(
    `"layerNorm: normalizedShape must have at least one size, not []"`,
  );
  expect(messageOf(() => layerNorm(x(), [2, 4], { weight: tf.ones([4]) }))).toMatchInlineSnapshot(
    `"layerNorm expects a weight of shape [2, 4] but gets [4]"`,
  );
  expect(messageOf(() => layerNorm(x(), 4, { bias: [1] as never }))).toMatchInlineSnapshot(`
    "layerNorm: bias must be a tensor, not [1]
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
  expect(messageOf(() => layerNorm(x(), 4, { eps: null as never }))).toMatchInlineSnapshot(
    `"layerNorm: eps must be a number of at least 0, not null"`,
  );
  expect(messageOf(() => layerNorm(x(), 4, { axis: 1 } as object))).toMatchInlineSnapshot(`
    "layerNorm: unknown option 'axis'
      Received  { axis: 1 }
      Rule      the options are weight, bias, eps"
  `);
  expect(messageOf(() => layerNorm([1] as never, 1))).toMatchInlineSnapshot(`
    "layerNorm: x must be a tensor, not [1]
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
});
