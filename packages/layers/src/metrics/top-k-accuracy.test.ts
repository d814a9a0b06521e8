import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { accuracy } from './accuracy.ts';
import { topKAccuracy } from './top-k-accuracy.ts';

test('counts the labels that are among the k largest scores', () => {
  const scores = [
    [0.5, 0.2, 0.2], // classes 0, 1, 2: of equal ones the first
    [0.3, 0.4, 0.2], // 1, 0, 2
    [0.2, 0.4, 0.3], // 1, 2, 0
    [0.7, 0.2, 0.1], // 0, 1, 2
  ];
  const labels = [0, 1, 2, 2];
  expect([1, 2, 3].map((k) => topKAccuracy(scores, labels, { k }))).toEqual([0.5, 0.75, 1]);
  expect(topKAccuracy(tf.tensor2d(scores), tf.tensor1d(labels, 'int32'), { k: 2 })).toBe(0.75);
});

test('k is 5 by default', () => {
  const scores = [[6, 5, 4, 3, 2, 1]];
  expect(topKAccuracy(scores, [4])).toBe(1);
  expect(topKAccuracy(scores, [5])).toBe(0);
});

test('it is the accuracy for k = 1, grows with k, and is 1 for all classes', () => {
  const batch = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 20 })).chain(([classes, n]) =>
    fc.tuple(
      fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: classes, maxLength: classes }), {
        minLength: n,
        maxLength: n,
      }),
      fc.array(fc.nat(classes - 1), { minLength: n, maxLength: n }),
    ),
  );
  fc.assert(
    fc.property(batch, ([scores, labels]) => {
      const classes = scores[0]!.length;
      const shares = Array.from({ length: classes }, (_, i) => topKAccuracy(scores, labels, { k: i + 1 }));
      expect(shares[0]).toBe(accuracy(scores, labels));
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBe(1);
    }),
  );
});

test('wrong arguments are refused', () => {
  const scores = [[1, 2, 3]];
  expect(messageOf(() => topKAccuracy(scores, [0]))).toMatchInlineSnapshot(
    `"topKAccuracy: k must be an integer from 1 to 3, not 5"`,
  );
  expect(messageOf(() => topKAccuracy(scores, [0], { k: 0 }))).toMatchInlineSnapshot(
    `"topKAccuracy: k must be an integer from 1 to 3, not 0"`,
  );
  expect(messageOf(() => topKAccuracy(scores, [3], { k: 1 }))).toMatchInlineSnapshot(`
    "topKAccuracy: label 3 of sample 0 is not one of 3 classes
      Rule      0 <= label <= 2"
  `);
  expect(messageOf(() => topKAccuracy(scores, [0, 1], { k: 1 }))).toMatchInlineSnapshot(
    `"topKAccuracy expects labels [1] but gets [2]"`,
  );
  expect(messageOf(() => topKAccuracy([], [], { k: 1 }))).toMatchInlineSnapshot(`"topKAccuracy: there are no samples"`);
  expect(messageOf(() => topKAccuracy([1, 2] as unknown as number[][], [0, 1], { k: 1 }))).toMatchInlineSnapshot(
    `"topKAccuracy: row 0 of the scores must be an array, not 1"`,
  );
  expect(messageOf(() => topKAccuracy(tf.zeros([2]), [0, 1], { k: 1 }))).toMatchInlineSnapshot(
    `"topKAccuracy expects scores [N, C] but gets [2]"`,
  );
  expect(messageOf(() => topKAccuracy(7 as unknown as tf.Tensor, [0, 1], { k: 1 }))).toMatchInlineSnapshot(
    `"topKAccuracy: scores must be a tensor or an array of rows, not 7"`,
  );
  expect(messageOf(() => topKAccuracy(scores, [0], { K: 1 } as object))).toMatchInlineSnapshot(`
    "topKAccuracy: unknown option 'K'
      Received  { K: 1 }
      Rule      the options are k
      Try       'k'"
  `);
});
