import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import { groupNorm as describe } from '@featuremap/shapes/normalization';
import * as tf from '@tensorflow/tfjs-core';
import { requireVector } from '../require-tensor.ts';
import { normalize, type Scaling } from './normalize.ts';
import { type ImageOptions, onImages } from './on-images.ts';
import { reshape } from './reshape.ts';

/** The options of `groupNorm`. */
export interface GroupNormOptions extends ImageOptions {
  /** `[C]`, what each channel is multiplied by. Default: nothing. */
  readonly weight?: tf.Tensor1D;
  /** `[C]`, what each channel adds. Default: nothing. */
  readonly bias?: tf.Tensor1D;
  /** Added to the variance. Default 1e-5. */
  readonly eps?: number;
}

/**
 * Gives each group of neighbouring channels of each image the mean 0 and the variance 1, then scales and shifts each
 * channel: `(x - mean) / sqrt(variance + eps) · weight + bias`, `[N, H, W, C] -> [N, H, W, C]`.
 *
 * @param numGroups How many groups there are; it divides C.
 * @throws {ArgumentError} when an option is unknown or out of range, or `numGroups` does not divide C.
 * @throws {ShapeError} when a size does not fit.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { groupNorm } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor4d([1, 3, 10, 30], [1, 1, 1, 4]); // one pixel of four channels
 * console.log(groupNorm(x, 2, { eps: 0 }).dataSync().map(Math.round)); // Float32Array(4) [ -1, 1, -1, 1 ]
 * ```
 *
 * @see torch.nn.functional.group_norm; https://arxiv.org/abs/1803.08494
 */
export function groupNorm(x: tf.Tensor4D, numGroups: number, options: GroupNormOptions = {}): tf.Tensor4D {
  const name = 'groupNorm';
  requireKnownOptions(name, options, ['weight', 'bias', 'eps', 'dataFormat']);
  const { weight, bias, eps = 1e-5, dataFormat } = options;
  requireNumber(name, 'eps', eps, { min: 0 });
  return onImages(name, x, { ...(dataFormat && { dataFormat }) }, (images) => {
    const channels = images.shape[3];
    describe(numGroups, channels); // throws when the groups do not fit
    if (weight !== undefined) requireVector(name, 'weight', weight, channels);
    if (bias !== undefined) requireVector(name, 'bias', bias, channels);
    return normalizeGroups(images, numGroups, { eps, weight, bias });
  });
}

/** Normalizes groups of channels of NHWC images. */
export function normalizeGroups(x: tf.Tensor4D, groups: number, scaling: Scaling): tf.Tensor4D {
  const [n, h, w, c] = x.shape;
  const each = c / groups;
  // The mean of a group is that of the means of its channels, repeated for each of them.
  const meanOf = (values: tf.Tensor) => {
    const means = tf.mean(tf.reshape(tf.mean(values, 1), [n, groups, each]), 2, true);
    return tf.reshape(tf.tile(means, [1, 1, each]), [n, 1, c]);
  };
  return reshape(normalize(reshape(x, [n, h * w, c]), meanOf, scaling), x.shape) as tf.Tensor4D;
}
