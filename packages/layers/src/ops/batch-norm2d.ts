import { ArgumentError, requireKnownOptions, requireNumber, requireOneOf, ShapeError, show } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { requireVector } from '../require-tensor.ts';
import { type ChannelScaling, normalizeBy, normalizeByBatch } from './normalize-channels.ts';
import { type ImageOptions, onImages } from './on-images.ts';

/** The options of `batchNorm2d`. */
export interface BatchNorm2dOptions extends ImageOptions {
  /** `[C]`. In use, what x is normalized by; in training, a variable that moves towards the mean of the batch. */
  readonly runningMean?: tf.Tensor1D;
  /** `[C]`. The same for the variance. */
  readonly runningVar?: tf.Tensor1D;
  /** `[C]`, what each channel is multiplied by. Default: nothing. */
  readonly weight?: tf.Tensor1D;
  /** `[C]`, what each channel adds. Default: nothing. */
  readonly bias?: tf.Tensor1D;
  /** Whether x is normalized by its own statistics, and the running ones move. Default false. */
  readonly training?: boolean;
  /** How far the running statistics move: `running + momentum · (batch - running)`, 0 to 1. Default 0.1. */
  readonly momentum?: number;
  /** Added to the variance. Default 1e-5. */
  readonly eps?: number;
}

/** The running statistics of a batch normalization, and how far a batch moves them. */
export interface RunningStatistics {
  readonly mean: tf.Variable<tf.Rank.R1>;
  readonly variance: tf.Variable<tf.Rank.R1>;
  readonly momentum: number | tf.Scalar;
}

const optionNames = [
  'runningMean',
  'runningVar',
  'weight',
  'bias',
  'training',
  'momentum',
  'eps',
  'dataFormat',
] as const;

/**
 * Gives each channel of a batch of images the mean 0 and the variance 1, then scales and shifts it:
 * `(x - mean) / sqrt(variance + eps) · weight + bias`, `[N, H, W, C] -> [N, H, W, C]`.
 *
 * In training mean and variance are those of the batch, and the running ones move towards them, the variance with its
 * count less one as divisor. In use they are the running ones.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or statistics are missing.
 * @throws {ShapeError} when a size does not fit, or a channel has one value only in training.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { batchNorm2d } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor4d([1, 10, 3, 30], [1, 1, 2, 2]); // two pixels of two channels
 * const y = batchNorm2d(x, { training: true, eps: 0 });
 * console.log(y.dataSync().map(Math.round)); // Float32Array(4) [ -1, -1, 1, 1 ]
 * ```
 *
 * @see torch.nn.functional.batch_norm; https://arxiv.org/abs/1502.03167
 */
export function batchNorm2d(x: tf.Tensor4D, options: BatchNorm2dOptions = {}): tf.Tensor4D {
  const name = 'batchNorm2d';
  requireKnownOptions(name, options, optionNames);
  const { runningMean, runningVar, weight, bias, training = false, momentum = 0.1, eps = 1e-5, dataFormat } = options;
  requireOneOf(name, 'training', training, [true, false]);
  requireNumber(name, 'momentum', momentum, { min: 0, max: 1 });
  requireNumber(name, 'eps', eps, { min: 0 });
  return onImages(name, x, { ...(dataFormat && { dataFormat }) }, (images) => {
    const channels = images.shape[3];
    for (const [option, vector] of Object.entries({ runningMean, runningVar, weight, bias })) {
      if (vector !== undefined) requireVector(name, option, vector, channels);
    }
    const scaling = { eps, weight, bias };
    if (!training) {
      if (runningMean !== undefined && runningVar !== undefined) {
        return normalizeBy(images, { mean: runningMean, variance: runningVar }, scaling);
      }
      throw new ArgumentError(`${name}: runningMean and runningVar are needed outside of training`, {
        remedy: 'training: true, to normalize by the batch itself',
      });
    }
    if (runningMean === undefined && runningVar === undefined) return normalizeBatch(name, images, scaling, undefined);
    const mean = requireVariable(name, 'runningMean', runningMean);
    const variance = requireVariable(name, 'runningVar', runningVar);
    return normalizeBatch(name, images, scaling, { mean, variance, momentum });
  });
}

/** Normalizes NHWC images by their own statistics, and moves the running ones. @throws {ShapeError} */
export function normalizeBatch(
  caller: string,
  x: tf.Tensor4D,
  scaling: ChannelScaling,
  running: RunningStatistics | undefined,
): tf.Tensor4D {
  const [n, h, w] = x.shape;
  const count = n * h * w;
  if (count <= 1) {
    throw new ShapeError(`${caller} needs more than 1 value per channel in training but gets ${count}`, {
      received: `${n} image${n === 1 ? '' : 's'} of ${h}×${w}`,
      rule: 'a variance needs at least 2 values',
      remedy: 'a larger batch; in use, running statistics',
    });
  }
  return normalizeByBatch(x, scaling, (batch) => {
    if (running === undefined) return;
    move(running.mean, batch.mean, running.momentum);
    move(running.variance, tf.mul<tf.Tensor1D>(batch.variance, count / (count - 1)), running.momentum);
  });
}

function move(running: tf.Variable<tf.Rank.R1>, batch: tf.Tensor1D, momentum: number | tf.Scalar): void {
  running.assign(tf.add(running, tf.mul(momentum, tf.sub(batch, running))));
}

function requireVariable(caller: string, name: string, value: unknown): tf.Variable<tf.Rank.R1> {
  if (value instanceof tf.Variable) return value as tf.Variable<tf.Rank.R1>;
  throw new ArgumentError(`${caller}: ${name} must be a variable in training, not ${show(value)}`, {
    rule: 'running statistics move with every batch, both or none',
    remedy: 'tf.variable(…, false)',
  });
}
