import * as tf from '@tensorflow/tfjs-core';
import { type Elementwise, fromInput } from './elementwise.ts';

/**
 * `x · sigmoid(x)`, also called swish. Any shape.
 *
 * @throws {ArgumentError} when x is not a float32 tensor.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { silu } from '@featuremap/layers/ops';
 *
 * console.log(silu(tf.tensor1d([0, 100])).arraySync()); // [ 0, 100 ]
 * ```
 *
 * @see torch.nn.functional.silu; https://arxiv.org/abs/1702.03118
 */
export const silu: Elementwise = fromInput(
  'silu',
  (x) => tf.mul(x, tf.sigmoid(x)),
  (x) => {
    const s = tf.sigmoid(x);
    return tf.mul(s, tf.add(1, tf.mul(x, tf.sub(1, s))));
  },
);
