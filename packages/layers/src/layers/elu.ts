import { eluWith } from '../ops/elu.ts';
import { Activation } from './activation.ts';

/**
 * The layer of `elu`: `x` where x is positive, otherwise `alpha · (e^x - 1)`. Any shape.
 *
 * @param alpha Very negative numbers become `-alpha`. Default 1.
 * @throws {ArgumentError} when alpha is not a number.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { ELU } from '@featuremap/layers';
 *
 * console.log(new ELU().forward(tf.tensor2d([[-100, 4]])).arraySync()); // [ [ -1, 4 ] ]
 * ```
 *
 * @see torch.nn.ELU
 */
export class ELU extends Activation<'elu'> {
  constructor(alpha = 1) {
    super('elu', eluWith({ alpha }));
  }
}
