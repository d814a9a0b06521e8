import { type Average, type Averaged, type ByClassOptions, ofBatch, type Share } from './by-class.ts';
import type { Classes, Predictions } from './predictions.ts';

/** The harmonic mean of precision and recall, without dividing by either. */
export const f1Share: Share = ({ hits, predicted, actual }) => [2 * hits, predicted + actual];

/**
 * The harmonic mean of precision and recall of a class, `2·P·R / (P + R)`, 0 to 1. Tensors are read at once.
 *
 * A class that neither occurs nor is predicted has 0. All classes count in an average, also those that do not occur.
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
 * import { f1 } from '@featuremap/layers/metrics';
 *
 * console.log(f1([0, 0, 1, 1], [0, 1, 1, 1], { average: 'none' })); // [ 0.6666666666666666, 0.8 ]
 * ```
 *
 * @see sklearn.metrics.f1_score with labels=range(numClasses)
 */
export function f1<A extends Average = 'macro'>(
  predictions: Predictions,
  labels: Classes,
  options: ByClassOptions<A> = {},
): Averaged<A> {
  return ofBatch('f1', f1Share, predictions, labels, options);
}
