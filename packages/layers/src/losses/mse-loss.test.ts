import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testDifferenceLoss } from '../../test/difference-loss-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { type MseLossOptions, mseLoss } from './mse-loss.ts';

tidyEachTest();

testDifferenceLoss<MseLossOptions>('mseLoss', mseLoss);

test('wrong arguments are refused', () => {
  const x = tf.zeros([1]);
  expect(messageOf(() => mseLoss(x, 1 as unknown as tf.Tensor))).toMatchInlineSnapshot(`
    "mseLoss: target must be a tensor, not 1
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
  expect(messageOf(() => mseLoss(tf.zeros([1], 'int32'), x))).toMatchInlineSnapshot(`
    "mseLoss: x must hold float32 numbers, not int32
      Received  x int32 [1]
      Try       tf.cast(x, 'float32')"
  `);
  expect(messageOf(() => mseLoss(x, x, { reduction: 'avg' as 'mean' }))).toMatchInlineSnapshot(
    `"mseLoss: reduction must be one of 'mean', 'sum', 'none', not 'avg'"`,
  );
  expect(messageOf(() => mseLoss(x, x, { beta: 1 } as object))).toMatchInlineSnapshot(`
    "mseLoss: unknown option 'beta'
      Received  { beta: 1 }
      Rule      the options are reduction"
  `);
});
