import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient.ts';

/** The same elements in another shape. */
export function reshape(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const before = x.shape;
  return withGradient({ x }, () => ({
    value: tf.reshape(x, [...shape]),
    gradients: (dy) => ({ x: () => tf.reshape(dy, before) }),
  }));
}
