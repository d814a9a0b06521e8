import { ArgumentError, requireKnownOptions, requireNumber } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { differenceLoss, requirePair } from './difference-loss.ts';
import type { Reduced } from './reduce.ts';
import { type Reduction, requireReduction } from './reduction.ts';

/** The options of `huberLoss`. */
export interface HuberLossOptions<R extends Reduction = Reduction> {
  /** The difference beyond which the loss grows in a straight line. Above 0; default 1. */
  readonly delta?: number;
  /** Default `'mean'`: over all elements, not only over the samples. */
  readonly reduction?: R;
}

/**
 * `d² / 2` where the difference `d = x - target` is within ±delta, otherwise `delta · (|d| - delta / 2)`, so that outliers
 * pull with a slope of at most delta. Two tensors of one shape, any: a scalar, or all losses with reduction `'none'`.
 *
 * @param options.delta The difference beyond which the loss grows in a straight line. Above 0; default 1.
 * @param options.reduction `'mean'` over all elements (default), their `'sum'`, or `'none'`: each element's own.
 * @throws {ArgumentError} when x or target is not a float32 tensor, or an option is unknown or out of range.
 * @throws {ShapeError} when the shapes differ.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { huberLoss } from '@featuremap/layers';
 *
 * console.log(huberLoss(tf.tensor1d([1, 5]), tf.tensor1d([1, 2])).arraySync()); // 1.25
 * ```
 *
 * @see torch.nn.functional.huber_loss
 */
export function huberLoss<R extends Reduction = 'mean'>(
  x: tf.Tensor,
  target: tf.Tensor,
  options: HuberLossOptions<R> = {},
): Reduced<R> {
  requireKnownOptions('huberLoss', options, ['delta', 'reduction']);
  const delta = requireDelta(options.delta ?? 1);
  const reduction = requireReduction('huberLoss', options.reduction) as R;
  requirePair('huberLoss', x, target);
  return differenceLoss(x, target, reduction, {
    // With m = min(|d|, delta), both branches are m · (|d| - m / 2).
    loss: (d) => {
      const size = tf.abs(d);
      const m = tf.minimum(size, delta);
      return tf.mul(m, tf.sub(size, tf.div(m, 2)));
    },
    slope: (d) => tf.clipByValue(d, -delta, delta),
  });
}

function requireDelta(value: unknown): number {
  const delta = requireNumber('huberLoss', 'delta', value);
  if (delta > 0) return delta;
  throw new ArgumentError(`huberLoss: delta must be above 0, not ${delta}`);
}
