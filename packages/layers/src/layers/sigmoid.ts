import { sigmoid } from '../ops/sigmoid.ts';
import { Activation } from './activation.ts';

/**
 * The layer of `sigmoid`, `1 / (1 + e^-x)`. Any shape.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Sigmoid } from '@featuremap/layers';
 *
 * console.log(new Sigmoid().forward(tf.tensor2d([[0, 0]])).arraySync()); // [ [ 0.5, 0.5 ] ]
 * ```
 *
 * @see torch.nn.Sigmoid
 */
export class Sigmoid extends Activation<'sigmoid'> {
  constructor() {
    super('sigmoid', sigmoid);
  }
}
