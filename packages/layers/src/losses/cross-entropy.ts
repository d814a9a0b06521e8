import { requireKnownOptions, requireNumber, ShapeError } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { hasFused, runFused } from '../fused-kernels.ts';
import { requireFloats } from '../require-tensor.ts';
import { withGradient } from '../with-gradient.ts';
import { requireLabels } from './class-labels.ts';
import { type Reduction, requireReduction } from './reduction.ts';

/** The options of `crossEntropy`. */
export interface CrossEntropyOptions<R extends Reduction = Reduction> {
  /** What part of the target is spread evenly over all classes, 0 to 1. Default 0. */
  readonly labelSmoothing?: number;
  /** `[C]`, how much each class counts. Default: all the same. */
  readonly weight?: tf.Tensor1D;
  /** Default `'mean'`: the sum divided by the weights of the labels. */
  readonly reduction?: R;
}

/**
 * The cross entropy between softmax(logits) and the labels, from logits `[N, C]` and int32 labels `[N]`: a scalar, or
 * `[N]` with reduction `'none'`. Logits of any size are safe.
 *
 * @throws {ArgumentError} when a label is not from 0 to C - 1, or an option is unknown or out of range.
 * @throws {ShapeError} when the shapes do not fit.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { crossEntropy } from '@featuremap/layers';
 *
 * const logits = tf.tensor2d([[1000, 0], [0, 0]]);
 * const labels = tf.tensor1d([1, 1], 'int32');
 * console.log(crossEntropy(logits, labels, { reduction: 'none' }).arraySync()[0]); // 1000
 * ```
 *
 * @see torch.nn.functional.cross_entropy with class indices
 */
export function crossEntropy<R extends Reduction = 'mean'>(
  logits: tf.Tensor,
  labels: tf.Tensor1D,
  options: CrossEntropyOptions<R> = {},
): R extends 'none' ? tf.Tensor1D : tf.Scalar {
  const name = 'crossEntropy';
  requireKnownOptions(name, options, ['labelSmoothing', 'weight', 'reduction']);
  const { weight } = options;
  const labelSmoothing = requireNumber(name, 'labelSmoothing', options.labelSmoothing ?? 0, { min: 0, max: 1 });
  const reduction = requireReduction(name, options.reduction);
  requireFloats(name, 'logits', logits);
  if (logits.rank !== 2) {
    throw new ShapeError(`${name} expects logits [N, C] but gets [${logits.shape.join(', ')}]`);
  }
  const [n, classes] = logits.shape as [number, number];
  requireLabels(name, labels, n, classes);
  if (weight !== undefined && (requireFloats(name, 'weight', weight).rank !== 1 || weight.size !== classes)) {
    throw new ShapeError(`${name} expects a weight of shape [${classes}] but gets [${weight.shape.join(', ')}]`);
  }
  const isFused = reduction === 'mean' && hasFused('FeaturemapCrossEntropy');
  const loss = isFused
    ? fusedMean(logits, labels, weight, labelSmoothing)
    : composed(logits, labels, weight, labelSmoothing, reduction);
  return loss as R extends 'none' ? tf.Tensor1D : tf.Scalar;
}

function fusedMean(
  logits: tf.Tensor,
  labels: tf.Tensor1D,
  weight: tf.Tensor1D | undefined,
  labelSmoothing: number,
): tf.Tensor {
  return withGradient({ logits }, (save) => {
    const [loss, dLogits] = runFused('FeaturemapCrossEntropy', { logits, labels, weight }, { labelSmoothing });
    const saved = save(dLogits!);
    return { value: loss!, gradients: (dy) => ({ logits: () => tf.mul(dy, saved) }) };
  });
}

function composed(
  logits: tf.Tensor,
  labels: tf.Tensor1D,
  weight: tf.Tensor1D | undefined,
  labelSmoothing: number,
  reduction: Reduction,
): tf.Tensor {
  const classes = logits.shape[1]!;
  return withGradient({ logits }, (save) => {
    const shifted = tf.sub(logits, tf.max(logits, 1, true));
    const logP = tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));

    // loss_n = -Σ_c target_nc · log p_nc
    const isLabel = tf.cast(tf.equal(tf.expandDims(labels, 1), tf.range(0, classes, 1, 'int32')), 'float32');
    const smooth = tf.add(tf.mul(isLabel, 1 - labelSmoothing), labelSmoothing / classes);
    const target = weight === undefined ? smooth : tf.mul(smooth, weight);
    const terms = tf.where(tf.equal(target, 0), 0, tf.mul(target, logP)); // a logit of -Infinity rules a class out
    const losses = tf.neg(tf.sum(terms, 1));

    const ofLabels = weight === undefined ? labels.size : tf.sum(tf.mul(isLabel, weight));
    const divisor = reduction === 'mean' ? ofLabels : 1;
    const value = reduction === 'none' ? losses : tf.div(tf.sum(losses), divisor);

    const slope = tf.sub(tf.mul(tf.exp(logP), tf.sum(target, 1, true)), target);
    const saved = save(tf.div(slope, divisor));
    return {
      value,
      gradients: (dy) => ({ logits: () => tf.mul(reduction === 'none' ? tf.expandDims(dy, 1) : dy, saved) }),
    };
  });
}
