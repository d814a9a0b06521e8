import { messageOf } from '@featuremap/testing';
import type * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivation } from '../../test/activation-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { hardswish } from './hardswish.ts';

tidyEachTest();

testActivation('hardswish', hardswish);

test('wrong arguments are refused', () => {
  expect(messageOf(() => hardswish([1] as unknown as tf.Tensor))).toMatchInlineSnapshot(`
    "hardswish: x must be a tensor, not [1]
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
});
