import * as tf from '@tensorflow/tfjs-core';
import { type Elementwise, fromInput } from './elementwise.ts';

/**
 * `x · min(max(x + 3, 0), 6) / 6`: `silu` made of straight lines and a parabola. Any shape.
 *
 * @throws {ArgumentError} when x is not a float32 tensor.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { hardswish } from '@featuremap/layers/ops';
 *
 * console.log(hardswish(tf.tensor1d([0, 3, 10])).arraySync()); // [ 0, 3, 10 ]
 * ```
 *
 * @see torch.nn.functional.hardswish; https://arxiv.org/abs/1905.02244
 */
export const hardswish: Elementwise = fromInput(
  'hardswish',
  (x) => tf.mul(x, tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6)),
  (x) => {
    const parabola = tf.add(tf.div(x, 3), 0.5);
    const outside = tf.cast(tf.greater(x, 0), 'float32');
    return tf.where(tf.lessEqual(tf.abs(x), 3), parabola, outside);
  },
);
