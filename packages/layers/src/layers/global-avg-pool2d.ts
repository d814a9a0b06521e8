import { globalAvgPool2d as describe, type GlobalPool2dFn } from '@featuremap/shapes/adaptive-pool';
import type * as tf from '@tensorflow/tfjs-core';
import { adaptiveMean } from '../ops/adaptive-pool2d.ts';
import { flatten } from '../ops/flatten.ts';
import { Layer } from './layer.ts';
import type { Place } from './parameter.ts';

/**
 * The mean over each whole image: `[N, H, W, C] -> [N, C]`. The same as `AdaptiveAvgPool2d(1)` and `Flatten`.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { GlobalAvgPool2d } from '@featuremap/layers';
 *
 * const x = tf.tensor4d([1, 10, 2, 20, 3, 30, 4, 40], [1, 2, 2, 2]);
 * console.log(new GlobalAvgPool2d().forward(x).arraySync()); // [ [ 2.5, 25 ] ]
 * ```
 *
 * @see torch.nn.AdaptiveAvgPool2d with output size 1, then torch.nn.Flatten
 */
export class GlobalAvgPool2d extends Layer<GlobalPool2dFn<'globalAvgPool2d'>> {
  constructor() {
    super(describe());
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return flatten(adaptiveMean(x as tf.Tensor4D, [1, 1]));
  }
}
