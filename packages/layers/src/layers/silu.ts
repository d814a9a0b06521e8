import { silu } from '../ops/silu.ts';
import { Activation } from './activation.ts';

/**
 * The layer of `silu`, `x · sigmoid(x)`. Any shape.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { SiLU } from '@featuremap/layers';
 *
 * console.log(new SiLU().forward(tf.tensor2d([[0, 100]])).arraySync()); // [ [ 0, 100 ] ]
 * ```
 *
 * @see torch.nn.SiLU
 */
export class SiLU extends Activation<'silu'> {
  constructor() {
    super('silu', silu);
  }
}
