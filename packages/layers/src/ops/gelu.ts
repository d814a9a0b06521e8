import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { type Elementwise, fromInput } from './elementwise.ts';

/** The option of `gelu`. */
export interface GeluOptions {
  /** Default `'none'`: by the error function. `'tanh'`: by a formula with tanh, at most 0.0005 away from it. */
  readonly approximate?: 'none' | 'tanh';
}

/**
 * `x · Φ(x)`, where Φ(x) is the probability that a standard normal number is below x. Any shape.
 *
 * @throws {ArgumentError} when x is not a float32 tensor, or an option is unknown.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { gelu } from '@featuremap/layers/ops';
 *
 * console.log(gelu(tf.tensor1d([0, 100])).arraySync()); // [ 0, 100 ]
 * console.log(gelu(tf.scalar(1)).arraySync().toFixed(4)); // 0.8413
 * console.log(gelu(tf.scalar(1), { approximate: 'tanh' }).arraySync().toFixed(4)); // 0.8412
 * ```
 *
 * @see torch.nn.functional.gelu; https://arxiv.org/abs/1606.08415
 */
export function gelu<T extends tf.Tensor>(x: T, options: GeluOptions = {}): T {
  return geluWith(options)(x);
}

/** `gelu` with its option checked and settled. */
export function geluWith(options: GeluOptions): Elementwise {
  requireKnownOptions('gelu', options, ['approximate']);
  const approximate = requireOneOf('gelu', 'approximate', options.approximate ?? 'none', ['none', 'tanh']);
  return approximate === 'none' ? byErrorFunction : byTanh;
}

// Φ(x) = (1 + erf(x / √2)) / 2, with the slope φ(x) = e^(-x²/2) / √(2π)
const Phi = (x: tf.Tensor) => tf.mul(0.5, tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))));
const phi = (x: tf.Tensor) => tf.mul(1 / Math.sqrt(2 * Math.PI), tf.exp(tf.mul(-0.5, tf.square(x))));

const byErrorFunction = fromInput(
  'gelu',
  (x) => tf.mul(x, Phi(x)),
  (x) => tf.add(Phi(x), tf.mul(x, phi(x))),
);

// Φ(x) ≈ (1 + tanh u) / 2 with u = √(2/π) · (x + c·x³)
const c = 0.044715;
const u = (x: tf.Tensor) => tf.mul(Math.sqrt(2 / Math.PI), tf.mul(x, tf.add(1, tf.mul(c, tf.square(x)))));
const slopeOfU = (x: tf.Tensor) => tf.mul(Math.sqrt(2 / Math.PI), tf.add(1, tf.mul(3 * c, tf.square(x))));

const byTanh = fromInput(
  'gelu',
  (x) => tf.mul(x, tf.mul(0.5, tf.add(1, tf.tanh(u(x))))),
  (x) => {
    const t = tf.tanh(u(x));
    const slopeOfT = tf.mul(tf.sub(1, tf.square(t)), slopeOfU(x));
    return tf.mul(0.5, tf.add(tf.add(1, t), tf.mul(x, slopeOfT)));
  },
);
