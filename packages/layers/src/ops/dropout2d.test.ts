import { Generator } from '@featuremap/random';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { dropout2d } from './dropout2d.ts';
import { channelsFirst } from './transpose.ts';

tidyEachTest();

const drop = (x: tf.Tensor4D, p: number) => dropout2d(x, { p, generator: new Generator(3) });

test('each channel of each image is dropped as a whole, or divided by 1 - p as a whole', () => {
  const x = tf.randomUniform<tf.Rank.R4>([64, 2, 3, 16], 1, 2, 'float32', 1);
  const factors = tf.div(drop(x, 0.75), x);
  const [low, high] = [tf.min(factors, [1, 2]).dataSync(), tf.max(factors, [1, 2]).dataSync()];
  expect(high.map(Math.round)).toEqual(low.map(Math.round));
  expect(new Set(high.map(Math.round))).toEqual(new Set([0, 4]));
  const kept = high.filter((factor) => factor > 0).length / high.length;
  expect(Math.abs(kept - 0.25)).toBeLessThan(0.06); // 1,024 draws: more than four standard deviations
});

test('at the ends of p nothing or everything is dropped', () => {
  const x = tf.ones<tf.Rank.R4>([1, 1, 2, 2]);
  expect([...drop(x, 0).dataSync()]).toEqual([1, 1, 1, 1]);
  expect([...drop(x, 1).dataSync()]).toEqual([0, 0, 0, 0]);
});

test('the gradient goes where the numbers went, in both data formats alike', () => {
  const x = tf.ones<tf.Rank.R4>([2, 3, 1, 4]);
  const y = drop(x, 0.5);
  const { grads } = tf.engine().gradients(() => drop(x, 0.5), [x], tf.ones(x.shape));
  expect(grads[0]!.arraySync()).toEqual(y.arraySync());
  const first = dropout2d(channelsFirst(x), { generator: new Generator(3), dataFormat: 'NCHW' });
  expect(first.arraySync()).toEqual(channelsFirst(y).arraySync());
});

test('what does not fit is refused', () => {
  const x = tf.ones<tf.Rank.R4>([1, 1, 1, 1]);
  const generator = new Generator(0);
  expect(messageOf(() => dropout2d(x, {} as never))).toMatchInlineSnapshot(`
    "dropout2d: generator must be a Generator, not undefined
      Try       new Generator(seed) from '@featuremap/random'"
  `);
  expect(messageOf(() => dropout2d(x, { generator, p: 2 }))).toMatchInlineSnapshot(
    `"dropout2d: p must be a number from 0 to 1, not 2"`,
  );
  expect(messageOf(() => dropout2d(x, { generator, rate: 0.5 } as never))).toMatchInlineSnapshot(`
    "dropout2d: unknown option 'rate'
      Received  { generator: Generator, rate: 0.5 }
      Rule      the options are p, generator, dataFormat"
  `);
  expect(messageOf(() => dropout2d(tf.ones([2, 2]) as never, { generator }))).toMatchInlineSnapshot(`
    "dropout2d expects x to be a 4D tensor, not one of shape [2, 2]
      Rule      [N, H, W, C], or [N, C, H, W] with dataFormat NCHW"
  `);
});
