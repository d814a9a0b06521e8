import {
  maxPool2d as describe,
  type MaxPool2dOptions,
  type Padding,
  type Pair,
  type Pool2dFn,
} from '@featuremap/shapes';
import { Pool2d } from './pool2d.ts';

/**
 * The largest number in each window: `[N, H, W, C] -> [N, outH, outW, C]`. Where several are equal, the gradient goes to
 * the first in reading order.
 *
 * @param kernelSize Rows and columns of the window: one number or `[h, w]`.
 * @param options.stride Steps between windows. Default: the kernel size.
 * @param options.padding Space around the image that never wins, at most half the kernel. Default 0.
 * @param options.dilation Steps between the elements of a window. Default 1.
 * @param options.ceilMode Whether a last window may hang over the end, as long as it starts inside. Default false.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { MaxPool2d } from '@featuremap/layers';
 *
 * const x = tf.reshape(tf.range(0, 16), [1, 4, 4, 1]);
 * console.log(new MaxPool2d(2).forward(x).dataSync()); // Float32Array(4) [ 5, 7, 13, 15 ]
 * ```
 *
 * @see torch.nn.MaxPool2d
 */
export class MaxPool2d<
  const K extends Pair = Pair,
  const S extends Pair | null = null,
  const P extends Padding = 0,
  const D extends Pair = 1,
  const C extends boolean = false,
> extends Pool2d<Pool2dFn<'maxPool2d', K, S, P, D, C>> {
  constructor(kernelSize: K, options: MaxPool2dOptions<S, P, D, C> = {}) {
    super('max', describe(kernelSize, options), false);
  }
}
