import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { input } from '@featuremap/shapes';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { sequential } from './sequential.ts';
import { Softmax } from './softmax.ts';

tidyEachTest();

testLayer({ make: () => new Softmax(), sample: [5] });

test('dim counts the axes of the format of the network', () => {
  const net = sequential(input(2, 1, 3, { dataFormat: 'NCHW' }), new Softmax({ dim: 1 }));
  const y = net.forward(tf.randomNormal([4, 2, 1, 3], 0, 1, 'float32', 1));
  const sums = tf.sum(y, 1).dataSync();
  for (const sum of sums) expect(sum).toBeCloseTo(1, 6);
});

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new Softmax({ dim: 0.5 }))).toMatchInlineSnapshot(
    `"softmax: dim must be an integer, not 0.5"`,
  );
  expect(messageOf(() => new Softmax({ axis: 1 } as object))).toMatchInlineSnapshot(`
    "softmax: unknown option 'axis'
      Received  { axis: 1 }
      Rule      the options are dim"
  `);
});
