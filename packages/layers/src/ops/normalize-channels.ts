import * as tf from '@tensorflow/tfjs-core';
import { together, withGradient } from '../with-gradient.ts';

/** The mean and the variance of each channel, `[C]`; the variance is divided by the number of values. */
export interface ChannelStatistics {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/** What normalizing does beside the statistics. */
export interface ChannelScaling {
  readonly eps: number;
  /** `[C]`, what each channel is multiplied by. */
  readonly weight: tf.Tensor1D | undefined;
  /** `[C]`, what each channel adds. */
  readonly bias: tf.Tensor1D | undefined;
}

const positions = [0, 1, 2];

/**
 * `(x - mean) / sqrt(variance + eps) · weight + bias` for NHWC images, with the statistics of x itself, which `see` is
 * shown: the gradient flows through them too.
 */
export function normalizeByBatch(
  x: tf.Tensor4D,
  scaling: ChannelScaling,
  see: (statistics: ChannelStatistics) => void,
): tf.Tensor4D {
  const count = x.size / x.shape[3];
  return withGradient(inputsOf(x, scaling), (save) => {
    const mean: tf.Tensor1D = tf.mean(x, positions);
    const variance: tf.Tensor1D = tf.mean(tf.squaredDifference(x, mean), positions);
    see({ mean, variance });
    const { value, factor, rstd } = apply(x, { mean, variance }, scaling);
    const [savedX, savedMean, savedRstd, savedFactor] = [save(x), save(mean), save(rstd), save(factor)];
    return {
      value,
      gradients: (dy) => {
        const { weight, bias } = together(['weight', 'bias'], save, () => sums(dy, savedX, savedMean, savedRstd));
        // With z = (x - mean) · rstd: dx = weight · rstd · (dy - mean of dy - z · mean of dy·z).
        const x = () => {
          const slope = tf.mul(tf.mul(savedFactor, savedRstd), tf.div(weight(), -count));
          const shift = tf.mul(savedFactor, tf.div(bias(), -count));
          const alongX = tf.mul(tf.sub(savedX, savedMean), slope);
          return tf.add(tf.add(tf.mul(dy, savedFactor), alongX), shift);
        };
        return { x, weight, bias };
      },
    };
  });
}

/** The same with statistics that are given, which are constants to the gradient. */
export function normalizeBy(x: tf.Tensor4D, statistics: ChannelStatistics, scaling: ChannelScaling): tf.Tensor4D {
  return withGradient(inputsOf(x, scaling), (save) => {
    const { value, factor, rstd } = apply(x, statistics, scaling);
    const [savedX, savedMean, savedRstd, savedFactor] = [save(x), save(statistics.mean), save(rstd), save(factor)];
    return {
      value,
      gradients: (dy) => ({
        x: () => tf.mul(dy, savedFactor),
        ...together(['weight', 'bias'], save, () => sums(dy, savedX, savedMean, savedRstd)),
      }),
    };
  });
}

function inputsOf(x: tf.Tensor4D, { weight, bias }: ChannelScaling): Record<string, tf.Tensor> {
  return { x, ...(weight && { weight }), ...(bias && { bias }) };
}

/** Two passes over the image: `x · factor + (bias - mean · factor)`. */
function apply(x: tf.Tensor4D, { mean, variance }: ChannelStatistics, { eps, weight, bias }: ChannelScaling) {
  const rstd: tf.Tensor1D = tf.rsqrt(tf.add(variance, eps));
  const factor: tf.Tensor1D = weight === undefined ? rstd : tf.mul(weight, rstd);
  const shift = tf.mul(mean, factor);
  const value: tf.Tensor4D = tf.add(tf.mul(x, factor), bias === undefined ? tf.neg(shift) : tf.sub(bias, shift));
  return { value, factor, rstd };
}

/** The gradients of weight and bias: the sums of `dy · (x - mean) · rstd` and of `dy`. */
function sums(dy: tf.Tensor4D, x: tf.Tensor4D, mean: tf.Tensor1D, rstd: tf.Tensor1D): [tf.Tensor, tf.Tensor] {
  return [tf.mul(tf.sum(tf.mul(tf.sub(x, mean), dy), positions), rstd), tf.sum(dy, positions)];
}
