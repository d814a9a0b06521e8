import * as tf from '@tensorflow/tfjs-core';
import { type Elementwise, fromOutput } from './elementwise.ts';

/**
 * `1 / (1 + e^-x)`: squeezes every number into (0, 1). Any shape.
 *
 * @throws {ArgumentError} when x is not a float32 tensor.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { sigmoid } from '@featuremap/layers/ops';
 *
 * console.log(sigmoid(tf.scalar(0)).arraySync()); // 0.5
 * ```
 *
 * @see torch.sigmoid
 */
export const sigmoid: Elementwise = fromOutput('sigmoid', tf.sigmoid, (y) => tf.mul(y, tf.sub(1, y)));
