import { ArgumentError, ShapeError, show } from '@featuremap/errors';
import type * as tf from '@tensorflow/tfjs-core';

/** One class for each sample: a tensor `[N]` or an array of integers from 0. */
export type Classes = tf.Tensor | ArrayLike<number>;

/** The score of each class for each sample, such as logits or probabilities: a tensor `[N, C]` or N rows of C numbers. */
export type Scores = tf.Tensor | readonly ArrayLike<number>[];

/** What a network says: scores, of which the largest counts (the first of equal ones), or the classes themselves. */
export type Predictions = Scores | Classes;

/** One class for each sample, and how many classes there are where that is known. */
export interface PredictedClasses {
  readonly classes: ArrayLike<number>;
  readonly numClasses: number | undefined;
}

/** The class that is predicted for each sample. @throws {ArgumentError} @throws {ShapeError} */
export function readPredictions(caller: string, predictions: unknown): PredictedClasses {
  const isTable = isTensor(predictions) ? predictions.rank === 2 : isList(predictions) && isList(predictions[0]);
  if (!isTable) return { classes: readClasses(caller, 'prediction', predictions), numClasses: undefined };
  const rows = readScores(caller, predictions);
  return { classes: rows.map(indexOfLargest), numClasses: rows[0]?.length };
}

/** The rows of scores, which all have one length. @throws {ArgumentError} @throws {ShapeError} */
export function readScores(caller: string, scores: unknown): ArrayLike<number>[] {
  const rows = rowsOf(caller, scores);
  for (const [sample, row] of rows.entries()) {
    if (!isList(row))
      throw new ArgumentError(`${caller}: row ${sample} of the scores must be an array, not ${show(row)}`);
    const [length, first] = [row.length, rows[0]!.length];
    if (length === 0) throw new ShapeError(`${caller} expects a score for at least one class`);
    if (length !== first) throw new ShapeError(`${caller}: row ${sample} has ${length} scores but row 0 has ${first}`);
    for (let c = 0; c < length; c++) {
      const score: unknown = row[c];
      if (typeof score === 'number' && !Number.isNaN(score)) continue;
      throw new ArgumentError(`${caller}: score ${c} of sample ${sample} must be a number, not ${show(score)}`);
    }
  }
  return rows;
}

/** The labels of n samples, each below numClasses. @throws {ArgumentError} @throws {ShapeError} */
export function readLabels(caller: string, labels: unknown, n: number, numClasses = Infinity): ArrayLike<number> {
  const classes = readClasses(caller, 'label', labels);
  if (classes.length !== n) throw new ShapeError(`${caller} expects labels [${n}] but gets [${classes.length}]`);
  requireBelow(caller, 'label', classes, numClasses);
  return classes;
}

function readClasses(caller: string, name: 'prediction' | 'label', values: unknown): ArrayLike<number> {
  if (isTensor(values) && values.rank !== 1) {
    throw new ShapeError(`${caller} expects ${name}s [N] but gets [${values.shape.join(', ')}]`);
  }
  const classes = isTensor(values) ? values.dataSync<'int32'>() : values;
  if (!isList(classes)) {
    throw new ArgumentError(`${caller}: ${name}s must be a tensor or an array, not ${show(values)}`);
  }
  for (let sample = 0; sample < classes.length; sample++) {
    const value: unknown = classes[sample];
    if (Number.isSafeInteger(value) && (value as number) >= 0) continue;
    throw new ArgumentError(`${caller}: ${name} ${show(value)} of sample ${sample} is not a class`, {
      rule: 'a class is an integer of at least 0',
    });
  }
  return classes;
}

/** Checks that every class is one of numClasses. @throws {ArgumentError} */
export function requireBelow(
  caller: string,
  name: 'prediction' | 'label',
  classes: ArrayLike<number>,
  numClasses: number,
): void {
  for (let sample = 0; sample < classes.length; sample++) {
    const value = classes[sample]!;
    if (value < numClasses) continue;
    throw new ArgumentError(`${caller}: ${name} ${value} of sample ${sample} is not one of ${numClasses} classes`, {
      rule: `0 <= ${name} <= ${numClasses - 1}`,
    });
  }
}

/** Checks that there is something to take a share of. @throws {ArgumentError} */
export function requireSamples(caller: string, samples: ArrayLike<unknown>): void {
  if (samples.length === 0) throw new ArgumentError(`${caller}: there are no samples`);
}

function rowsOf(caller: string, scores: unknown): ArrayLike<number>[] {
  if (Array.isArray(scores)) return scores as ArrayLike<number>[];
  if (!isTensor(scores)) {
    throw new ArgumentError(`${caller}: scores must be a tensor or an array of rows, not ${show(scores)}`);
  }
  const [n, classes] = scores.shape;
  if (scores.rank !== 2) throw new ShapeError(`${caller} expects scores [N, C] but gets [${scores.shape.join(', ')}]`);
  const data = scores.dataSync<'float32'>();
  return Array.from({ length: n! }, (_, sample) => data.subarray(sample * classes!, (sample + 1) * classes!));
}

function indexOfLargest(row: ArrayLike<number>): number {
  let best = 0;
  for (let c = 1; c < row.length; c++) if (row[c]! > row[best]!) best = c;
  return best;
}

// Looked at rather than imported, so that plain arrays need no tfjs-core at run time.
function isTensor(value: unknown): value is tf.Tensor {
  return typeof value === 'object' && value !== null && 'dataSync' in value;
}

function isList(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}
