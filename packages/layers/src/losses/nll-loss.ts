import { requireKnownOptions, ShapeError } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { withGradient } from '../with-gradient.ts';
import { requireLabels } from './class-labels.ts';
import type { Reduced } from './reduce.ts';
import { type Reduction, requireReduction } from './reduction.ts';

/** The options of `nllLoss`. */
export interface NllLossOptions<R extends Reduction = Reduction> {
  /** `[C]`, how much each class counts. Default: all the same. */
  readonly weight?: tf.Tensor1D;
  /** Default `'mean'`: the sum divided by the weights of the labels. */
  readonly reduction?: R;
}

/**
 * The negative log-likelihood of the labels, from logarithms of probabilities `[N, C]`, as `logSoftmax` gives them, and
 * int32 labels `[N]`: a scalar, or `[N]` with reduction `'none'`. From logits, `crossEntropy` does both in one.
 *
 * @param options.weight `[C]`, how much each class counts. Default: all the same.
 * @param options.reduction `'mean'` (default): the sum divided by the weights of the labels; `'sum'`; `'none'`.
 * @throws {ArgumentError} when a label is not from 0 to C - 1, or an option is unknown.
 * @throws {ShapeError} when the shapes do not fit.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { nllLoss } from '@featuremap/layers';
 *
 * const logP = tf.log(tf.tensor2d([[0.5, 0.5], [0.25, 0.75]]));
 * const labels = tf.tensor1d([0, 0], 'int32');
 * console.log(nllLoss(logP, labels).arraySync().toFixed(4)); // 1.0397
 * ```
 *
 * @see torch.nn.functional.nll_loss
 */
export function nllLoss<R extends Reduction = 'mean'>(
  logP: tf.Tensor,
  labels: tf.Tensor1D,
  options: NllLossOptions<R> = {},
): Reduced<R> {
  const name = 'nllLoss';
  requireKnownOptions(name, options, ['weight', 'reduction']);
  const { weight } = options;
  const reduction = requireReduction(name, options.reduction);
  requireFloats(name, 'logP', logP);
  if (logP.rank !== 2) throw new ShapeError(`${name} expects logP [N, C] but gets [${logP.shape.join(', ')}]`);
  const [n, classes] = logP.shape as [number, number];
  requireLabels(name, labels, n, classes);
  if (weight !== undefined && (requireFloats(name, 'weight', weight).rank !== 1 || weight.size !== classes)) {
    throw new ShapeError(`${name} expects a weight of shape [${classes}] but gets [${weight.shape.join(', ')}]`);
  }

  const loss: tf.Tensor = withGradient({ logP }, (save) => {
    const isLabel = tf.equal(tf.expandDims(labels, 1), tf.range(0, classes, 1, 'int32'));
    const counts = tf.where(isLabel, weight ?? 1, 0);
    // The probability of a class that is not the label may be 0, its logarithm infinite: it must not meet a factor of 0.
    const losses = tf.neg(tf.sum(tf.mul(counts, tf.where(isLabel, logP, 0)), 1));

    const divisor = reduction === 'mean' ? tf.sum(counts) : 1;
    const slope = save(tf.div(tf.neg(counts), divisor));
    return {
      value: reduction === 'none' ? losses : tf.div(tf.sum(losses), divisor),
      gradients: (dy) => ({ logP: () => tf.mul(reduction === 'none' ? tf.expandDims(dy, 1) : dy, slope) }),
    };
  });
  return loss as Reduced<R>;
}
