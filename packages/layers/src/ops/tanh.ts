import * as tf from '@tensorflow/tfjs-core';
import { type Elementwise, fromOutput } from './elementwise.ts';

/**
 * The hyperbolic tangent: squeezes every number into (-1, 1). Any shape.
 *
 * @throws {ArgumentError} when x is not a float32 tensor.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { tanh } from '@featuremap/layers/ops';
 *
 * console.log(tanh(tf.tensor1d([-100, 0, 100])).arraySync()); // [ -1, 0, 1 ]
 * ```
 *
 * @see torch.tanh
 */
export const tanh: Elementwise = fromOutput('tanh', tf.tanh, (y) => tf.sub(1, tf.square(y)));
