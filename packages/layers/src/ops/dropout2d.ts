import { requireKnownOptions } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import type * as tf from '@tensorflow/tfjs-core';
import { type DropoutOptions, dropBy, requireDropout } from './dropout.ts';
import { type ImageOptions, onImages } from './on-images.ts';

/** The options of `dropout2d`. */
export interface Dropout2dOptions extends DropoutOptions, ImageOptions {}

/**
 * Sets whole channels of images to 0, each with probability p, and divides the others by 1 - p:
 * `[N, H, W, C] -> [N, H, W, C]`. Neighbouring pixels say nearly the same; dropping them one by one would leave what
 * they say.
 *
 * @throws {ArgumentError} when p is not within 0 and 1, there is no generator, or an option is unknown.
 * @throws {ShapeError} when x is no batch of images.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { dropout2d } from '@featuremap/layers/ops';
 * import { Generator } from '@featuremap/random';
 *
 * const y = dropout2d(tf.ones([1, 1, 2, 3]), { generator: new Generator(0) }); // two pixels of three channels
 * console.log(y.dataSync()); // Float32Array(6) [ 0, 0, 2, 0, 0, 2 ]
 * ```
 *
 * @see torch.nn.functional.dropout2d; its mask is another one
 */
export function dropout2d(x: tf.Tensor4D, options: Dropout2dOptions): tf.Tensor4D {
  const name = 'dropout2d';
  requireKnownOptions(name, options, ['p', 'generator', 'dataFormat']);
  const { dataFormat, ...drop } = options;
  const { p, generator } = requireDropout(name, drop);
  return onImages(name, x, { ...(dataFormat && { dataFormat }) }, (images) => dropChannels(images, p, generator));
}

/** Drops channels of NHWC images. */
export function dropChannels(x: tf.Tensor4D, p: number, generator: Generator): tf.Tensor4D {
  const [n, , , c] = x.shape;
  return dropBy(x, [n, 1, 1, c], p, generator);
}
