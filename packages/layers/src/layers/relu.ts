import { relu } from '../ops/relu.ts';
import { Activation } from './activation.ts';

/**
 * The layer of `relu`, `max(x, 0)`. Any shape.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { ReLU } from '@featuremap/layers';
 *
 * console.log(new ReLU().forward(tf.tensor2d([[0, 0]])).arraySync()); // [ [ 0, 0 ] ]
 * ```
 *
 * @see torch.nn.ReLU
 */
export class ReLU extends Activation<'relu'> {
  constructor() {
    super('relu', relu);
  }
}
