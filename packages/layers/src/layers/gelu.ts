import { type GeluOptions, geluWith } from '../ops/gelu.ts';
import { Activation } from './activation.ts';

/**
 * The layer of `gelu`: `x · Φ(x)`, where Φ(x) is the probability that a standard normal number is below x. Any shape.
 *
 * @param options.approximate Default `'none'`: by the error function. `'tanh'`: by a formula with tanh.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { GELU } from '@featuremap/layers';
 *
 * console.log(new GELU().forward(tf.tensor2d([[0, 100]])).arraySync()); // [ [ 0, 100 ] ]
 * ```
 *
 * @see torch.nn.GELU
 */
export class GELU extends Activation<'gelu'> {
  constructor(options: GeluOptions = {}) {
    super('gelu', geluWith(options));
  }
}
