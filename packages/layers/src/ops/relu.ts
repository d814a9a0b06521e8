import * as tf from '@tensorflow/tfjs-core';
import { type Elementwise, fromOutput } from './elementwise.ts';

/**
 * `max(x, 0)`. Any shape; the slope at 0 is 0.
 *
 * @throws {ArgumentError} when x is not a float32 tensor.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { relu } from '@featuremap/layers/ops';
 *
 * console.log(relu(tf.tensor1d([-4, 0, 4])).arraySync()); // [ 0, 0, 4 ]
 * ```
 *
 * @see torch.nn.functional.relu
 */
export const relu: Elementwise = fromOutput('relu', tf.relu, (y) => tf.step(y));
