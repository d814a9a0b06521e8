import { requireKnownOptions } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { differenceLoss, requirePair } from './difference-loss.ts';
import type { Reduced } from './reduce.ts';
import { type Reduction, requireReduction } from './reduction.ts';

/** The option of `l1Loss`. */
export interface L1LossOptions<R extends Reduction = Reduction> {
  /** Default `'mean'`: over all elements, not only over the samples. */
  readonly reduction?: R;
}

/**
 * The absolute differences `|x - target|`, two tensors of one shape, any: a scalar, or all of them with reduction
 * `'none'`. Where x is the target the slope is 0.
 *
 * @param options.reduction `'mean'` over all elements (default), their `'sum'`, or `'none'`: each element's own.
 * @throws {ArgumentError} when x or target is not a float32 tensor, or an option is unknown or out of range.
 * @throws {ShapeError} when the shapes differ.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { l1Loss } from '@featuremap/layers';
 *
 * console.log(l1Loss(tf.tensor1d([1, 5]), tf.tensor1d([1, 2])).arraySync()); // 1.5
 * ```
 *
 * @see torch.nn.functional.l1_loss
 */
export function l1Loss<R extends Reduction = 'mean'>(
  x: tf.Tensor,
  target: tf.Tensor,
  options: L1LossOptions<R> = {},
): Reduced<R> {
  requireKnownOptions('l1Loss', options, ['reduction']);
  const reduction = requireReduction('l1Loss', options.reduction) as R;
  requirePair('l1Loss', x, target);
  return differenceLoss(x, target, reduction, {
    loss: (d) => tf.abs(d),
    slope: (d) => tf.sign(d),
  });
}
