import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, expectTypeOf, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { input, sequential } from '../index.ts';
import { Dropout2d } from './dropout2d.ts';

tidyEachTest();

testLayer({ make: () => new Dropout2d(), sample: [3, 4, 2] });

test('in use nothing changes, and the result is a tensor of its own', () => {
  const x = tf.ones([1, 1, 2, 3]);
  const y = new Dropout2d(0.9).eval().forward(x);
  x.dispose();
  expect([...y.dataSync()]).toEqual([1, 1, 1, 1, 1, 1]);
});

test('the compiler knows that it takes images', () => {
  const net = sequential(input(3, 4, 2), new Dropout2d());
  expectTypeOf(net.outputShape([1, 3, 4, 2])).toEqualTypeOf<readonly [1, 3, 4, 2]>();
  // @ts-expect-error dropout2d expects [height, width, channels] but the previous layer gives [24]
  expect(messageOf(() => sequential(input(24), new Dropout2d()))).toMatchInlineSnapshot(`
    "dropout2d expects [height, width, channels] but the previous layer gives [24]
      Received  layer 1 (dropout2d)
      Rule      an image of one sample has three axes, not 1"
  `);
});

test('training without a generator, and what is no probability, is refused', () => {
  expect(messageOf(() => new Dropout2d().forward(tf.ones([1, 1, 1, 1])))).toMatchInlineSnapshot(`
    "dropout2d has no generator yet
      Rule      in training it draws from a generator of its own
      Try       net.init(seed), net.loadRandomState(states), or net.eval()"
  `);
  expect(messageOf(() => new Dropout2d(-0.1))).toMatchInlineSnapshot(
    `"dropout2d: p must be a number from 0 to 1, not -0.1"`,
  );
});
