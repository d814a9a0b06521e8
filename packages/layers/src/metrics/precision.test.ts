import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { accuracy } from './accuracy.ts';
import { precision } from './precision.ts';
import { recall } from './recall.ts';

// class   samples   found   taken for it
//   0        3        2          3
//   1        2        1          3
//   2        2        0          0
//   3        0        0          1
const labels = [0, 0, 0, 1, 1, 2, 2];
const predictions = [0, 0, 1, 1, 0, 1, 3];

test('of each class, 0 where it is never predicted', () => {
  expect(precision(predictions, labels, { average: 'none' })).toEqual([2 / 3, 1 / 3, 0, 0]);
});

test('as one number', () => {
  expect(precision(predictions, labels)).toBeCloseTo(1 / 4, 12);
  expect(precision(predictions, labels, { average: 'macro' })).toBeCloseTo(1 / 4, 12);
  expect(precision(predictions, labels, { average: 'micro' })).toBe(3 / 7);
  expect(precision(predictions, labels, { average: 'weighted' })).toBeCloseTo(8 / 21, 12);
});

test('a class more that does not occur counts in the mean alone', () => {
  const of = (average: 'macro' | 'micro' | 'weighted') => precision(predictions, labels, { average, numClasses: 5 });
  expect(of('macro')).toBeCloseTo((1 / 4) * (4 / 5), 12);
  expect(of('micro')).toBe(3 / 7);
  expect(of('weighted')).toBeCloseTo(8 / 21, 12);
});

test('scores and tensors are read alike', () => {
  const scores = tf.oneHot(tf.tensor1d(predictions, 'int32'), 4, 2, -1, 'float32');
  expect(precision(scores, tf.tensor1d(labels, 'int32'))).toBe(precision(predictions, labels));
});

const samples = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 40 });
const split = (pairs: [number, number][]) => [pairs.map(([p]) => p), pairs.map(([, t]) => t)] as const;

test('over all samples together it is the accuracy, and of each class the recall the other way round', () => {
  fc.assert(
    fc.property(samples, (pairs) => {
      const [p, t] = split(pairs);
      expect(precision(p, t, { average: 'micro' })).toBe(accuracy(p, t));
      expect(precision(p, t, { average: 'none' })).toEqual(recall(t, p, { average: 'none' }));
    }),
  );
});

test('wrong arguments are refused', () => {
  expect(messageOf(() => precision([0], [0, 1]))).toMatchInlineSnapshot(`"precision expects labels [1] but gets [2]"`);
  expect(messageOf(() => precision([], []))).toMatchInlineSnapshot(`
    "precision: there are neither samples nor numClasses
      Try       the option numClasses"
  `);
  expect(messageOf(() => precision([0], [0], { average: 'samples' as 'macro' }))).toMatchInlineSnapshot(
    `"precision: average must be one of 'macro', 'micro', 'weighted', 'none', not 'samples'"`,
  );
  expect(messageOf(() => precision([0], [2], { numClasses: 2 }))).toMatchInlineSnapshot(`
    "precision: label 2 of sample 0 is not one of 2 classes
      Rule      0 <= label <= 1"
  `);
  expect(messageOf(() => precision([0], [0], { zeroDivision: 1 } as object))).toMatchInlineSnapshot(`
    "precision: unknown option 'zeroDivision'
      Received  { zeroDivision: 1 }
      Rule      the options are average, numClasses"
  `);
});
