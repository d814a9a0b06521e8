import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { type Confusions, countConfusions, type NumClassesOptions } from './count-confusions.ts';
import type { Classes, Predictions } from './predictions.ts';

/**
 * How the values of the classes become one number: `'macro'`, their mean; `'micro'`, the value over all decisions
 * together; `'weighted'`, their mean weighted by the samples of each class; `'none'`, not at all.
 */
export type Average = 'macro' | 'micro' | 'weighted' | 'none';

/** The option of a metric that each class has. */
export interface AverageOptions<A extends Average = Average> {
  /** Default `'macro'`: the mean of the classes, in which a rare class counts as much as a frequent one. */
  readonly average?: A;
}

/** The options of `precision`, `recall` and `f1`. */
export interface ByClassOptions<A extends Average = Average> extends AverageOptions<A>, NumClassesOptions {}

/** What an average gives: one number, or that of each class. */
export type Averaged<A extends Average> = A extends 'none' ? number[] : number;

/** What is known of a class. */
interface Tally {
  /** Samples of the class that were taken for it. */
  readonly hits: number;
  /** Samples that were taken for the class. */
  readonly predicted: number;
  /** Samples of the class. */
  readonly actual: number;
}

/** A metric of a class: which part of which whole it is. A part of nothing counts as 0. */
export type Share = (tally: Tally) => readonly [part: number, whole: number];

/** A metric of one batch. @throws {ArgumentError} @throws {ShapeError} */
export function ofBatch<A extends Average>(
  caller: string,
  share: Share,
  predictions: Predictions,
  labels: Classes,
  options: ByClassOptions<A>,
): Averaged<A> {
  requireKnownOptions(caller, options, ['average', 'numClasses']);
  return ofCounts(caller, share, countConfusions(caller, predictions, labels, options), options.average);
}

/** A metric of what was counted. @throws {ArgumentError} */
export function ofCounts<A extends Average>(
  caller: string,
  share: Share,
  counts: Confusions,
  average: A | undefined,
): Averaged<A> {
  const classes = tallies(counts);
  const total = classes.reduce((sum, { actual }) => sum + actual, 0);
  const each = classes.map((tally) => quotient(...share(tally)));
  const results = {
    macro: () => each.reduce((sum, value) => sum + value, 0) / each.length,
    micro: () => {
      const hits = classes.reduce((sum, tally) => sum + tally.hits, 0);
      return quotient(...share({ hits, predicted: total, actual: total }));
    },
    weighted: () =>
      quotient(
        each.reduce((sum, value, c) => sum + value * classes[c]!.actual, 0),
        total,
      ),
    none: () => each,
  };
  const known = Object.keys(results) as Average[];
  return results[requireOneOf(caller, 'average', average ?? 'macro', known)]() as Averaged<A>;
}

function tallies(counts: Confusions): Tally[] {
  return counts.map((row, c) => ({
    hits: row[c]!,
    predicted: counts.reduce((sum, ofClass) => sum + ofClass[c]!, 0),
    actual: row.reduce((sum, count) => sum + count, 0),
  }));
}

function quotient(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
