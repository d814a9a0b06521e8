import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient.ts';

/** What is learnt beside the normalization: both have the last axes of x. */
export interface Scaling {
  readonly eps: number;
  readonly weight: tf.Tensor | undefined;
  readonly bias: tf.Tensor | undefined;
}

/**
 * `(x - mean) / sqrt(variance + eps) · weight + bias`, where `meanOf` takes for each number the mean of those that are
 * normalized together with it, in a shape that broadcasts to that of x.
 */
export function normalize(
  x: tf.Tensor,
  meanOf: (values: tf.Tensor) => tf.Tensor,
  { eps, weight, bias }: Scaling,
): tf.Tensor {
  const learnt = weight ?? bias;
  const repeated = [...x.shape.keys()].slice(0, x.rank - (learnt?.rank ?? 0)); // the axes along which it is the same
  const inputs: Record<string, tf.Tensor> = { x, ...(weight && { weight }), ...(bias && { bias }) };
  return withGradient(inputs, (save) => {
    const centred = tf.sub(x, meanOf(x));
    const rstd = tf.rsqrt(tf.add(meanOf(tf.square(centred)), eps));
    const z = tf.mul(centred, rstd);
    const [savedZ, savedRstd, savedWeight] = [save(z), save(rstd), weight && save(weight)];
    const scaled = weight === undefined ? z : tf.mul(z, weight);
    return {
      value: bias === undefined ? scaled : tf.add(scaled, bias),
      gradients: (dy) => ({
        // dx = rstd · (dz - mean of dz - z · mean of dz·z)
        x: () => {
          const dz = savedWeight === undefined ? dy : tf.mul(dy, savedWeight);
          const alongZ = tf.mul(savedZ, meanOf(tf.mul(dz, savedZ)));
          return tf.mul(tf.sub(tf.sub(dz, meanOf(dz)), alongZ), savedRstd);
        },
        weight: () => tf.sum(tf.mul(dy, savedZ), repeated),
        bias: () => tf.sum(dy, repeated),
      }),
    };
  });
}
