import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../test/memory.ts';
import { alias, type Save, together, withGradient } from './with-gradient.ts';

tidyEachTest();

/** a·b, counting how often each gradient is computed. */
function product(a: tf.Tensor, b: tf.Tensor, counts: { a: number; b: number }): tf.Scalar {
  return withGradient({ a, b }, (save) => {
    const [savedA, savedB] = [save(a), save(b)];
    const count = (name: 'a' | 'b', slope: tf.Tensor) => {
      counts[name]++;
      return slope;
    };
    return {
      value: tf.mul<tf.Scalar>(a, b),
      gradients: (dy) => ({
        a: () => count('a', tf.mul(dy, savedB)),
        b: () => count('b', tf.mul(dy, savedA)),
      }),
    };
  });
}

test('only the gradients that somebody asks for are computed', () => {
  const [a, b] = [tf.scalar(3), tf.scalar(5)];
  const counts = { a: 0, b: 0 };
  const { value, grads } = tf.engine().gradients(() => product(a, b, counts), [b]);
  expect(value.arraySync()).toBe(15);
  expect(grads[0]!.arraySync()).toBe(3);
  expect(counts).toEqual({ a: 0, b: 1 });
});

test('a tensor that is used twice gets the sum of both gradients', () => {
  const a = tf.scalar(3);
  const counts = { a: 0, b: 0 };
  const { grads } = tf.engine().gradients(() => product(product(a, a, counts), a, counts), [a]);
  expect(grads[0]!.arraySync()).toBe(27);
});

test('outside of a gradient nothing is held', () => {
  const [a, b] = [tf.scalar(3), tf.scalar(5)];
  const before = tf.memory().numTensors;
  product(a, b, { a: 0, b: 0 }).dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('an alias shares the data and outlives its original', () => {
  const a = tf.tensor1d([1, 2]);
  const buffers = tf.memory().numDataBuffers;
  const b = alias(a);
  expect(tf.memory().numDataBuffers).toBe(buffers);
  a.dispose();
  expect(b.arraySync()).toEqual([1, 2]);
});

test('what is computed together is computed once, and freed even when only one of the two is wanted', () => {
  const [x, a, b] = [tf.scalar(2), tf.scalar(3), tf.scalar(5)];
  let calls = 0;
  const f = () =>
    withGradient<tf.Scalar, 'a' | 'b'>({ a, b }, (save: Save) => {
      const saved = save(x);
      return {
        value: tf.mul(x, tf.add(a, b)),
        gradients: (dy) =>
          together(['a', 'b'], save, () => {
            calls++;
            return [tf.mul(dy, saved), tf.mul(dy, saved)];
          }),
      };
    });
  const before = tf.memory().numTensors;
  for (const inputs of [[a, b], [a], [b]]) {
    calls = 0;
    const { value, grads } = tf.engine().gradients(f, inputs);
    expect(grads.map((grad) => grad.arraySync())).toEqual(inputs.map(() => 2));
    expect(calls).toBe(1);
    tf.dispose([value, ...grads]);
    expect(tf.memory().numTensors).toBe(before);
  }
});

test('an error inside leaves the engine as it was', () => {
  const a = tf.scalar(1);
  const before = tf.memory().numTensors;
  const { kernelDepth } = tf.engine().state;
  expect(() =>
    withGradient({ a }, (save) => {
      save(a);
      throw new Error('inside');
    }),
  ).toThrow('inside');
  expect(tf.engine().state.kernelDepth).toBe(kernelDepth);
  expect(tf.memory().numTensors).toBe(before);
});
