import { maxPool1d as describe, type MaxPool1dOptions, type Padding1d, type Pool1dFn } from '@featuremap/shapes/pool1d';
import { Pool1d } from './pool1d.ts';

/**
 * The largest number in each window of sequences: `[N, L, C] -> [N, outL, C]`, or channels first
 * `[N, C, L] -> [N, C, outL]`. Where several are equal, the gradient goes to the first.
 *
 * @param kernelSize The length of the window.
 * @param options.stride Steps between windows. Default: the kernel size.
 * @param options.padding Space at both ends that never wins, at most half the kernel: a number, `[before, after]`,
 * `'valid'` or `'same'`. Default 0.
 * @param options.dilation Steps between the elements of a window. Default 1.
 * @param options.ceilMode Whether a last window may hang over the end, as long as it starts inside. Default false.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { MaxPool1d } from '@featuremap/layers';
 *
 * const x = tf.tensor3d([1, 5, 2, 3], [1, 4, 1]);
 * console.log(new MaxPool1d(2).forward(x).dataSync()); // Float32Array(2) [ 5, 3 ]
 * ```
 *
 * @see torch.nn.MaxPool1d
 */
export class MaxPool1d<
  const K extends number = number,
  const S extends number | null = null,
  const P extends Padding1d = 0,
  const D extends number = 1,
  const C extends boolean = false,
> extends Pool1d<Pool1dFn<'maxPool1d', K, S, P, D, C>> {
  constructor(kernelSize: K, options: MaxPool1dOptions<S, P, D, C> = {}) {
    super('max', describe(kernelSize, options), false);
  }
}
