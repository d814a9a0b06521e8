import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { accuracy } from './accuracy.ts';
import { recall } from './recall.ts';

// class   samples   found   taken for it
//   0        3        2          3
//   1        2        1          3
//   2        2        0          0
//   3        0        0          1
const labels = [0, 0, 0, 1, 1, 2, 2];
const predictions = [0, 0, 1, 1, 0, 1, 3];

test('of each class, 0 where it has no samples', () => {
  expect(recall(predictions, labels, { average: 'none' })).toEqual([2 / 3, 1 / 2, 0, 0]);
});

test('as one number', () => {
  expect(recall(predictions, labels)).toBeCloseTo(7 / 24, 12);
  expect(recall(predictions, labels, { average: 'macro' })).toBeCloseTo(7 / 24, 12);
  expect(recall(predictions, labels, { average: 'micro' })).toBe(3 / 7);
  expect(recall(predictions, labels, { average: 'weighted' })).toBeCloseTo(3 / 7, 12);
});

test('a class more that does not occur counts in the mean alone', () => {
  const of = (average: 'macro' | 'micro' | 'weighted') => recall(predictions, labels, { average, numClasses: 5 });
  expect(of('macro')).toBeCloseTo((7 / 24) * (4 / 5), 12);
  expect(of('micro')).toBe(3 / 7);
  expect(of('weighted')).toBeCloseTo(3 / 7, 12);
});

test('scores and tensors are read alike', () => {
  const scores = tf.oneHot(tf.tensor1d(predictions, 'int32'), 4, 2, -1, 'float32');
  expect(recall(scores, tf.tensor1d(labels, 'int32'))).toBe(recall(predictions, labels));
});

const samples = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 40 });
const split = (pairs: [number, number][]) => [pairs.map(([p]) => p), pairs.map(([, t]) => t)] as const;

test('over all samples together, and weighted by the samples of each class, it is the accuracy', () => {
  fc.assert(
    fc.property(samples, (pairs) => {
      const [p, t] = split(pairs);
      expect(recall(p, t, { average: 'micro' })).toBe(accuracy(p, t));
      expect(recall(p, t, { average: 'weighted' })).toBeCloseTo(accuracy(p, t), 12);
    }),
  );
});

test('wrong arguments are refused', () => {
  expect(messageOf(() => recall([0], [0, 1]))).toMatchInlineSnapshot(`"recall expects labels [1] but gets [2]"`);
  expect(messageOf(() => recall([], []))).toMatchInlineSnapshot(`
    "recall: there are neither samples nor numClasses
      Try       the option numClasses"
  `);
  expect(messageOf(() => recall([0], [0], { average: 'samples' as 'macro' }))).toMatchInlineSnapshot(
    `"recall: average must be one of 'macro', 'micro', 'weighted', 'none', not 'samples'"`,
  );
  expect(messageOf(() => recall([0], [2], { numClasses: 2 }))).toMatchInlineSnapshot(`
    "recall: label 2 of sample 0 is not one of 2 classes
      Rule      0 <= label <= 1"
  `);
  expect(messageOf(() => recall([0], [0], { zeroDivision: 1 } as object))).toMatchInlineSnapshot(`
    "recall: unknown option 'zeroDivision'
      Received  { zeroDivision: 1 }
      Rule      the options are average, numClasses"
  `);
});
