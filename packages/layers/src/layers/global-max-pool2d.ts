import { globalMaxPool2d as describe, type GlobalPool2dFn } from '@featuremap/shapes/adaptive-pool';
import type * as tf from '@tensorflow/tfjs-core';
import { adaptiveMax } from '../ops/adaptive-pool2d.ts';
import { flatten } from '../ops/flatten.ts';
import { Layer } from './layer.ts';
import type { Place } from './parameter.ts';

/**
 * The largest number of each whole image: `[N, H, W, C] -> [N, C]`. The same as `AdaptiveMaxPool2d(1)` and `Flatten`.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { GlobalMaxPool2d } from '@featuremap/layers';
 *
 * const x = tf.tensor4d([1, 10, 2, 20, 3, 30, 4, 40], [1, 2, 2, 2]);
 * console.log(new GlobalMaxPool2d().forward(x).arraySync()); // [ [ 4, 40 ] ]
 * ```
 *
 * @see torch.nn.AdaptiveMaxPool2d with output size 1, then torch.nn.Flatten
 */
export class GlobalMaxPool2d extends Layer<GlobalPool2dFn<'globalMaxPool2d'>> {
  constructor() {
    super(describe());
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return flatten(adaptiveMax(x as tf.Tensor4D, [1, 1]));
  }
}
