import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { input } from '@featuremap/shapes';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { Flatten } from './flatten.ts';
import { sequential } from './sequential.ts';

tidyEachTest();

testLayer({ make: () => new Flatten(), sample: [3, 4, 2] });
testLayer({ make: () => new Flatten(), sample: [5] });

test('the order is that of the format of the network', () => {
  const x = tf.reshape(tf.range(0, 6), [1, 1, 3, 2]);
  expect([
    ...sequential(input(1, 3, 2), new Flatten())
      .forward(x)
      .dataSync(),
  ]).toEqual([0, 1, 2, 3, 4, 5]);
  const first = tf.transpose(x, [0, 3, 1, 2]);
  const net = sequential(input(2, 1, 3, { dataFormat: 'NCHW' }), new Flatten());
  expect([...net.forward(first).dataSync()]).toEqual([0, 2, 4, 1, 3, 5]);
});
