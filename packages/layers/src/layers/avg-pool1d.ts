import { requireKnownOptions } from '@featuremap/errors';
import {
  type AvgPool1dOptions as AvgPool1dShapeOptions,
  avgPool1d as describe,
  type Padding1d,
  type Pool1dFn,
} from '@featuremap/shapes/pool1d';
import { countsPadding } from '../ops/avg-pool2d.ts';
import { Pool1d } from './pool1d.ts';

/** The options of `AvgPool1d`. */
export interface AvgPool1dOptions<S extends number | null, P extends Padding1d, C extends boolean>
  extends AvgPool1dShapeOptions<S, P, C> {
  /** Whether zeros of the padding count in the mean. Default true, false with padding `'same'`. */
  readonly countIncludePad?: boolean;
}

/**
 * The mean of each window of sequences: `[N, L, C] -> [N, outL, C]`, or channels first `[N, C, L] -> [N, C, outL]`.
 *
 * @param kernelSize The length of the window.
 * @param options.stride Steps between windows. Default: the kernel size.
 * @param options.padding Zeros at both ends, at most half the kernel: a number, `[before, after]`, `'valid'` or `'same'`.
 * Default 0.
 * @param options.ceilMode Whether a last window may hang over the end, as long as it starts inside. Default false.
 * @param options.countIncludePad Whether zeros of the padding count in the mean. Default true, false for `'same'`.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { AvgPool1d } from '@featuremap/layers';
 *
 * const x = tf.tensor3d([1, 5, 2, 3], [1, 4, 1]);
 * console.log(new AvgPool1d(2).forward(x).dataSync()); // Float32Array(2) [ 3, 2.5 ]
 * ```
 *
 * @see torch.nn.AvgPool1d
 */
export class AvgPool1d<
  const K extends number = number,
  const S extends number | null = null,
  const P extends Padding1d = 0,
  const C extends boolean = false,
> extends Pool1d<Pool1dFn<'avgPool1d', K, S, P, 1, C>> {
  constructor(kernelSize: K, options: AvgPool1dOptions<S, P, C> = {}) {
    requireKnownOptions('avgPool1d', options, ['stride', 'padding', 'ceilMode', 'countIncludePad']);
    const { countIncludePad, ...shapeOptions } = options;
    const description = describe(kernelSize, shapeOptions as AvgPool1dShapeOptions<S, P, C>);
    super('avg', description, countsPadding('avgPool1d', countIncludePad, options.padding === 'same' ? 'same' : 0));
  }
}
