import { requireKnownOptions } from '@featuremap/errors';
import { type AdaptiveSize, adaptiveAvgPool2d as describe } from '@featuremap/shapes/adaptive-pool';
import type * as tf from '@tensorflow/tfjs-core';
import { adaptiveMean } from './adaptive-pool2d.ts';
import { type ImageOptions, onImages } from './on-images.ts';

/**
 * The mean of windows that are chosen so that the output has a given size: `[N, H, W, C] -> [N, outH, outW, C]`. Row i of
 * the output sees the rows from `floor(i·H / outH)` to `ceil((i + 1)·H / outH)`, the end not included.
 *
 * @param outputSize `[outH, outW]`, or one number for both; null keeps the size along that axis.
 * @throws {ArgumentError} when a size is neither null nor a positive integer, or an option is unknown.
 * @throws {ShapeError} when x is no batch of images.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { adaptiveAvgPool2d } from '@featuremap/layers/ops';
 *
 * const x = tf.reshape(tf.range(0, 25), [1, 5, 5, 1]);
 * console.log(adaptiveAvgPool2d(x, [1, 3]).dataSync()); // Float32Array(3) [ 10.5, 12, 13.5 ]
 * ```
 *
 * @see torch.nn.functional.adaptive_avg_pool2d
 */
export function adaptiveAvgPool2d(x: tf.Tensor4D, outputSize: AdaptiveSize, options: ImageOptions = {}): tf.Tensor4D {
  requireKnownOptions('adaptiveAvgPool2d', options, ['dataFormat']);
  const description = describe(outputSize);
  return onImages('adaptiveAvgPool2d', x, options, (images) => adaptiveMean(images, description.outputSize));
}
