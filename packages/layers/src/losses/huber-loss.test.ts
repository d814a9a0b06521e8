import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testDifferenceLoss } from '../../test/difference-loss-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { type HuberLossOptions, huberLoss } from './huber-loss.ts';

tidyEachTest();

testDifferenceLoss<HuberLossOptions>('huberLoss', huberLoss);

test('wrong arguments are refused', () => {
  const x = tf.zeros([1]);
  expect(messageOf(() => huberLoss(x, 1 as unknown as tf.Tensor))).toMatchInlineSnapshot(`
    "huberLoss: target must be a tensor, not 1
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
  expect(messageOf(() => huberLoss(tf.zeros([1], 'int32'), x))).toMatchInlineSnapshot(`
    "huberLoss: x must hold float32 numbers, not int32
      Received  x int32 [1]
      Try       tf.cast(x, 'float32')"
  `);
  expect(messageOf(() => huberLoss(x, x, { reduction: 'avg' as 'mean' }))).toMatchInlineSnapshot(
    `"huberLoss: reduction must be one of 'mean', 'sum', 'none', not 'avg'"`,
  );
  expect(messageOf(() => huberLoss(x, x, { beta: 1 } as object))).toMatchInlineSnapshot(`
    "huberLoss: unknown option 'beta'
      Received  { beta: 1 }
      Rule      the options are delta, reduction
      Try       'delta'"
  `);
});

test('a delta that is not above 0 is refused', () => {
  const x = tf.zeros([1]);
  expect(messageOf(() => huberLoss(x, x, { delta: 0 }))).toMatchInlineSnapshot(
    `"huberLoss: delta must be above 0, not 0"`,
  );
  expect(messageOf(() => huberLoss(x, x, { delta: Number.NaN }))).toMatchInlineSnapshot(
    `"huberLoss: delta must be a number, not NaN"`,
  );
});

test('a difference of any size is safe', () => {
  const loss = huberLoss(tf.tensor1d([1e38]), tf.zeros([1]), { delta: 2 });
  expect(loss.dataSync()[0]).toBe(Math.fround(2e38));
});
