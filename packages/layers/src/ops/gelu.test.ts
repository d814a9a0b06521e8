import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivation } from '../../test/activation-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { type GeluOptions, gelu } from './gelu.ts';

tidyEachTest();

testActivation<GeluOptions>('gelu', gelu);

test('wrong arguments are refused', () => {
  expect(messageOf(() => gelu([1] as unknown as tf.Tensor))).toMatchInlineSnapshot(`
    "gelu: x must be a tensor, not [1]
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
  expect(messageOf(() => gelu(tf.zeros([1]), { approximate: 'tan' as 'tanh' }))).toMatchInlineSnapshot(`
    "gelu: approximate must be one of 'none', 'tanh', not 'tan'
      Try       'tanh'"
  `);
  expect(messageOf(() => gelu(tf.zeros([1]), { approx: 'tanh' } as object))).toMatchInlineSnapshot(`
    "gelu: unknown option 'approx'
      Received  { approx: 'tanh' }
      Rule      the options are approximate"
  `);
});
