import { tanh } from '../ops/tanh.ts';
import { Activation } from './activation.ts';

/**
 * The layer of `tanh`. Any shape.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Tanh } from '@featuremap/layers';
 *
 * console.log(new Tanh().forward(tf.tensor2d([[0, 0]])).arraySync()); // [ [ 0, 0 ] ]
 * ```
 *
 * @see torch.nn.Tanh
 */
export class Tanh extends Activation<'tanh'> {
  constructor() {
    super('tanh', tanh);
  }
}
