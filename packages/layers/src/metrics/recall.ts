import { type Average, type Averaged, type ByClassOptions, ofBatch, type Share } from './by-class.ts';
import type { Classes, Predictions } from './predictions.ts';

/** Of the samples of a class, those that were taken for it. */
export const recallShare: Share = ({ hits, actual }) => [hits, actual];

/**
 * Of the samples of a class, the share that is taken for it, 0 to 1. Tensors are read at once.
 *
 * A class without samples has 0. All classes count in an average, also those that do not occur.
 *
 * @param predictions Scores `[N, C]`, of which the largest counts, or classes `[N]`; a tensor or arrays.
 * @param labels The class of each sample, `[N]`.
 * @param options.average `'macro'` (default): the mean of the classes; `'micro'`: over all samples together, which is the
 * accuracy; `'weighted'`: the mean weighted by the samples of each class, which is the accuracy too; `'none'`: the value
 * of each class.
 * @param options.numClasses How many classes there are. Default: as many as there are scores; of classes, one more than
 * the largest.
 * @throws {ArgumentError} when a score is not a number, a class is out of range, or an option is unknown.
 * @throws {ShapeError} when the shapes do not fit.
 *
 * @example
 * ```js
 * import { recall } from '@featuremap/layers/metrics';
 *
 * console.log(recall([0, 0, 1, 1], [0, 1, 1, 1], { average: 'none' })); // [ 1, 0.6666666666666666 ]
 * ```
 *
 * @see sklearn.metrics.recall_score with labels=range(numClasses)
 */
export function recall<A extends Average = 'macro'>(
  predictions: Predictions,
  labels: Classes,
  options: ByClassOptions<A> = {},
): Averaged<A> {
  return ofBatch('recall', recallShare, predictions, labels, options);
}
