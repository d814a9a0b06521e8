import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { accuracy } from './accuracy.ts';
import { f1 } from './f1.ts';
import { precision } from './precision.ts';
import { recall } from './recall.ts';

// class   samples   found   taken for it
//   0        3        2          3
//   1        2        1          3
//   2        2        0          0
//   3        0        0          1
const labels = [0, 0, 0, 1, 1, 2, 2];
const predictions = [0, 0, 1, 1, 0, 1, 3];

test('of each class, 0 where it neither occurs nor is predicted', () => {
  expect(f1(predictions, labels, { average: 'none' })).toEqual([2 / 3, 2 / 5, 0, 0]);
});

test('as one number', () => {
  expect(f1(predictions, labels)).toBeCloseTo(4 / 15, 12);
  expect(f1(predictions, labels, { average: 'macro' })).toBeCloseTo(4 / 15, 12);
  expect(f1(predictions, labels, { average: 'micro' })).toBe(3 / 7);
  expect(f1(predictions, labels, { average: 'weighted' })).toBeCloseTo(2 / 5, 12);
});

test('a class more that does not occur counts in the mean alone', () => {
  const of = (average: 'macro' | 'micro' | 'weighted') => f1(predictions, labels, { average, numClasses: 5 });
  expect(of('macro')).toBeCloseTo((4 / 15) * (4 / 5), 12);
  expect(of('micro')).toBe(3 / 7);
  expect(of('weighted')).toBeCloseTo(2 / 5, 12);
});

test('scores and tensors are read alike', () => {
  const scores = tf.oneHot(tf.tensor1d(predictions, 'int32'), 4, 2, -1, 'float32');
  expect(f1(scores, tf.tensor1d(labels, 'int32'))).toBe(f1(predictions, labels));
});

const samples = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 40 });
const split = (pairs: [number, number][]) => [pairs.map(([p]) => p), pairs.map(([, t]) => t)] as const;

test('it is the harmonic mean of precision and recall, and over all samples together the accuracy', () => {
  fc.assert(
    fc.property(samples, (pairs) => {
      const [p, t] = split(pairs);
      const P = precision(p, t, { average: 'none' });
      const R = recall(p, t, { average: 'none' });
      for (const [c, value] of f1(p, t, { average: 'none' }).entries()) {
        const sum = P[c]! + R[c]!;
        expect(value).toBeCloseTo(sum === 0 ? 0 : (2 * P[c]! * R[c]!) / sum, 12);
      }
      expect(f1(p, t, { average: 'micro' })).toBe(accuracy(p, t));
    }),
  );
});

test('wrong arguments are refused', () => {
  expect(messageOf(() => f1([0], [0, 1]))).toMatchInlineSnapshot(`"f1 expects labels [1] but gets [2]"`);
  expect(messageOf(() => f1([], []))).toMatchInlineSnapshot(`
    "f1: there are neither samples nor numClasses
      Try       the option numClasses"
  `);
  expect(messageOf(() => f1([0], [0], { average: 'samples' as 'macro' }))).toMatchInlineSnapshot(
    `"f1: average must be one of 'macro', 'micro', 'weighted', 'none', not 'samples'"`,
  );
  expect(messageOf(() => f1([0], [2], { numClasses: 2 }))).toMatchInlineSnapshot(`
    "f1: label 2 of sample 0 is not one of 2 classes
      Rule      0 <= label <= 1"
  `);
  expect(messageOf(() => f1([0], [0], { zeroDivision: 1 } as object))).toMatchInlineSnapshot(`
    "f1: unknown option 'zeroDivision'
      Received  { zeroDivision: 1 }
      Rule      the options are average, numClasses"
  `);
});
