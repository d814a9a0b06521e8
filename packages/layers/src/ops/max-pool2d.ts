import { requireKnownOptions } from '@featuremap/errors';
import { maxPool2d as describe, type MaxPool2dOptions as MaxPool2dShapeOptions, type Pair } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { type ImageOptions, onImages } from './on-images.ts';
import { pool2d } from './pool2d.ts';

/** The options of `maxPool2d`. */
export interface MaxPool2dOptions extends MaxPool2dShapeOptions, ImageOptions {}

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
 * @throws {ShapeError} when the window is larger than the padded image.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { maxPool2d } from '@featuremap/layers/ops';
 *
 * const x = tf.reshape(tf.range(0, 16), [1, 4, 4, 1]);
 * console.log(maxPool2d(x, 3, { padding: 1, stride: 2 }).dataSync()); // Float32Array(4) [ 5, 7, 13, 15 ]
 * ```
 *
 * @see torch.nn.functional.max_pool2d
 */
export function maxPool2d(x: tf.Tensor4D, kernelSize: Pair, options: MaxPool2dOptions = {}): tf.Tensor4D {
  requireKnownOptions('maxPool2d', options, ['stride', 'padding', 'dilation', 'ceilMode', 'dataFormat']);
  const { dataFormat, ...windowOptions } = options;
  const description = describe(kernelSize, windowOptions);
  return onImages('maxPool2d', x, { ...(dataFormat && { dataFormat }) }, (images, sample, format) => {
    const window = description.window(sample, { dataFormat: format });
    return pool2d(images, { kind: 'max', window, countIncludePad: false });
  });
}
