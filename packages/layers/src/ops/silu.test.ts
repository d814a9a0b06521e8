import { messageOf } from '@featuremap/testing';
import type * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivation } from '../../test/activation-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { silu } from './silu.ts';

tidyEachTest();

testActivation('silu', silu);

test('wrong arguments are refused', () => {
  expect(messageOf(() => silu([1] as unknown as tf.Tensor))).toMatchInlineSnapshot(`
    "silu: x must be a tensor, not [1]
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
});
