import { type Classes, type Predictions, readLabels, readPredictions, requireSamples } from './predictions.ts';

/**
 * The share of the samples whose prediction is their label, 0 to 1. Tensors are read at once.
 *
 * @param predictions Scores `[N, C]`, of which the largest counts, or classes `[N]`; a tensor or arrays.
 * @param labels The class of each sample, `[N]`.
 * @throws {ArgumentError} when there are no samples, a score is not a number or a class is not an integer of at least 0.
 * @throws {ShapeError} when the shapes do not fit.
 *
 * @example
 * ```js
 * import { accuracy } from '@featuremap/layers/metrics';
 *
 * console.log(accuracy([[0.1, 0.9], [0.8, 0.2]], [1, 1])); // 0.5
 * ```
 *
 * @see sklearn.metrics.accuracy_score
 */
export function accuracy(predictions: Predictions, labels: Classes): number {
  const { classes, numClasses } = readPredictions('accuracy', predictions);
  requireSamples('accuracy', classes);
  const truth = readLabels('accuracy', labels, classes.length, numClasses);
  let hits = 0;
  for (let sample = 0; sample < classes.length; sample++) if (classes[sample] === truth[sample]) hits++;
  return hits / classes.length;
}
