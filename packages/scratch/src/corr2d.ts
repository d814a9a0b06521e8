import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import { type Matrix, requireMatrix, sizeOf, sum } from './matrix.ts';
import { gather, layWindows, look, slide, type WindowOptions, type WindowPlace, type Windows } from './window.ts';

/** Options of {@link corr2d} and {@link convolve2d}. */
export interface Corr2dOptions extends WindowOptions {
  /** Added to every output; default 0. */
  readonly bias?: number;
}

/** One output of a cross-correlation and where it comes from. */
export interface Corr2dStep extends WindowPlace {
  /** What the window shows of the input: [kH, kW], zeros where it lies in the padding. */
  readonly window: Matrix;
  /** Each element of the window times the weight over it: [kH, kW]. */
  readonly products: Matrix;
  /** The sum of the products and the bias: the output at (row, column). */
  readonly sum: number;
}

/**
 * The cross-correlation of an image with a kernel, which deep learning calls convolution: the kernel slides over the
 * image, and each output is the sum of the products of what lies on top of each other.
 *
 * `[H, W], [kH, kW] -> [outH, outW]` with outH = floor((H + top + bottom - kH) / stride) + 1.
 *
 * @param options `stride` (default 1) steps over positions and makes the output smaller; `padding` (default 0) adds
 *   zeros around the image; `bias` (default 0) is added to every output.
 * @throws {ArgumentError} when an element is not a finite number or an option is not allowed.
 * @throws {ShapeError} when rows differ in length, or the kernel is larger than the padded image.
 *
 * @example
 * ```js
 * import { corr2d } from '@featuremap/scratch';
 *
 * const x = [[0, 1, 2], [3, 4, 5], [6, 7, 8]];
 * console.log(JSON.stringify(corr2d(x, [[0, 1], [2, 3]]))); // [[19,25],[37,43]]
 * ```
 *
 * @see torch.nn.functional.conv2d
 */
export function corr2d(x: Matrix, kernel: Matrix, options: Corr2dOptions = {}): number[][] {
  return gather(correlation('corr2d', x, kernel, options), (step) => step.sum);
}

/**
 * The steps of {@link corr2d}, one for each output from left to right and from top to bottom, made as they are asked for.
 *
 * @param options as for `corr2d`.
 * @throws {ArgumentError} and {ShapeError} as `corr2d`, before the first step.
 *
 * @example
 * ```js
 * import { corr2dSteps } from '@featuremap/scratch';
 *
 * const x = [[0, 1, 2], [3, 4, 5], [6, 7, 8]];
 * for (const { top, left, products, sum } of corr2dSteps(x, [[0, 1], [2, 3]], { stride: 2 })) {
 *   console.log(`${products.flat().join(' + ')} = ${sum} at ${top}, ${left}`); // 0 + 1 + 6 + 12 = 19 at 0, 0
 * }
 * ```
 */
export function corr2dSteps(x: Matrix, kernel: Matrix, options: Corr2dOptions = {}): Generator<Corr2dStep> {
  return correlation('corr2dSteps', x, kernel, options);
}

/** Checks the arguments at once and makes the steps later. */
export function correlation(caller: string, x: Matrix, kernel: Matrix, options: Corr2dOptions): Generator<Corr2dStep> {
  requireKnownOptions(caller, options, ['stride', 'padding', 'bias'] satisfies (keyof Corr2dOptions)[]);
  const bias = requireNumber(caller, 'bias', options.bias ?? 0);
  const size = requireMatrix(caller, 'x', x);
  const kernelSize = requireMatrix(caller, 'kernel', kernel);
  return stepsOf(x, kernel, layWindows(caller, size, kernelSize, options), bias);
}

function* stepsOf(x: Matrix, kernel: Matrix, windows: Windows, bias: number): Generator<Corr2dStep> {
  for (const place of slide(windows)) yield multiply(x, kernel, place, bias);
}

/** The step at one place. */
export function multiply(x: Matrix, kernel: Matrix, place: WindowPlace, bias: number): Corr2dStep {
  const window = look(x, place, sizeOf(kernel), 0);
  const products = kernel.map((weights, a) => weights.map((weight, b) => weight * window[a]![b]!));
  return { ...place, window, products, sum: sum(products) + bias };
}
