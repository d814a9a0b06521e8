import { hardswish } from '../ops/hardswish.ts';
import { Activation } from './activation.ts';

/**
 * The layer of `hardswish`, `x · min(max(x + 3, 0), 6) / 6`. Any shape.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Hardswish } from '@featuremap/layers';
 *
 * console.log(new Hardswish().forward(tf.tensor2d([[0, 3]])).arraySync()); // [ [ 0, 3 ] ]
 * ```
 *
 * @see torch.nn.Hardswish
 */
export class Hardswish extends Activation<'hardswish'> {
  constructor() {
    super('hardswish', hardswish);
  }
}
