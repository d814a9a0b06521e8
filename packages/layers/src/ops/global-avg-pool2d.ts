import { requireKnownOptions } from '@featuremap/errors';
import type * as tf from '@tensorflow/tfjs-core';
import { adaptiveMean } from './adaptive-pool2d.ts';
import { flatten } from './flatten.ts';
import { type ImageOptions, onImages } from './on-images.ts';

/**
 * The mean over each whole image: `[N, H, W, C] -> [N, C]`.
 *
 * @throws {ArgumentError} when x is not a float32 tensor, or an option is unknown.
 * @throws {ShapeError} when x is no batch of images.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { globalAvgPool2d } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor4d([1, 10, 2, 20, 3, 30, 4, 40], [1, 2, 2, 2]);
 * console.log(globalAvgPool2d(x).arraySync()); // [ [ 2.5, 25 ] ]
 * ```
 *
 * @see torch.mean over height and width
 */
export function globalAvgPool2d(x: tf.Tensor4D, options: ImageOptions = {}): tf.Tensor2D {
  requireKnownOptions('globalAvgPool2d', options, ['dataFormat']);
  return flatten(onImages('globalAvgPool2d', x, options, (images) => adaptiveMean(images, [1, 1])));
}
