import { requireKnownOptions } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { differenceLoss, requirePair } from './difference-loss.ts';
import type { Reduced } from './reduce.ts';
import { type Reduction, requireReduction } from './reduction.ts';

/** The option of `mseLoss`. */
export interface MseLossOptions<R extends Reduction = Reduction> {
  /** Default `'mean'`: over all elements, not only over the samples. */
  readonly reduction?: R;
}

/**
 * The squared differences `(x - target)²`, two tensors of one shape, any: a scalar, or all of them with reduction
 * `'none'`.
 *
 * @param options.reduction `'mean'` over all elements (default), their `'sum'`, or `'none'`: each element's own.
 * @throws {ArgumentError} when x or target is not a float32 tensor, or an option is unknown or out of range.
 * @throws {ShapeError} when the shapes differ.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { mseLoss } from '@featuremap/layers';
 *
 * console.log(mseLoss(tf.tensor1d([1, 5]), tf.tensor1d([1, 2])).arraySync()); // 4.5
 * ```
 *
 * @see torch.nn.functional.mse_loss
 */
export function mseLoss<R extends Reduction = 'mean'>(
  x: tf.Tensor,
  target: tf.Tensor,
  options: MseLossOptions<R> = {},
): Reduced<R> {
  requireKnownOptions('mseLoss', options, ['reduction']);
  const reduction = requireReduction('mseLoss', options.reduction) as R;
  requirePair('mseLoss', x, target);
  return differenceLoss(x, target, reduction, {
    loss: (d) => tf.square(d),
    slope: (d) => tf.mul(2, d),
  });
}
