import { leakyReluWith } from '../ops/leaky-relu.ts';
import { Activation } from './activation.ts';

/**
 * The layer of `leakyRelu`: `x` where x is positive, otherwise `negativeSlope · x`. Any shape.
 *
 * @param negativeSlope What negative numbers are multiplied by. Default 0.01.
 * @throws {ArgumentError} when negativeSlope is not a number.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { LeakyReLU } from '@featuremap/layers';
 *
 * console.log(new LeakyReLU(0.25).forward(tf.tensor2d([[-4, 4]])).arraySync()); // [ [ -1, 4 ] ]
 * ```
 *
 * @see torch.nn.LeakyReLU
 */
export class LeakyReLU extends Activation<'leakyRelu'> {
  constructor(negativeSlope = 0.01) {
    super('leakyRelu', leakyReluWith({ negativeSlope }));
  }
}
