import { requireInteger, requireKnownOptions, StateError } from '@featuremap/errors';
import { type Average, type Averaged, type AverageOptions, ofCounts, type Share } from './by-class.ts';
import { addConfusions, countConfusions, type NumClassesOptions, noConfusions } from './count-confusions.ts';
import { f1Share } from './f1.ts';
import { precisionShare } from './precision.ts';
import type { Classes, Predictions } from './predictions.ts';
import { recallShare } from './recall.ts';

/**
 * Counts how often samples of each class are taken for each class: `counts[t][p]` samples of class t for class p.
 * Tensors are read at once.
 *
 * @param predictions Scores `[N, C]`, of which the largest counts, or classes `[N]`; a tensor or arrays.
 * @param labels The class of each sample, `[N]`.
 * @param options.numClasses How many classes there are. Default: as many as there are scores; of classes, one more than
 * the largest.
 * @throws {ArgumentError} when a score is not a number, a class is out of range, or an option is unknown.
 * @throws {ShapeError} when the shapes do not fit.
 *
 * @example
 * ```js
 * import { confusionMatrix } from '@featuremap/layers/metrics';
 *
 * console.log(confusionMatrix([0, 1, 1, 1], [0, 0, 1, 1])); // [ [ 1, 1 ], [ 0, 2 ] ]
 * ```
 *
 * @see sklearn.metrics.confusion_matrix with labels=range(numClasses)
 */
export function confusionMatrix(
  predictions: Predictions,
  labels: Classes,
  options: NumClassesOptions = {},
): number[][] {
  requireKnownOptions('confusionMatrix', options, ['numClasses']);
  return countConfusions('confusionMatrix', predictions, labels, options);
}

/**
 * A confusion matrix that counts batch by batch, and the metrics of all that was counted. Where a metric would divide
 * by 0, such as the precision of a class that is never predicted, it is 0.
 *
 * @param numClasses How many classes there are, at least 1.
 * @throws {ArgumentError} when it is not an integer of at least 1.
 *
 * @example
 * ```js
 * import { ConfusionMatrix } from '@featuremap/layers/metrics';
 *
 * const matrix = new ConfusionMatrix(2);
 * matrix.update([0, 0, 1], [0, 1, 1]).update([[0.2, 0.8]], [1]);
 * console.log(matrix.counts); // [ [ 1, 0 ], [ 1, 2 ] ]
 * console.log(matrix.accuracy()); // 0.75
 * console.log(matrix.precision({ average: 'none' })); // [ 0.5, 1 ]
 * ```
 *
 * @see sklearn.metrics.confusion_matrix, whose rows are the labels too
 */
export class ConfusionMatrix {
  readonly numClasses: number;
  readonly #counts: number[][];

  constructor(numClasses: number) {
    this.numClasses = requireInteger('ConfusionMatrix', 'numClasses', numClasses, { min: 1 });
    this.#counts = noConfusions(numClasses);
  }

  /**
   * Counts a batch, all of it or nothing.
   *
   * @param predictions Scores `[N, numClasses]`, of which the largest counts, or classes `[N]`; a tensor or arrays.
   * @param labels The class of each sample, `[N]`.
   * @throws {ArgumentError} when a score is not a number, or a class is out of range.
   * @throws {ShapeError} when the shapes do not fit.
   */
  update(predictions: Predictions, labels: Classes): this {
    addConfusions('ConfusionMatrix.update', this.#counts, predictions, labels);
    return this;
  }

  /** A copy of the counts: `counts[t][p]` samples of class t were taken for class p. */
  get counts(): number[][] {
    return this.#counts.map((row) => [...row]);
  }

  /** How many samples were counted. */
  get samples(): number {
    return this.#counts.flat().reduce((sum, count) => sum + count, 0);
  }

  /** The share of the samples that were taken for their class, 0 to 1. @throws {StateError} when there are no samples. */
  accuracy(): number {
    const { samples } = this;
    if (samples > 0) return this.#counts.reduce((hits, row, c) => hits + row[c]!, 0) / samples;
    throw new StateError('ConfusionMatrix.accuracy: there are no samples yet', {
      remedy: 'update(predictions, labels)',
    });
  }

  /** As the function `precision`. @throws {ArgumentError} for an unknown average. */
  precision<A extends Average = 'macro'>(options: AverageOptions<A> = {}): Averaged<A> {
    return this.#metric('precision', precisionShare, options);
  }

  /** As the function `recall`. @throws {ArgumentError} for an unknown average. */
  recall<A extends Average = 'macro'>(options: AverageOptions<A> = {}): Averaged<A> {
    return this.#metric('recall', recallShare, options);
  }

  /** As the function `f1`. @throws {ArgumentError} for an unknown average. */
  f1<A extends Average = 'macro'>(options: AverageOptions<A> = {}): Averaged<A> {
    return this.#metric('f1', f1Share, options);
  }

  /** Forgets what was counted. */
  reset(): void {
    for (const row of this.#counts) row.fill(0);
  }

  #metric<A extends Average>(name: string, share: Share, options: AverageOptions<A>): Averaged<A> {
    const caller = `ConfusionMatrix.${name}`;
    requireKnownOptions(caller, options, ['average']);
    return ofCounts(caller, share, this.#counts, options.average);
  }
}
