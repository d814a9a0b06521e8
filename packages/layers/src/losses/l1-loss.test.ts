import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testDifferenceLoss } from '../../test/difference-loss-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { type L1LossOptions, l1Loss } from './l1-loss.ts';

tidyEachTest();

testDifferenceLoss<L1LossOptions>('l1Loss', l1Loss);

test('wrong arguments are refused', () => {
  const x = tf.zeros([1]);
  expect(messageOf(() => l1Loss(x, 1 as unknown as tf.Tensor))).toMatchInlineSnapshot(`
    "l1Loss: target must be a tensor, not 1
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
  expect(messageOf(() => l1Loss(tf.zeros([1], 'int32'), x))).toMatchInlineSnapshot(`
    "l1Loss: x must hold float32 numbers, not int32
      Received  x int32 [1]
      Try       tf.cast(x, 'float32')"
  `);
  expect(messageOf(() => l1Loss(x, x, { reduction: 'avg' as 'mean' }))).toMatchInlineSnapshot(
    `"l1Loss: reduction must be one of 'mean', 'sum', 'none', not 'avg'"`,
  );
  expect(messageOf(() => l1Loss(x, x, { beta: 1 } as object))).toMatchInlineSnapshot(`
    "l1Loss: unknown option 'beta'
      Received  { beta: 1 }
      Rule      the options are reduction"
  `);
});
