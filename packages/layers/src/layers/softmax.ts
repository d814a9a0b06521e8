import { requireInteger, requireKnownOptions } from '@featuremap/errors';
import { elementwise, type SameFn } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { type SoftmaxOptions, softmax } from '../ops/softmax.ts';
import { Layer } from './layer.ts';

/**
 * The layer of `softmax`: positive numbers with sum 1 along one axis.
 *
 * @param options.dim The axis, the batch being axis 0, in the format of the network. Default -1, the last.
 * @throws {ArgumentError} when dim is not an integer, or an option is unknown.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Softmax } from '@featuremap/layers';
 *
 * console.log(new Softmax().forward(tf.tensor2d([[5, 5]])).arraySync()); // [ [ 0.5, 0.5 ] ]
 * ```
 *
 * @see torch.nn.Softmax
 */
export class Softmax extends Layer<SameFn<'softmax'>> {
  readonly dim: number;

  constructor(options: SoftmaxOptions = {}) {
    super(elementwise('softmax'));
    requireKnownOptions(this.name, options, ['dim']);
    this.dim = requireInteger(this.name, 'dim', options.dim ?? -1);
  }

  override get followsFormat(): boolean {
    return true;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return softmax(x, { dim: this.dim });
  }
}
