import { ArgumentError, requireInteger, ShapeError } from '@featuremap/errors';
import {
  type Classes,
  type PredictedClasses,
  type Predictions,
  readLabels,
  readPredictions,
  requireBelow,
} from './predictions.ts';

/** `counts[t][p]` samples of class t were taken for class p. */
export type Confusions = readonly (readonly number[])[];

/** The option of what counts by class. */
export interface NumClassesOptions {
  /** How many classes there are. Default: as many as there are scores; of classes, one more than the largest. */
  readonly numClasses?: number;
}

/** No sample counted yet. */
export function noConfusions(numClasses: number): number[][] {
  return Array.from({ length: numClasses }, () => new Array<number>(numClasses).fill(0));
}

/** Counts the samples of one batch. @throws {ArgumentError} @throws {ShapeError} */
export function countConfusions(
  caller: string,
  predictions: Predictions,
  labels: Classes,
  { numClasses }: NumClassesOptions,
): number[][] {
  if (numClasses !== undefined) requireInteger(caller, 'numClasses', numClasses, { min: 1 });
  const predicted = readPredictions(caller, predictions);
  const truth = readLabels(caller, labels, predicted.classes.length);
  const size = numClasses ?? predicted.numClasses ?? 1 + Math.max(largest(predicted.classes), largest(truth));
  if (size === 0) {
    throw new ArgumentError(`${caller}: there are neither samples nor numClasses`, { remedy: 'the option numClasses' });
  }
  const counts = noConfusions(size);
  add(caller, counts, predicted, truth);
  return counts;
}

/** Adds a batch to the counts, all of it or nothing. @throws {ArgumentError} @throws {ShapeError} */
export function addConfusions(caller: string, counts: number[][], predictions: Predictions, labels: Classes): void {
  const predicted = readPredictions(caller, predictions);
  add(caller, counts, predicted, readLabels(caller, labels, predicted.classes.length));
}

function add(caller: string, counts: number[][], predicted: PredictedClasses, truth: ArrayLike<number>): void {
  const { classes, numClasses = counts.length } = predicted;
  if (numClasses !== counts.length) {
    throw new ShapeError(`${caller} expects scores of ${counts.length} classes but gets ${numClasses}`);
  }
  requireBelow(caller, 'prediction', classes, numClasses);
  requireBelow(caller, 'label', truth, numClasses);
  for (let sample = 0; sample < classes.length; sample++) counts[truth[sample]!]![classes[sample]!]!++;
}

function largest(classes: ArrayLike<number>): number {
  let max = -1;
  for (let sample = 0; sample < classes.length; sample++) max = Math.max(max, classes[sample]!);
  return max;
}
