import { requireInteger, requireKnownOptions } from '@featuremap/errors';
import { pair } from './per-axis.ts';

/** One value, or all from the first to the second. */
export type Range = number | readonly [number, number];

/** Where `solveWindow` looks. */
export interface SolveWindowOptions {
  /** Default [1, 11]. */
  readonly kernelSize?: Range;
  /** Default: from 1 to the input size. */
  readonly stride?: Range;
  /** On each side. Default: from 0 to half of what the window covers, so that no window lies wholly outside. */
  readonly padding?: Range;
  /** Default 1. */
  readonly dilation?: Range;
}

/** A window along one axis. */
export interface SolvedWindow {
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/**
 * All windows that turn `inputSize` into `outputSize` along one axis, in order of kernel size, dilation, padding and
 * stride; those of convolutions, and with a padding of at most half the kernel those of pooling.
 *
 * @throws {ArgumentError} when a number is out of range or an option is unknown.
 *
 * @example
 * ```js
 * import { solveWindow } from '@featuremap/shapes/solve';
 *
 * const windows = solveWindow(15, 3, { kernelSize: 5 });
 * console.log(windows.map(({ stride, padding }) => `s${stride} p${padding}`).join(', ')); // s4 p0, s5 p0, s5 p1, s6 p1, s5 p2, s6 p2, s7 p2
 * ```
 */
export function solveWindow(
  inputSize: number,
  outputSize: number,
  options: SolveWindowOptions = {},
): readonly SolvedWindow[] {
  const name = 'solveWindow';
  requireInteger(name, 'inputSize', inputSize, { min: 1 });
  requireInteger(name, 'outputSize', outputSize, { min: 1 });
  requireKnownOptions(name, options, ['kernelSize', 'stride', 'padding', 'dilation']);
  const kernels = pair(name, 'kernelSize', options.kernelSize ?? [1, 11]);
  const strides = pair(name, 'stride', options.stride ?? [1, inputSize]);
  const paddings = options.padding === undefined ? undefined : pair(name, 'padding', options.padding, 0);
  const dilations = pair(name, 'dilation', options.dilation ?? 1);

  const found: SolvedWindow[] = [];
  for (const kernelSize of integers(kernels)) {
    for (const dilation of integers(dilations)) {
      const window = dilation * (kernelSize - 1) + 1;
      for (const padding of integers(paddings ?? [0, Math.floor(window / 2)])) {
        const room = inputSize + 2 * padding - window;
        if (room < 0) continue;
        for (const stride of integers(stridesFor(room, outputSize - 1, strides))) {
          found.push({ kernelSize, stride, padding, dilation });
        }
      }
    }
  }
  return found;
}

/** The strides of a range for which floor(room / stride) is `steps`. */
function stridesFor(room: number, steps: number, [least, most]: readonly [number, number]): readonly [number, number] {
  const first = Math.floor(room / (steps + 1)) + 1;
  const last = steps === 0 ? most : Math.floor(room / steps);
  return [Math.max(first, least), Math.min(last, most)];
}

function integers([first, last]: readonly [number, number]): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
