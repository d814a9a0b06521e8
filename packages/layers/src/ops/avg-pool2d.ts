import { ArgumentError, requireKnownOptions, show } from '@featuremap/errors';
import {
  type AvgPool2dOptions as AvgPool2dShapeOptions,
  avgPool2d as describe,
  type Padding,
  type Pair,
} from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { type ImageOptions, onImages } from './on-images.ts';
import { pool2d } from './pool2d.ts';

/** The options of `avgPool2d`. */
export interface AvgPool2dOptions extends AvgPool2dShapeOptions, ImageOptions {
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
 * @throws {ShapeError} when the window is larger than the padded image.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { avgPool2d } from '@featuremap/layers/ops';
 *
 * const x = tf.reshape(tf.range(0, 9), [1, 3, 3, 1]);
 * console.log(avgPool2d(x, 2, { stride: 1 }).dataSync()); // Float32Array(4) [ 2, 3, 5, 6 ]
 * ```
 *
 * @see torch.nn.functional.avg_pool2d
 */
export function avgPool2d(x: tf.Tensor4D, kernelSize: Pair, options: AvgPool2dOptions = {}): tf.Tensor4D {
  requireKnownOptions('avgPool2d', options, ['stride', 'padding', 'ceilMode', 'countIncludePad', 'dataFormat']);
  const { dataFormat, countIncludePad, ...windowOptions } = options;
  const description = describe(kernelSize, windowOptions);
  const counted = countsPadding('avgPool2d', countIncludePad, windowOptions.padding);
  return onImages('avgPool2d', x, { ...(dataFormat && { dataFormat }) }, (images, sample, format) => {
    const window = description.window(sample, { dataFormat: format });
    return pool2d(images, { kind: 'avg', window, countIncludePad: counted });
  });
}

/** The value of countIncludePad, or its default for a padding. */
export function countsPadding(caller: string, countIncludePad: unknown, padding: Padding | undefined): boolean {
  if (countIncludePad === undefined) return padding !== 'same';
  if (typeof countIncludePad === 'boolean') return countIncludePad;
  throw new ArgumentError(`${caller}: countIncludePad must be true or false, not ${show(countIncludePad)}`);
}
