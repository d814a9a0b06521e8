import { identity } from '../ops/identity.ts';
import { Activation } from './activation.ts';

/**
 * Gives what it is given. Any shape. It stands where a layer may be left out.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Identity } from '@featuremap/layers';
 *
 * console.log(new Identity().forward(tf.tensor2d([[1, 2]])).arraySync()); // [ [ 1, 2 ] ]
 * ```
 *
 * @see torch.nn.Identity
 */
export class Identity extends Activation<'identity'> {
  constructor() {
    super('identity', identity);
  }
}
