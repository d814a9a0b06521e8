import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { accuracy } from './accuracy.ts';

test('counts the predictions that are the label', () => {
  expect(accuracy([0, 1, 2, 1], [0, 2, 2, 1])).toBe(0.75);
  expect(accuracy(Int32Array.of(0, 1), Uint8Array.of(1, 0))).toBe(0);
});

test('of scores the largest counts, of equal ones the first', () => {
  const scores = [
    [0.1, 0.7, 0.2],
    [-3, -2, -1],
    [5, 5, 5],
    [-Infinity, 0, Infinity],
  ]; // classes 1, 2, 0, 2
  const labels = [1, 2, 1, 2];
  expect(accuracy(scores, labels)).toBe(0.75);
  expect(
    accuracy(
      scores.map((row) => Float32Array.from(row)),
      labels,
    ),
  ).toBe(0.75);
});

test('tensors give what arrays give, and are not disposed of', () => {
  const [scores, classes, labels] = [
    tf.tensor2d([
      [0, 1],
      [1, 0],
    ]),
    tf.tensor1d([1, 0], 'int32'),
    tf.tensor1d([1, 1], 'int32'),
  ];
  expect(accuracy(scores, labels)).toBe(0.5);
  expect(accuracy(classes, labels)).toBe(0.5);
  expect(accuracy(scores, [1, 0])).toBe(1);
  expect([scores.isDisposed, classes.isDisposed, labels.isDisposed]).toEqual([false, false, false]);
});

test('the order of the samples does not matter', () => {
  const samples = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(samples, fc.infiniteStream(fc.double({ noNaN: true })), (pairs, keys) => {
      const shuffled = pairs.map((pair) => ({ pair, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
      const of = (some: [number, number][]) => {
        return accuracy(
          some.map(([p]) => p),
          some.map(([, t]) => t),
        );
      };
      expect(of(shuffled.map(({ pair }) => pair))).toBe(of(pairs));
    }),
  );
});

test('wrong arguments are refused', () => {
  expect(messageOf(() => accuracy([], []))).toMatchInlineSnapshot(`"accuracy: there are no samples"`);
  expect(messageOf(() => accuracy([0, 1], [0]))).toMatchInlineSnapshot(`"accuracy expects labels [2] but gets [1]"`);
  expect(messageOf(() => accuracy([0, 1], [0, 0.5]))).toMatchInlineSnapshot(`
    "accuracy: label 0.5 of sample 1 is not a class
      Rule      a class is an integer of at least 0"
  `);
  expect(messageOf(() => accuracy([0, -1], [0, 1]))).toMatchInlineSnapshot(`
    "accuracy: prediction -1 of sample 1 is not a class
      Rule      a class is an integer of at least 0"
  `);
  expect(messageOf(() => accuracy([[1, 2]], [2]))).toMatchInlineSnapshot(`
    "accuracy: label 2 of sample 0 is not one of 2 classes
      Rule      0 <= label <= 1"
  `);
  expect(messageOf(() => accuracy([[1, Number.NaN]], [0]))).toMatchInlineSnapshot(
    `"accuracy: score 1 of sample 0 must be a number, not NaN"`,
  );
  expect(messageOf(() => accuracy([[1, 2], [1]], [0, 0]))).toMatchInlineSnapshot(
    `"accuracy: row 1 has 1 scores but row 0 has 2"`,
  );
  expect(messageOf(() => accuracy([[1, 2], 3] as unknown as number[][], [0, 0]))).toMatchInlineSnapshot(
    `"accuracy: row 1 of the scores must be an array, not 3"`,
  );
  expect(messageOf(() => accuracy([[]], [0]))).toMatchInlineSnapshot(
    `"accuracy expects a score for at least one class"`,
  );
  expect(messageOf(() => accuracy('01' as unknown as number[], [0, 1]))).toMatchInlineSnapshot(
    `"accuracy: predictions must be a tensor or an array, not '01'"`,
  );
  expect(messageOf(() => accuracy(tf.zeros([1, 2, 3]), [0]))).toMatchInlineSnapshot(
    `"accuracy expects predictions [N] but gets [1, 2, 3]"`,
  );
  expect(messageOf(() => accuracy([0], tf.zeros([1, 1])))).toMatchInlineSnapshot(
    `"accuracy expects labels [N] but gets [1, 1]"`,
  );
});
