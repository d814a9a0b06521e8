import { short } from './words.ts';

/** What a drawing of curves shows. */
export interface CurvesFacts {
  readonly title: string;
  readonly xLabel: string;
  readonly firstX: number;
  readonly lastX: number;
  /** Each curve with its first and its last finite value as they are written, or with neither. */
  readonly series: readonly {
    readonly name: string;
    readonly ends: readonly [first: string, last: string] | undefined;
  }[];
}

/** The words of `curves`. */
export interface CurvesWords {
  /** What stands under the x axis. */
  readonly xLabel: string;
  /** How a value of y is written. */
  readonly number: (value: number) => string;
  /** How a share is written, with `yFormat: 'percent'`. */
  readonly percent: (share: number) => string;
  /** What the drawing shows, for those who cannot see it. */
  readonly description: (facts: CurvesFacts) => string;
}

export const englishCurves: CurvesWords = {
  xLabel: 'epoch',
  number: short,
  percent: (share) => `${short(100 * share)}%`,
  description: ({ title, xLabel, firstX, lastX, series }) => {
    const curves = series.map(({ name, ends }) =>
      ends === undefined ? `${name}: no finite value.` : `${name}: from ${ends[0]} to ${ends[1]}.`,
    );
    return `${title} by ${xLabel}, ${firstX} to ${lastX}. ${curves.join(' ')}`;
  },
};
