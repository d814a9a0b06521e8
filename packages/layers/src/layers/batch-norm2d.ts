import { requireKnownOptions, requireNumber, requireOneOf } from '@featuremap/errors';
import { type ChannelNormFn, batchNorm2d as describe } from '@featuremap/shapes/normalization';
import * as tf from '@tensorflow/tfjs-core';
import { constant } from '../initializers/constant.ts';
import { normalizeBatch } from '../ops/batch-norm2d.ts';
import { normalizeBy } from '../ops/normalize-channels.ts';
import { Layer } from './layer.ts';
import { type ParameterSpec, scaleAndShift } from './parameter.ts';

/** The options of `BatchNorm2d`. */
export interface BatchNorm2dOptions {
  /** Added to the variance. Default 1e-5. */
  readonly eps?: number;
  /**
   * How far a batch moves the running statistics: `running + momentum · (batch - running)`, 0 to 1. Default 0.1; `null`
   * makes them the mean over all batches so far.
   */
  readonly momentum?: number | null;
  /** Whether each channel is multiplied by a learnt number and adds one. Default true. */
  readonly affine?: boolean;
  /** Whether there are running statistics. Default true; without them the batch is normalized by itself in use too. */
  readonly trackRunningStats?: boolean;
}

/**
 * Batch normalization: `[N, H, W, C] -> [N, H, W, C]`, each channel `(x - mean) / sqrt(variance + eps) · weight + bias`.
 *
 * In training mean and variance are those of the batch, in use (`eval()`) the running ones, which every batch of the
 * training moves.
 *
 * Parameters: `weight` and `bias`, `[C]`. Statistics: `running_mean` and `running_var`, `[C]`, and
 * `num_batches_tracked`, one number; they are in `stateDict()` but not in `parameters()`.
 *
 * @param numFeatures C, how many channels the images have.
 * @param options.eps Added to the variance. Default 1e-5.
 * @param options.momentum How far a batch moves the running statistics, 0 to 1. Default 0.1; `null` makes them the mean
 * over all batches so far.
 * @param options.affine Whether each channel has a weight and a bias. Default true.
 * @param options.trackRunningStats Whether there are running statistics. Default true; without them the batch is
 * normalized by itself in use too.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { BatchNorm2d } from '@featuremap/layers';
 *
 * const norm = new BatchNorm2d(1).init(0);
 * const x = tf.tensor4d([3, 5], [1, 1, 2, 1]);
 * console.log(norm.forward(x).dataSync().map(Math.round)); // Float32Array(2) [ -1, 1 ]
 * console.log(norm.stateDict().running_mean.dataSync()); // Float32Array(1) [ 0.4000000059604645 ]
 * ```
 *
 * @see torch.nn.BatchNorm2d; https://arxiv.org/abs/1502.03167
 */
export class BatchNorm2d<const C extends number = number> extends Layer<ChannelNormFn<'batchNorm2d', C>> {
  readonly numFeatures: C;
  readonly eps: number;
  readonly momentum: number | null;
  readonly affine: boolean;
  readonly trackRunningStats: boolean;

  constructor(numFeatures: C, options: BatchNorm2dOptions = {}) {
    const name = 'batchNorm2d';
    requireKnownOptions(name, options, ['eps', 'momentum', 'affine', 'trackRunningStats']);
    const { eps = 1e-5, momentum = 0.1, affine = true, trackRunningStats = true } = options;
    super(describe(numFeatures, { affine }));
    this.numFeatures = numFeatures;
    this.eps = requireNumber(name, 'eps', eps, { min: 0 });
    this.momentum = momentum === null ? null : requireNumber(name, 'momentum', momentum, { min: 0, max: 1 });
    this.affine = affine;
    this.trackRunningStats = requireOneOf(name, 'trackRunningStats', trackRunningStats, [true, false]);
  }

  override parameterSpecs(): readonly ParameterSpec[] {
    const shape = [this.numFeatures];
    const statistic = { layout: 'vector', role: 'statistic' } as const;
    const running: readonly ParameterSpec[] = [
      { name: 'running_mean', shape, ...statistic, initialize: constant(0) },
      { name: 'running_var', shape, ...statistic, initialize: constant(1) },
      { name: 'num_batches_tracked', shape: [], ...statistic, initialize: constant(0) },
    ];
    return [...(this.affine ? scaleAndShift(shape) : []), ...(this.trackRunningStats ? running : [])];
  }

  override compute(x: tf.Tensor): tf.Tensor {
    const images = x as tf.Tensor4D;
    const scaling = {
      eps: this.eps,
      weight: this.affine ? this.tensor<tf.Tensor1D>('weight') : undefined,
      bias: this.affine ? this.tensor<tf.Tensor1D>('bias') : undefined,
    };
    if (!this.trackRunningStats) return normalizeBatch(this.name, images, scaling, undefined);
    const mean = this.tensor<tf.Variable<tf.Rank.R1>>('running_mean');
    const variance = this.tensor<tf.Variable<tf.Rank.R1>>('running_var');
    if (!this.training) return normalizeBy(images, { mean, variance }, scaling);
    const tracked = this.tensor<tf.Variable<tf.Rank.R0>>('num_batches_tracked');
    const count: tf.Scalar = tf.add(tracked, 1);
    const momentum = this.momentum ?? tf.reciprocal(count);
    const y = normalizeBatch(this.name, images, scaling, { mean, variance, momentum });
    tracked.assign(count);
    return y;
  }
}
