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
    const above = tf.step(tf.sub(x, 3));
    const inside = tf.sub(tf.sub(1, above), tf.step(tf.sub(-3, x)));
    const line = tf.add(tf.div(tf.clipByValue(x, -3, 3), 3), 0.5);
    return tf.add(above, tf.mul(inside, line));
  },
);
