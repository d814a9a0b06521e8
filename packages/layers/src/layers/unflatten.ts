import type { DataFormat, Shape } from '@featuremap/shapes';
import { unflatten as describe, type UnflattenFn } from '@featuremap/shapes/unflatten';
import type * as tf from '@tensorflow/tfjs-core';
import { reshape } from '../ops/reshape.ts';
import { Layer } from './layer.ts';
import { imageOrder, type Place } from './parameter.ts';

/**
 * The opposite of Flatten: gives each row of features a shape, in the order of the network's data format:
 * `[N, H·W·C] -> [N, H, W, C]`, or `[N, C·H·W] -> [N, C, H, W]`.
 *
 * The weights of a Linear before it are laid out for that: with channels last they lie in memory in the order H, W, C, and
 * PyTorch's layout (`layout: 'torch'`, and what `init` draws) is that of a network with channels first.
 *
 * @param shape The sizes of one sample: `[H, W, C]`, or `[C, H, W]` in a network with channels first.
 * @throws {ArgumentError} when there are none, or one is not a positive integer.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { input, Linear, sequential, Unflatten } from '@featuremap/layers';
 *
 * const net = sequential(input(10), new Linear(10, 784), new Unflatten([7, 7, 16])).init(0);
 * console.log(net.forward(tf.ones([2, 10])).shape); // [ 2, 7, 7, 16 ]
 * ```
 *
 * @see torch.nn.Unflatten with dim 1
 */
export class Unflatten<const S extends Shape = Shape> extends Layer<UnflattenFn<S>> {
  readonly shape: S;

  constructor(shape: S) {
    super(describe(shape));
    this.shape = shape;
  }

  override get followsFormat(): boolean {
    return true;
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override unflattened(_behind: Place['unflattened'], dataFormat: DataFormat): Place['unflattened'] {
    return dataFormat === 'NHWC' ? imageOrder(this.shape) : undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return reshape(x, [x.shape[0]!, ...this.shape]);
  }
}
