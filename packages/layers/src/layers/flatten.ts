import { flatten as describe, type FlattenFn } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { flatten } from '../ops/flatten.ts';
import { Layer } from './layer.ts';
import { imageOrder, type Place } from './parameter.ts';

/**
 * Lays out each sample in one row, in the order of the network's data format: `[N, H, W, C] -> [N, H·W·C]`.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Flatten } from '@featuremap/layers';
 *
 * console.log(new Flatten().forward(tf.ones([2, 5, 5, 16])).shape); // [ 2, 400 ]
 * ```
 *
 * @see torch.nn.Flatten
 */
export class Flatten extends Layer<FlattenFn> {
  constructor() {
    super(describe());
  }

  override get followsFormat(): boolean {
    return true;
  }

  override flattened({ shape, dataFormat, flattened }: Place): Place['flattened'] {
    if (dataFormat === 'NCHW') return undefined;
    if (shape === undefined) return 'unknown';
    return imageOrder(shape) ?? flattened;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return flatten(x);
  }
}
