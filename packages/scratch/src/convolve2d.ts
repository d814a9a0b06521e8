import { type Corr2dOptions, type Corr2dStep, correlation } from './corr2d.ts';
import { flip } from './flip.ts';
import { type Matrix, requireMatrix } from './matrix.ts';
import { gather } from './window.ts';

/**
 * The strict convolution of mathematics: the kernel is mirrored on both axes before it slides, so that the output at
 * (i, j) is the sum over (a, b) of kernel(a, b) · image(i - a, j - b). With a learnt kernel it makes no difference
 * which of the two a network computes; with a fixed one that is not symmetric it does.
 *
 * `[H, W], [kH, kW] -> [outH, outW]`, of the sizes of `corr2d`.
 *
 * @param options as for `corr2d`: `stride` (default 1), `padding` (default 0), `bias` (default 0).
 * @throws {ArgumentError} when an element is not a finite number or an option is not allowed.
 * @throws {ShapeError} when rows differ in length, or the kernel is larger than the padded image.
 *
 * @example
 * ```js
 * import { convolve2d, corr2d } from '@featuremap/scratch';
 *
 * const edge = [[0, 0, 1, 1]];
 * console.log(JSON.stringify(corr2d(edge, [[1, -1]]))); // [[0,-1,0]]
 * console.log(JSON.stringify(convolve2d(edge, [[1, -1]]))); // [[0,1,0]]
 * ```
 *
 * @see torch.nn.functional.conv2d of the flipped kernel; scipy.signal.convolve2d with mode 'valid'
 */
export function convolve2d(x: Matrix, kernel: Matrix, options: Corr2dOptions = {}): number[][] {
  requireMatrix('convolve2d', 'kernel', kernel);
  return gather(correlation('convolve2d', x, flip(kernel), options), (step) => step.sum);
}

/**
 * The steps of {@link convolve2d}, with the products of the mirrored kernel, made as they are asked for.
 *
 * @param options as for `convolve2d`.
 * @throws {ArgumentError} and {ShapeError} as `convolve2d`, before the first step.
 *
 * @example
 * ```js
 * import { convolve2dSteps } from '@featuremap/scratch';
 *
 * const [step] = convolve2dSteps([[3, 5]], [[1, 10]]);
 * console.log(JSON.stringify(step.products), step.sum); // [[30,5]] 35
 * ```
 */
export function convolve2dSteps(x: Matrix, kernel: Matrix, options: Corr2dOptions = {}): Generator<Corr2dStep> {
  requireMatrix('convolve2dSteps', 'kernel', kernel);
  return correlation('convolve2dSteps', x, flip(kernel), options);
}
