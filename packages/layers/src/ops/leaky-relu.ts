import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { type Elementwise, fromInput } from './elementwise.ts';

/** The option of `leakyRelu`. */
export interface LeakyReluOptions {
  /** What negative numbers are multiplied by. Default 0.01; 0 gives `relu`. */
  readonly negativeSlope?: number;
}

/**
 * `x` where x is positive, otherwise `negativeSlope · x`. Any shape; the slope at 0 is negativeSlope.
 *
 * @throws {ArgumentError} when x is not a float32 tensor, or an option is unknown or not a number.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { leakyRelu } from '@featuremap/layers/ops';
 *
 * console.log(leakyRelu(tf.tensor1d([-4, 0, 4]), { negativeSlope: 0.25 }).arraySync()); // [ -1, 0, 4 ]
 * ```
 *
 * @see torch.nn.functional.leaky_relu
 */
export function leakyRelu<T extends tf.Tensor>(x: T, options: LeakyReluOptions = {}): T {
  return leakyReluWith(options)(x);
}

/** `leakyRelu` with its options checked and settled. */
export function leakyReluWith(options: LeakyReluOptions): Elementwise {
  requireKnownOptions('leakyRelu', options, ['negativeSlope']);
  const negativeSlope = requireNumber('leakyRelu', 'negativeSlope', options.negativeSlope ?? 0.01);
  return fromInput(
    'leakyRelu',
    (x) => tf.leakyRelu(x, negativeSlope),
    (x) => tf.step(x, negativeSlope),
  );
}
