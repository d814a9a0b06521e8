import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivation } from '../../test/activation-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { type EluOptions, elu } from './elu.ts';

tidyEachTest();

testActivation<EluOptions>('elu', elu);

test('wrong arguments are refused', () => {
  expect(messageOf(() => elu([1] as unknown as tf.Tensor))).toMatchInlineSnapshot(`
    "elu: x must be a tensor, not [1]
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
  expect(messageOf(() => elu(tf.zeros([1]), { alpha: '1' as unknown as number }))).toMatchInlineSnapshot(
    `"elu: alpha must be a number, not '1'"`,
  );
  expect(messageOf(() => elu(tf.zeros([1]), { Alpha: 1 } as object))).toMatchInlineSnapshot(`
    "elu: unknown option 'Alpha'
      Received  { Alpha: 1 }
      Rule      the options are alpha
      Try       'alpha'"
  `);
});
