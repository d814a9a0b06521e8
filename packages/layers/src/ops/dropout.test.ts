import { Generator } from '@featuremap/random';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { withGradients } from '../../test/torch.ts';
import { dropout } from './dropout.ts';

tidyEachTest();

test('about p of the numbers are dropped, the others are scaled, and the gradient goes the same way', () => {
  const x = tf.fill([10000], 3) as tf.Tensor1D;
  const generator = new Generator(1);
  const dy = { shape: [10000], data: new Float32Array(10000).fill(2) };
  const { y, grads } = withGradients([x], () => dropout(x, { p: 0.2, generator }), dy);
  const values = y.dataSync();
  expect(new Set(values)).toEqual(new Set([0, Math.fround(3 * Math.fround(1 / 0.8))]));
  const dropped = values.filter((value) => value === 0).length;
  expect(dropped).toBeGreaterThan(1850);
  expect(dropped).toBeLessThan(2150);
  expect(grads[0]!.dataSync().every((slope, i) => slope === (values[i] === 0 ? 0 : 2.5))).toBe(true);
});

test('the same generator drops the same numbers; p 0 and 1 drop none and all', () => {
  const x = tf.ones<tf.Rank.R1>([100]);
  const draw = (p: number) => dropout(x, { p, generator: new Generator(5) }).arraySync();
  expect(draw(0.5)).toEqual(draw(0.5));
  expect(new Set(draw(0))).toEqual(new Set([1]));
  expect(new Set(draw(1))).toEqual(new Set([0]));
});

test('wrong options are refused', () => {
  const generator = new Generator(0);
  expect(messageOf(() => dropout(tf.zeros([1]), { p: 1.5, generator }))).toMatchInlineSnapshot(
    `"dropout: p must be a number from 0 to 1, not 1.5"`,
  );
  expect(messageOf(() => dropout(tf.zeros([1]), {} as { generator: Generator }))).toMatchInlineSnapshot(`
    "dropout: generator must be a Generator, not undefined
      Try       new Generator(seed) from '@featuremap/random'"
  `);
});
