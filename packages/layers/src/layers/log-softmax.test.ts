import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { input } from '../index.ts';
import { logSoftmax } from '../ops/softmax.ts';
import { LogSoftmax } from './log-softmax.ts';
import { sequential } from './sequential.ts';

tidyEachTest();

describe('along the last axis', () => testActivationLayer(() => new LogSoftmax(), logSoftmax));

describe('along axis 1', () =>
  testActivationLayer(
    () => new LogSoftmax({ dim: 1 }),
    (x) => logSoftmax(x, { dim: 1 }),
  ));

testLayer({ make: () => new LogSoftmax(), sample: [3, 4, 2] });

test('dim counts the axes in the format of the network', () => {
  const net = sequential(input(3, 2, 2, { dataFormat: 'NCHW' }), new LogSoftmax({ dim: 1 }));
  const sums = tf.sum(tf.exp(net.forward(tf.randomNormal([1, 3, 2, 2], 0, 3, 'float32', 1))), 1);
  for (const sum of sums.dataSync()) expect(sum).toBeCloseTo(1, 5);
});

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new LogSoftmax({ dim: 0.5 }))).toMatchInlineSnapshot(
    `"logSoftmax: dim must be an integer, not 0.5"`,
  );
  expect(messageOf(() => new LogSoftmax({ axis: 1 } as object))).toMatchInlineSnapshot(`
    "logSoftmax: unknown option 'axis'
      Received  { axis: 1 }
      Rule      the options are dim"
  `);
});

test('an axis that is not there is refused when it is used', () => {
  expect(messageOf(() => new LogSoftmax({ dim: 2 }).forward(tf.zeros([1, 2])))).toMatchInlineSnapshot(
    `"logSoftmax: there is no axis 2 in a tensor of shape [1, 2]"`,
  );
});
