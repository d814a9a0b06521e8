import { ArgumentError, requireKnownOptions, requireOneOf, show } from '@featuremap/errors';
import { type Matrix, requireMatrix, sum } from './matrix.ts';
import {
  gather,
  layWindows,
  look,
  type Pair,
  requirePair,
  slide,
  type WindowOptions,
  type WindowPlace,
  type Windows,
} from './window.ts';

/** Options of {@link pool2d}. */
export interface Pool2dOptions extends WindowOptions {
  /** Rows and columns of the window: a number or [height, width]. */
  readonly kernelSize: Pair;
  /** 'max' (default) keeps the largest element of a window, 'avg' the mean. */
  readonly mode?: 'max' | 'avg';
  /** Pixels from one window to the next; default the kernel size, so that windows touch and do not overlap. */
  readonly stride?: Pair;
  /** Whether the mean counts the padding's zeros; only for 'avg'; default true, and false where padding is 'same'. */
  readonly countIncludePad?: boolean;
}

/** One output of pooling and where it comes from. */
export interface Pool2dStep extends WindowPlace {
  /**
   * What the window shows of the input: [kH, kW]; where it lies in the padding, -Infinity when the maximum is taken and
   * 0 when the mean is.
   */
  readonly window: Matrix;
  /** The maximum or the mean: the output at (row, column). */
  readonly value: number;
  /** Rows and columns of the input that the value depends on: the first maximum, or each pixel of the mean. */
  readonly from: readonly (readonly [row: number, column: number])[];
  /** By how much the value grows when one of those pixels grows by 1: 1 for the maximum, 1 / count for the mean. */
  readonly share: number;
}

/**
 * Pooling: a window slides over the image and keeps the maximum, or the mean, of what it shows.
 *
 * `[H, W] -> [outH, outW]` with outH = floor((H + top + bottom - kH) / stride) + 1.
 *
 * @param options `kernelSize`; `mode` 'max' (default) or 'avg'; `stride` (default the kernel size, so 2 halves the image);
 *   `padding` (default 0, at most half of the kernel), which a maximum never takes; `countIncludePad` (default true, and
 *   false for 'same') counts the padding's zeros into a mean, which darkens the edges.
 * @throws {ArgumentError} when an element is not a finite number or an option is not allowed.
 * @throws {ShapeError} when rows differ in length, or the window is larger than the padded image.
 *
 * @example
 * ```js
 * import { pool2d } from '@featuremap/scratch';
 *
 * const x = [[0, 1, 2], [3, 4, 5], [6, 7, 8]];
 * console.log(JSON.stringify(pool2d(x, { kernelSize: 2, stride: 1 }))); // [[4,5],[7,8]]
 * console.log(JSON.stringify(pool2d(x, { kernelSize: 2, stride: 1, mode: 'avg' }))); // [[2,3],[5,6]]
 * ```
 *
 * @see torch.nn.functional.max_pool2d, avg_pool2d; tf.nn.pool for padding 'same'
 */
export function pool2d(x: Matrix, options: Pool2dOptions): number[][] {
  return gather(pooling('pool2d', x, options), (step) => step.value);
}

/**
 * The steps of {@link pool2d}, one for each output from left to right and from top to bottom, made as they are asked for.
 *
 * @param options as for `pool2d`.
 * @throws {ArgumentError} and {ShapeError} as `pool2d`, before the first step.
 *
 * @example
 * ```js
 * import { pool2dSteps } from '@featuremap/scratch';
 *
 * const strip = [[1, 9, -1, -2, 7, 3, -1, 2]];
 * const steps = [...pool2dSteps(strip, { kernelSize: [1, 2] })];
 * console.log(steps.map(({ window, value }) => `${window[0]} -> ${value}`).join('; ')); // 1,9 -> 9; -1,-2 -> -1; 7,3 -> 7; -1,2 -> 2
 * ```
 */
export function pool2dSteps(x: Matrix, options: Pool2dOptions): Generator<Pool2dStep> {
  return pooling('pool2dSteps', x, options);
}

/** Checks the arguments at once and makes the steps later. */
export function pooling(caller: string, x: Matrix, options: Pool2dOptions): Generator<Pool2dStep> {
  requireKnownOptions(caller, options, [
    'kernelSize',
    'mode',
    'stride',
    'padding',
    'countIncludePad',
  ] satisfies (keyof Pool2dOptions)[]);
  const { mode = 'max', padding = 0, countIncludePad } = options;
  requireOneOf(caller, 'mode', mode, ['max', 'avg']);
  if (countIncludePad !== undefined) {
    requireOneOf(caller, 'countIncludePad', countIncludePad, [true, false]);
    if (mode === 'max') throw new ArgumentError(`${caller}: countIncludePad is an option of mode 'avg', not of 'max'`);
  }
  const size = requireMatrix(caller, 'x', x);
  const kernelSize = requirePair(caller, 'kernelSize', options.kernelSize, 1);
  const windows = layWindows(caller, size, kernelSize, { stride: options.stride ?? kernelSize, padding });
  if (padding !== 'same') requireAtMostHalf(caller, windows, padding);
  return mode === 'max' ? maxSteps(x, windows) : avgSteps(x, windows, countIncludePad ?? padding !== 'same');
}

function* maxSteps(x: Matrix, windows: Windows): Generator<Pool2dStep> {
  for (const place of slide(windows)) {
    const window = look(x, place, windows.kernelSize, -Infinity);
    const flat = window.flat();
    const value = flat.reduce((largest, element) => Math.max(largest, element));
    const first = flat.indexOf(value);
    const kW = windows.kernelSize[1];
    const from = [[place.top + Math.floor(first / kW), place.left + (first % kW)] as const];
    yield { ...place, window, value, from, share: 1 };
  }
}

function* avgSteps(x: Matrix, windows: Windows, countIncludePad: boolean): Generator<Pool2dStep> {
  const [kH, kW] = windows.kernelSize;
  for (const place of slide(windows)) {
    const window = look(x, place, windows.kernelSize, 0);
    const from = window.flatMap((row, a) =>
      row.map((_, b) => [place.top + a, place.left + b] as const).filter(([i, j]) => x[i]?.[j] !== undefined),
    );
    const count = countIncludePad ? kH * kW : from.length;
    yield { ...place, window, value: sum(window) / count, from, share: 1 / count };
  }
}

function requireAtMostHalf(caller: string, { kernelSize, padding }: Windows, received: unknown): void {
  for (const axis of [0, 1] as const) {
    const most = Math.floor(kernelSize[axis] / 2);
    const largest = Math.max(...padding[axis]);
    if (largest <= most) continue;
    throw new ArgumentError(
      `${caller}: padding ${largest} is more than half of the kernel ${kernelSize[axis]} along the ${axis === 0 ? 'height' : 'width'}`,
      {
        received: `kernelSize ${kernelSize.join('×')}, padding ${show(received)}`,
        rule: 'padding <= floor(kernelSize / 2), so that no window lies wholly in the padding',
        remedy: `padding: ${most}, or a kernelSize of at least ${2 * largest}`,
      },
    );
  }
}
