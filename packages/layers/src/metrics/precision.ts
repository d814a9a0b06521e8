import { type Average, type Averaged, type ByClassOptions, ofBatch, type Share } from './by-class.ts';
import type { Classes, Predictions } from './predictions.ts';

/** Of the samples taken for a class, those that are of it. */
export const precisionShare: Share = ({ hits, predicted }) => [hits, predicted];

/**
 * Of the samples that are taken for a class, the share that is of it, 0 to 1. Tensors are read at once.
 *
 * A class that is never predicted has 0. All classes count in an average, also those that do not occur.
 *
 * @param predictions Scores `[N, C]`, of which the largest counts, or classes `[N]`; a tensor or arrays.
 * @param labels The class of each sample, `[N]`.
 * @param options.average `'macro'` (default): the mean of the classes; `'micro'`: over all samples together, which is the
 * accuracy; `'weighted'`: the mean weighted by the samples of each class; `'none'`: the value of each class.
 * @param options.numClasses How many classes there are. Default: as many as there are scores; of classes, one more than
 * the largest.
 * @throws {ArgumentError} when a score is not a number, a class is out of range, or an option is unknown.
 * @throws {ShapeError} when the shapes do not fit.
 *
 * @example
 * ```js
 * import { precision } from '@featuremap/layers/metrics';
 *
 * console.log(precision([0, 0, 1, 1], [0, 1, 1, 1], { average: 'none' })); // [ 0.5, 1 ]
 * ```
 *
 * @see sklearn.metrics.precision_score with labels=range(numClasses)
 */
export function precision<A extends Average = 'macro'>(
  predictions: Predictions,
  labels: Classes,
  options: ByClassOptions<A> = {},
): Averaged<A> {
  return ofBatch('precision', precisionShare, predictions, labels, options);
}
