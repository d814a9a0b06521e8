import { ArgumentError, requireInteger, requireKnownOptions } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { withGradient } from '../with-gradient.ts';

/** The axis along which the numbers share a sum of 1. */
export interface SoftmaxOptions {
  /** Counted from the end when negative. Default -1, the last axis. */
  readonly dim?: number;
}

/**
 * `e^x / Σ e^x` along one axis: positive numbers with sum 1. Any shape with that axis.
 *
 * @throws {ArgumentError} when x is not a float32 tensor, or has no axis `dim`.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { softmax } from '@featuremap/layers/ops';
 *
 * console.log(softmax(tf.tensor1d([1000, 1000])).arraySync()); // [ 0.5, 0.5 ]
 * ```
 *
 * @see torch.nn.functional.softmax
 */
export function softmax<T extends tf.Tensor>(x: T, options: SoftmaxOptions = {}): T {
  const axis = softmaxAxis('softmax', x, options);
  return withGradient({ x }, (save) => {
    const e = tf.exp(tf.sub(x, tf.max(x, axis, true)));
    const y: T = tf.div(e, tf.sum(e, axis, true));
    const saved = save(y);
    return {
      value: y,
      gradients: (dy) => ({
        x: () => {
          const weighted = tf.mul(dy, saved);
          return tf.sub(weighted, tf.mul(saved, tf.sum(weighted, axis, true)));
        },
      }),
    };
  });
}

/**
 * `x - log Σ e^x` along one axis: the logarithm of softmax, without overflow or loss of small probabilities.
 *
 * @throws {ArgumentError} when x is not a float32 tensor, or has no axis `dim`.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { logSoftmax } from '@featuremap/layers/ops';
 *
 * console.log(logSoftmax(tf.tensor1d([0, -200])).arraySync()); // [ 0, -200 ]
 * ```
 *
 * @see torch.nn.functional.log_softmax
 */
export function logSoftmax<T extends tf.Tensor>(x: T, options: SoftmaxOptions = {}): T {
  const axis = softmaxAxis('logSoftmax', x, options);
  return withGradient({ x }, (save) => {
    const shifted = tf.sub(x, tf.max(x, axis, true));
    const y: T = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), axis, true)));
    const saved = save(y);
    return {
      value: y,
      gradients: (dy) => ({ x: () => tf.sub(dy, tf.mul(tf.exp(saved), tf.sum(dy, axis, true))) }),
    };
  });
}

function softmaxAxis(caller: string, x: tf.Tensor, options: SoftmaxOptions): number {
  const { rank } = requireFloats(caller, 'x', x);
  requireKnownOptions(caller, options, ['dim']);
  const dim = requireInteger(caller, 'dim', options.dim ?? -1);
  const axis = dim < 0 ? dim + rank : dim;
  if (axis >= 0 && axis < rank) return axis;
  throw new ArgumentError(`${caller}: there is no axis ${dim} in a tensor of shape [${x.shape.join(', ')}]`);
}
