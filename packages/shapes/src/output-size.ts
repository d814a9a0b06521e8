import { requireKnownOptions } from '@featuremap/errors';
import { pair } from './per-axis.ts';
import type { Pair, Size2 } from './shape.ts';
import { convWindow, placeWindow, poolWindow, type WindowOptions } from './window.ts';

/**
 * The size of an image behind a convolution: `floor((in + before + after - dilation·(k - 1) - 1) / stride) + 1` along
 * each axis, or `ceil(in / stride)` with padding `'same'`.
 *
 * @param size `[height, width]`, or one number for a square image.
 * @param options `kernelSize`; `stride` 1, `padding` 0 and `dilation` 1 by default.
 * @throws {ArgumentError} when a number is out of range or an option is unknown.
 * @throws {ShapeError} when the window is larger than the padded image.
 *
 * @example
 * ```js
 * import { convOutputSize } from '@featuremap/shapes';
 *
 * console.log(convOutputSize(224, { kernelSize: 7, stride: 2, padding: 3 })); // [ 112, 112 ]
 * console.log(convOutputSize([8, 8], { kernelSize: [3, 5], stride: [3, 4], padding: [0, 1] })); // [ 2, 2 ]
 * ```
 *
 * @see torch.nn.Conv2d
 */
export function convOutputSize(size: Pair, options: Omit<WindowOptions, 'ceilMode'>): Size2 {
  const name = 'convOutputSize';
  requireKnownOptions(name, options, ['kernelSize', 'stride', 'padding', 'dilation']);
  return placeWindow(name, convWindow(name, options), pair(name, 'size', size)).outputSize;
}

/**
 * The size of an image behind pooling: as `convOutputSize`, but the stride is the kernel size by default, and with
 * `ceilMode` the division rounds up, unless the last window would start behind the image.
 *
 * @param size `[height, width]`, or one number for a square image.
 * @param options `kernelSize`; `stride` = kernelSize, `padding` 0, `dilation` 1 and `ceilMode` false by default.
 * @throws {ArgumentError} when a number is out of range, an option is unknown, or the padding is over half the kernel.
 * @throws {ShapeError} when the window is larger than the padded image.
 *
 * @example
 * ```js
 * import { poolOutputSize } from '@featuremap/shapes';
 *
 * console.log(poolOutputSize([5, 4], { kernelSize: 2 })); // [ 2, 2 ]
 * console.log(poolOutputSize([5, 4], { kernelSize: 2, ceilMode: true })); // [ 3, 2 ]
 * ```
 *
 * @see torch.nn.MaxPool2d
 */
export function poolOutputSize(size: Pair, options: WindowOptions): Size2 {
  const name = 'poolOutputSize';
  requireKnownOptions(name, options, ['kernelSize', 'stride', 'padding', 'dilation', 'ceilMode']);
  return placeWindow(name, poolWindow(name, options), pair(name, 'size', size)).outputSize;
}
