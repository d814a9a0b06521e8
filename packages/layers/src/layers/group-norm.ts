import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import { type ChannelNormFn, groupNorm as describe } from '@featuremap/shapes/normalization';
import type * as tf from '@tensorflow/tfjs-core';
import { normalizeGroups } from '../ops/group-norm.ts';
import { Layer } from './layer.ts';
import { type ParameterSpec, scaleAndShift } from './parameter.ts';

/** The options of `GroupNorm`. */
export interface GroupNormOptions {
  /** Added to the variance. Default 1e-5. */
  readonly eps?: number;
  /** Whether each channel is multiplied by a learnt number and adds one. Default true. */
  readonly affine?: boolean;
}

/**
 * Group normalization: `[N, H, W, C] -> [N, H, W, C]`, `(x - mean) / sqrt(variance + eps) · weight + bias` with the mean
 * and variance of each group of neighbouring channels of each image, in training and in use alike.
 *
 * Parameters: `weight` and `bias`, `[C]`.
 *
 * @param numGroups How many groups there are: 1 takes all channels together, `numChannels` each one alone.
 * @param numChannels C, how many channels the images have.
 * @param options.eps Added to the variance. Default 1e-5.
 * @param options.affine Whether each channel has a weight and a bias. Default true.
 * @throws {ArgumentError} when an option is unknown or out of range, or `numGroups` does not divide `numChannels`.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { GroupNorm } from '@featuremap/layers';
 *
 * const norm = new GroupNorm(2, 4).init(0);
 * const x = tf.tensor4d([1, 3, 10, 30], [1, 1, 1, 4]);
 * console.log(norm.forward(x).dataSync().map(Math.round)); // Float32Array(4) [ -1, 1, -1, 1 ]
 * ```
 *
 * @see torch.nn.GroupNorm; https://arxiv.org/abs/1803.08494
 */
export class GroupNorm<const C extends number = number> extends Layer<ChannelNormFn<'groupNorm', C>> {
  readonly numGroups: number;
  readonly numChannels: C;
  readonly eps: number;
  readonly affine: boolean;

  constructor(numGroups: number, numChannels: C, options: GroupNormOptions = {}) {
    const name = 'groupNorm';
    requireKnownOptions(name, options, ['eps', 'affine']);
    const { eps = 1e-5, affine = true } = options;
    super(describe(numGroups, numChannels, { affine }));
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    this.eps = requireNumber(name, 'eps', eps, { min: 0 });
    this.affine = affine;
  }

  override parameterSpecs(): readonly ParameterSpec[] {
    return this.affine ? scaleAndShift([this.numChannels]) : [];
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return normalizeGroups(x as tf.Tensor4D, this.numGroups, {
      eps: this.eps,
      weight: this.affine ? this.tensor('weight') : undefined,
      bias: this.affine ? this.tensor('bias') : undefined,
    });
  }
}
