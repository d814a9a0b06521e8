import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { accuracy } from './accuracy.ts';
import { ConfusionMatrix, confusionMatrix } from './confusion-matrix.ts';
import { f1 } from './f1.ts';
import { precision } from './precision.ts';
import { recall } from './recall.ts';

const samples = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 40 });
const split = (pairs: [number, number][]) => [pairs.map(([p]) => p), pairs.map(([, t]) => t)] as const;

describe('confusionMatrix', () => {
  test('rows are the labels, columns the predictions', () => {
    expect(confusionMatrix([0, 1, 1, 2], [0, 0, 1, 1])).toEqual([
      [1, 1, 0],
      [0, 1, 1],
      [0, 0, 0],
    ]);
  });

  test('there are as many classes as scores, as the largest class needs, or as is said', () => {
    expect(confusionMatrix([[0.9, 0.05, 0.05]], [0])).toHaveLength(3);
    expect(confusionMatrix(tf.tensor2d([[0, 1]]), tf.tensor1d([0], 'int32'))).toEqual([
      [0, 1],
      [0, 0],
    ]);
    expect(confusionMatrix([0], [4])).toHaveLength(5);
    expect(confusionMatrix([0], [0], { numClasses: 2 })).toEqual([
      [1, 0],
      [0, 0],
    ]);
    expect(confusionMatrix([], [], { numClasses: 1 })).toEqual([[0]]);
  });

  test('its sum is the number of samples, its diagonal the hits; the other way round it is transposed', () => {
    fc.assert(
      fc.property(samples, (pairs) => {
        const [predictions, labels] = split(pairs);
        const counts = confusionMatrix(predictions, labels, { numClasses: 4 });
        const hits = counts.reduce((sum, row, c) => sum + row[c]!, 0);
        expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(pairs.length);
        expect(hits / pairs.length).toBe(accuracy(predictions, labels));
        const turned = counts.map((_, p) => counts.map((row) => row[p]));
        expect(confusionMatrix(labels, predictions, { numClasses: 4 })).toEqual(turned);
      }),
    );
  });

  test('wrong arguments are refused', () => {
    expect(messageOf(() => confusionMatrix([], []))).toMatchInlineSnapshot(`
      "confusionMatrix: there are neither samples nor numClasses
        Try       the option numClasses"
    `);
    expect(messageOf(() => confusionMatrix([0], [0, 1]))).toMatchInlineSnapshot(
      `"confusionMatrix expects labels [1] but gets [2]"`,
    );
    expect(messageOf(() => confusionMatrix([3], [0], { numClasses: 3 }))).toMatchInlineSnapshot(`
      "confusionMatrix: prediction 3 of sample 0 is not one of 3 classes
        Rule      0 <= prediction <= 2"
    `);
    expect(messageOf(() => confusionMatrix([0], [3], { numClasses: 3 }))).toMatchInlineSnapshot(`
      "confusionMatrix: label 3 of sample 0 is not one of 3 classes
        Rule      0 <= label <= 2"
    `);
    expect(messageOf(() => confusionMatrix([[1, 2]], [0], { numClasses: 3 }))).toMatchInlineSnapshot(
      `"confusionMatrix expects scores of 3 classes but gets 2"`,
    );
    expect(messageOf(() => confusionMatrix([0], [0], { numClasses: 0 }))).toMatchInlineSnapshot(
      `"confusionMatrix: numClasses must be an integer of at least 1, not 0"`,
    );
    expect(messageOf(() => confusionMatrix([0], [0], { classes: 2 } as object))).toMatchInlineSnapshot(`
      "confusionMatrix: unknown option 'classes'
        Received  { classes: 2 }
        Rule      the options are numClasses"
    `);
  });
});

describe('ConfusionMatrix', () => {
  test('batch by batch gives what all at once gives', () => {
    fc.assert(
      fc.property(samples, fc.nat(40), (pairs, cut) => {
        const [predictions, labels] = split(pairs);
        const matrix = new ConfusionMatrix(4);
        for (const part of [pairs.slice(0, cut), pairs.slice(cut)]) matrix.update(...split(part));
        const options = { numClasses: 4, average: 'none' } as const;
        expect(matrix.counts).toEqual(confusionMatrix(predictions, labels, { numClasses: 4 }));
        expect(matrix.samples).toBe(pairs.length);
        expect(matrix.accuracy()).toBe(accuracy(predictions, labels));
        expect(matrix.precision({ average: 'none' })).toEqual(precision(predictions, labels, options));
        expect(matrix.recall({ average: 'none' })).toEqual(recall(predictions, labels, options));
        expect(matrix.f1({ average: 'none' })).toEqual(f1(predictions, labels, options));
      }),
    );
  });

  test('a batch that does not fit is not counted in part', () => {
    const matrix = new ConfusionMatrix(2).update([0], [1]);
    expect(messageOf(() => matrix.update([0, 1, 2], [0, 1, 1]))).toMatchInlineSnapshot(`
      "ConfusionMatrix.update: prediction 2 of sample 2 is not one of 2 classes
        Rule      0 <= prediction <= 1"
    `);
    expect(messageOf(() => matrix.update([0, 1, 1], [0, 1, 2]))).toMatchInlineSnapshot(`
      "ConfusionMatrix.update: label 2 of sample 2 is not one of 2 classes
        Rule      0 <= label <= 1"
    `);
    expect(messageOf(() => matrix.update([[1, 2, 3]], [0]))).toMatchInlineSnapshot(
      `"ConfusionMatrix.update expects scores of 2 classes but gets 3"`,
    );
    expect(matrix.counts).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  test('an empty batch changes nothing, and the counts that it gives are a copy', () => {
    const matrix = new ConfusionMatrix(3).update([2], [2]);
    matrix.update(tf.zeros([0, 3]), tf.zeros([0], 'int32')).counts[0]![0] = 7;
    expect(matrix.samples).toBe(1);
  });

  test('reset forgets; without samples there is no accuracy, and the other metrics are 0', () => {
    const matrix = new ConfusionMatrix(2).update([0, 1], [0, 1]);
    expect(matrix.accuracy()).toBe(1);
    matrix.reset();
    expect(messageOf(() => matrix.accuracy())).toMatchInlineSnapshot(`
      "ConfusionMatrix.accuracy: there are no samples yet
        Try       update(predictions, labels)"
    `);
    for (const average of ['macro', 'micro', 'weighted'] as const) expect(matrix.f1({ average })).toBe(0);
    expect(matrix.recall({ average: 'none' })).toEqual([0, 0]);
  });

  test('wrong arguments are refused', () => {
    expect(messageOf(() => new ConfusionMatrix(0))).toMatchInlineSnapshot(
      `"ConfusionMatrix: numClasses must be an integer of at least 1, not 0"`,
    );
    expect(messageOf(() => new ConfusionMatrix(2).f1({ average: 'binary' as 'micro' }))).toMatchInlineSnapshot(
      `"ConfusionMatrix.f1: average must be one of 'macro', 'micro', 'weighted', 'none', not 'binary'"`,
    );
    expect(messageOf(() => new ConfusionMatrix(2).precision({ numClasses: 2 } as object))).toMatchInlineSnapshot(`
      "ConfusionMatrix.precision: unknown option 'numClasses'
        Received  { numClasses: 2 }
        Rule      the options are average"
    `);
  });
});
