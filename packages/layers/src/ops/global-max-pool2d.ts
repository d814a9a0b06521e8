import { requireKnownOptions } from '@featuremap/errors';
import type * as tf from '@tensorflow/tfjs-core';
import { adaptiveMax } from './adaptive-pool2d.ts';
import { flatten } from './flatten.ts';
import { type ImageOptions, onImages } from './on-images.ts';

/**
 * The largest number of each whole image: `[N, H, W, C] -> [N, C]`. Where several are equal, the gradient goes to the
 * first in reading order.
 *
 * @throws {ArgumentError} when x is not a float32 tensor, or an option is unknown.
 * @throws {ShapeError} when x is no batch of images.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { globalMaxPool2d } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor4d([1, 10, 2, 20, 3, 30, 4, 40], [1, 2, 2, 2]);
 * console.log(globalMaxPool2d(x).arraySync()); // [ [ 4, 40 ] ]
 * ```
 *
 * @see torch.nn.functional.adaptive_max_pool2d with output_size 1, flattened
 */
export function globalMaxPool2d(x: tf.Tensor4D, options: ImageOptions = {}): tf.Tensor2D {
  requireKnownOptions('globalMaxPool2d', options, ['dataFormat']);
  return flatten(onImages('globalMaxPool2d', x, options, (images) => adaptiveMax(images, [1, 1])));
}
