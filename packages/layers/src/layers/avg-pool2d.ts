import { requireKnownOptions } from '@featuremap/errors';
import {
  type AvgPool2dOptions as AvgPool2dShapeOptions,
  avgPool2d as describe,
  type Padding,
  type Pair,
  type Pool2dFn,
} from '@featuremap/shapes';
import { countsPadding } from '../ops/avg-pool2d.ts';
import { Pool2d } from './pool2d.ts';

/** The options of `AvgPool2d`. */
export interface AvgPool2dOptions<S extends Pair | null, P extends Padding, C extends boolean>
  extends AvgPool2dShapeOptions<S, P, C> {
  /** Whether zeros of the padding count in the mean. Default true, false with padding `'same'`. */
  readonly countIncludePad?: boolean;
}

/**
 * The mean of each window: `[N, H, W, C] -> [N, outH, outW, C]`.
 *
 * @param kernelSize Rows and columns of the window: one number or `[h, w]`.
 * @param options.stride Steps between windows. Default: the kernel size.
 * @param options.padding Zeros around the image, at most half the kernel. Default 0.
 * @param options.ceilMode Whether a last window may hang over the end, as long as it starts inside. Default false. What
 * hangs over is never counted.
 * @param options.countIncludePad Whether zeros of the padding count in the mean. Default true, false for `'same'`.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { AvgPool2d } from '@featuremap/layers';
 *
 * const x = tf.reshape(tf.range(0, 9), [1, 3, 3, 1]);
 * console.log(new AvgPool2d(2, { stride: 1 }).forward(x).dataSync()); // Float32Array(4) [ 2, 3, 5, 6 ]
 * ```
 *
 * @see torch.nn.AvgPool2d
 */
export class AvgPool2d<
  const K extends Pair = Pair,
  const S extends Pair | null = null,
  const P extends Padding = 0,
  const C extends boolean = false,
> extends Pool2d<Pool2dFn<'avgPool2d', K, S, P, 1, C>> {
  constructor(kernelSize: K, options: AvgPool2dOptions<S, P, C> = {}) {
    requireKnownOptions('avgPool2d', options, ['stride', 'padding', 'ceilMode', 'countIncludePad']);
    const { countIncludePad, ...shapeOptions } = options;
    const description = describe(kernelSize, shapeOptions as AvgPool2dShapeOptions<S, P, C>);
    super('avg', description, countsPadding('avgPool2d', countIncludePad, options.padding));
  }
}
