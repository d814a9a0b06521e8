import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { type Elementwise, fromInput } from './elementwise.ts';

/** The option of `elu`. */
export interface EluOptions {
  /** Very negative numbers become `-alpha`. Default 1, with which the slope does not jump at 0. */
  readonly alpha?: number;
}

/**
 * `x` where x is positive, otherwise `alpha · (e^x - 1)`. Any shape; the slope at 0 is alpha.
 *
 * @throws {ArgumentError} when x is not a float32 tensor, or an option is unknown or not a number.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { elu } from '@featuremap/layers/ops';
 *
 * console.log(elu(tf.tensor1d([-100, 0, 4]), { alpha: 0.5 }).arraySync()); // [ -0.5, 0, 4 ]
 * ```
 *
 * @see torch.nn.functional.elu
 */
export function elu<T extends tf.Tensor>(x: T, options: EluOptions = {}): T {
  return eluWith(options)(x);
}

/** `elu` with its options checked and settled. */
export function eluWith(options: EluOptions): Elementwise {
  requireKnownOptions('elu', options, ['alpha']);
  const alpha = requireNumber('elu', 'alpha', options.alpha ?? 1);
  return fromInput(
    'elu',
    (x) => tf.add(tf.relu(x), tf.mul(alpha, tf.elu(tf.minimum(x, 0)))),
    (x) => {
      const isPositive = tf.step(x);
      return tf.add(isPositive, tf.mul(tf.sub(alpha, tf.mul(alpha, isPositive)), tf.exp(tf.minimum(x, 0))));
    },
  );
}
