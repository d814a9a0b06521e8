import { requireInteger, requireKnownOptions } from '@featuremap/errors';
import { type Classes, readLabels, readScores, requireSamples, type Scores } from './predictions.ts';

/** The option of `topKAccuracy`. */
export interface TopKOptions {
  /** How many classes may be named, 1 to C. Default 5. */
  readonly k?: number;
}

/**
 * The share of the samples whose label is among the k classes with the largest scores, 0 to 1. Of classes with equal
 * scores the first count as larger, so that with k = 1 it is the accuracy. Tensors are read at once.
 *
 * @param scores `[N, C]`, a tensor or rows of numbers.
 * @param labels The class of each sample, `[N]`.
 * @param options.k How many classes may be named, 1 to C. Default 5.
 * @throws {ArgumentError} when there are no samples, a score is not a number, or a label or k is out of range.
 * @throws {ShapeError} when the shapes do not fit.
 *
 * @example
 * ```js
 * import { topKAccuracy } from '@featuremap/layers/metrics';
 *
 * const scores = [[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]];
 * console.log(topKAccuracy(scores, [1, 2], { k: 2 })); // 0.5
 * ```
 *
 * @see sklearn.metrics.top_k_accuracy_score
 */
export function topKAccuracy(scores: Scores, labels: Classes, options: TopKOptions = {}): number {
  const name = 'topKAccuracy';
  requireKnownOptions(name, options, ['k']);
  const rows = readScores(name, scores);
  requireSamples(name, rows);
  const numClasses = rows[0]!.length;
  const k = requireInteger(name, 'k', options.k ?? 5, { min: 1, max: numClasses });
  const truth = readLabels(name, labels, rows.length, numClasses);
  return rows.filter((row, sample) => placeOf(truth[sample]!, row) < k).length / rows.length;
}

/** How many classes come before `label` when a row is sorted by falling scores. */
function placeOf(label: number, row: ArrayLike<number>): number {
  let before = 0;
  for (let c = 0; c < row.length; c++) if (row[c]! > row[label]! || (row[c] === row[label] && c < label)) before++;
  return before;
}
