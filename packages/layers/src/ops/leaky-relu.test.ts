import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivation } from '../../test/activation-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { type LeakyReluOptions, leakyRelu } from './leaky-relu.ts';

tidyEachTest();

testActivation<LeakyReluOptions>('leakyRelu', leakyRelu);

test('wrong arguments are refused', () => {
  expect(messageOf(() => leakyRelu([1] as unknown as tf.Tensor))).toMatchInlineSnapshot(`
    "leakyRelu: x must be a tensor, not [1]
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
  expect(messageOf(() => leakyRelu(tf.zeros([1]), { negativeSlope: Number.NaN }))).toMatchInlineSnapshot(
    `"leakyRelu: negativeSlope must be a number, not NaN"`,
  );
  expect(messageOf(() => leakyRelu(tf.zeros([1]), { slope: 1 } as object))).toMatchInlineSnapshot(`
    "leakyRelu: unknown option 'slope'
      Received  { slope: 1 }
      Rule      the options are negativeSlope"
  `);
});
