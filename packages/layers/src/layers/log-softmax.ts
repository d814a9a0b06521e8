import { requireInteger, requireKnownOptions } from '@featuremap/errors';
import { elementwise, type SameFn } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { logSoftmax, type SoftmaxOptions } from '../ops/softmax.ts';
import { Layer } from './layer.ts';

/**
 * The layer of `logSoftmax`: the logarithm of softmax along one axis.
 *
 * @param options.dim The axis, the batch being axis 0, in the format of the network. Default -1, the last.
 * @throws {ArgumentError} when dim is not an integer, or an option is unknown.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { LogSoftmax } from '@featuremap/layers';
 *
 * console.log(new LogSoftmax().forward(tf.tensor2d([[0, -200]])).arraySync()); // [ [ 0, -200 ] ]
 * ```
 *
 * @see torch.nn.LogSoftmax
 */
export class LogSoftmax extends Layer<SameFn<'logSoftmax'>> {
  readonly dim: number;

  constructor(options: SoftmaxOptions = {}) {
    super(elementwise('logSoftmax'));
    requireKnownOptions(this.name, options, ['dim']);
    this.dim = requireInteger(this.name, 'dim', options.dim ?? -1);
  }

  override get followsFormat(): boolean {
    return true;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return logSoftmax(x, { dim: this.dim });
  }
}
