import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { BatchNorm2d } from '../layers/batch-norm2d.ts';
import { batchNorm2d } from './batch-norm2d.ts';
import { channelsFirst } from './transpose.ts';

tidyEachTest();

const x = () => tf.randomNormal<tf.Rank.R4>([2, 3, 4, 2], 1, 2, 'float32', 1);

test('gives what the layer gives, in training and in use, in both data formats', () => {
  const norm = new BatchNorm2d(2, { momentum: 0.3, eps: 0.01 }).init(0);
  const running = { runningMean: tf.variable(tf.zeros([2])), runningVar: tf.variable(tf.ones([2])) };
  const parameters = { weight: tf.ones<tf.Rank.R1>([2]), bias: tf.zeros<tf.Rank.R1>([2]), eps: 0.01 };
  const y = batchNorm2d(x(), { ...running, ...parameters, training: true, momentum: 0.3 } as never);
  expect(y.arraySync()).toEqual(norm.forward(x()).arraySync());
  expect(running.runningMean.arraySync()).toEqual(norm.stateDict().running_mean!.arraySync());
  expect(running.runningVar.arraySync()).toEqual(norm.stateDict().running_var!.arraySync());

  const inUse = norm.eval().forward(x());
  expect(batchNorm2d(x(), { ...running, ...parameters } as never).arraySync()).toEqual(inUse.arraySync());
  const first = batchNorm2d(channelsFirst(x()), { ...running, ...parameters, dataFormat: 'NCHW' } as never);
  expect(first.arraySync()).toEqual(channelsFirst(inUse).arraySync());
});

test('a backward pass uses the running statistics of its forward pass', () => {
  const [runningMean, runningVar] = [tf.variable(tf.zeros([2])), tf.variable(tf.ones([2]))];
  const weight = tf.variable<tf.Rank.R1>(tf.tensor1d([1, 2]));
  const { grads } = tf.engine().gradients(
    () => {
      const y = batchNorm2d(x(), { runningMean, runningVar, weight, eps: 0 } as never);
      runningMean.assign(tf.fill([2], 100));
      return y;
    },
    [weight],
    tf.ones([2, 3, 4, 2]),
  );
  const sums = tf.sum(x(), [0, 1, 2]);
  expect(grads[0]!.arraySync()).toEqual(sums.arraySync());
});

test('what does not fit is refused', () => {
  const refused = (options: object) => messageOf(() => batchNorm2d(x(), options));
  const [two, three] = [tf.zeros([2]), tf.zeros([3])];
  expect(refused({})).toMatchInlineSnapshot(`
    "batchNorm2d: runningMean and runningVar are needed outside of training
      Try       training: true, to normalize by the batch itself"
  `);
  expect(refused({ runningMean: two })).toMatchInlineSnapshot(`
    "batchNorm2d: runningMean and runningVar are needed outside of training
      Try       training: true, to normalize by the batch itself"
  `);
  expect(refused({ runningMean: two, runningVar: two, training: true })).toMatchInlineSnapshot(`
    "batchNorm2d: runningMean must be a variable in training, not Tensor
      Rule      running statistics move with every batch, both or none
      Try       tf.variable(…, false)"
  `);
  expect(refused({ runningMean: tf.variable(two), training: true })).toMatchInlineSnapshot(`
    "batchNorm2d: runningVar must be a variable in training, not undefined
      Rule      running statistics move with every batch, both or none
      Try       tf.variable(…, false)"
  `);
  expect(refused({ runningMean: two, runningVar: three })).toMatchInlineSnapshot(
    `"batchNorm2d expects a runningVar of shape [2] but gets [3]"`,
  );
  expect(refused({ training: true, weight: [1, 1] })).toMatchInlineSnapshot(`
    "batchNorm2d: weight must be a tensor, not [1, 1]
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
  expect(refused({ training: 'yes' })).toMatchInlineSnapshot(
    `"batchNorm2d: training must be one of true, false, not 'yes'"`,
  );
  expect(refused({ training: true, momentum: null })).toMatchInlineSnapshot(
    `"batchNorm2d: momentum must be a number from 0 to 1, not null"`,
  );
  expect(refused({ training: true, eps: Number.NaN })).toMatchInlineSnapshot(
    `"batchNorm2d: eps must be a number of at least 0, not NaN"`,
  );
  expect(refused({ training: true, moment: 0.5 })).toMatchInlineSnapshot(`
    "batchNorm2d: unknown option 'moment'
      Received  { training: true, moment: 0.5 }
      Rule      the options are runningMean, runningVar, weight, bias, training, momentum, eps, dataFormat
      Try       'momentum'"
  `);
  expect(messageOf(() => batchNorm2d(tf.zeros([2, 3]) as never, { training: true }))).toMatchInlineSnapshot(`
    "batchNorm2d expects x to be a 4D tensor, not one of shape [2, 3]
      Rule      [N, H, W, C], or [N, C, H, W] with dataFormat NCHW"
  `);
});
