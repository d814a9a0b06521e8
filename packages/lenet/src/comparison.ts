import type { Evaluation } from '@featuremap/trainer';
import { percent } from './output.ts';
import type { Scores } from './scores.ts';

/** An earlier run and what its network makes of the same images. */
export interface ScoredRun {
  readonly run: string;
  readonly scores: Scores;
}

/** Accuracies as a table, the head first: a run, above it the baseline and below it the difference where there is one. */
export function comparison(own: Scores, baseline: ScoredRun | undefined): string[][] {
  const head = ['', ...partsOf(own).map(([part]) => `${part} accuracy`)];
  const reached = accuraciesOf(own);
  const ownRow = ['this run', ...reached.map(percent)];
  if (baseline === undefined) return [head, ownRow];
  const before = accuraciesOf(baseline.scores);
  return [
    head,
    [`${baseline.run} (baseline)`, ...before.map(percent)],
    ownRow,
    ['difference', ...reached.map((accuracy, i) => points(accuracy - before[i]!))],
  ];
}

function partsOf({ train, validation, test }: Scores): [part: string, evaluation: Evaluation][] {
  return [
    ['train', train],
    ...(validation ? [['validation', validation] as [string, Evaluation]] : []),
    ['test', test],
  ];
}

function accuraciesOf(scores: Scores): number[] {
  return partsOf(scores).map(([, { accuracy }]) => accuracy);
}

/** 0.0123 as +1.2 points */
function points(difference: number): string {
  const tenths = Math.round(1000 * difference);
  return `${tenths > 0 ? '+' : ''}${(tenths / 10).toFixed(1)} points`;
}
