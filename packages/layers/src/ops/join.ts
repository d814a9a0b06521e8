import * as tf from '@tensorflow/tfjs-core';
import { alias, withGradient } from '../with-gradient.ts';

/** `a + b` for tensors of one shape. */
export function sum(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return withGradient({ a, b }, () => ({
    value: tf.add(a, b),
    gradients: (dy) => ({ a: () => alias(dy), b: () => alias(dy) }),
  }));
}

/** Tensors one behind the other along their last axis. */
export function joinChannels(xs: readonly tf.Tensor[]): tf.Tensor {
  const widths = xs.map(({ shape }) => shape.at(-1)!);
  const start = (i: number) => widths.slice(0, i).reduce((total, width) => total + width, 0);
  return withGradient<tf.Tensor, string>(Object.fromEntries(xs.entries()), () => ({
    value: tf.concat([...xs], xs[0]!.rank - 1),
    gradients: (dy) =>
      Object.fromEntries(
        xs.map(({ shape }, i) => {
          const begin = shape.map((_, axis) => (axis === shape.length - 1 ? start(i) : 0));
          return [i, () => tf.slice(dy, begin, shape)];
        }),
      ),
  }));
}
