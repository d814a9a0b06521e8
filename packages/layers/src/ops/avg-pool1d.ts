import { requireKnownOptions } from '@featuremap/errors';
import { type AvgPool1dOptions as AvgPool1dShapeOptions, avgPool1d as describe } from '@featuremap/shapes/pool1d';
import type * as tf from '@tensorflow/tfjs-core';
import { countsPadding } from './avg-pool2d.ts';
import type { ImageOptions } from './on-images.ts';
import { onSequences, poolSequences } from './on-sequences.ts';

/** The options of `avgPool1d`. */
export interface AvgPool1dOptions extends AvgPool1dShapeOptions, ImageOptions {
  /** Whether zeros of the padding count in the mean. Default true, false with padding `'same'`. */
  readonly countIncludePad?: boolean;
}

/**
 * The mean of each window of sequences: `[N, L, C] -> [N, outL, C]`.
 *
 * @param kernelSize The length of the window.
 * @param options.stride Steps between windows. Default: the kernel size.
 * @param options.padding Zeros at both ends, at most half the kernel: a number, `[before, after]`, `'valid'` or `'same'`.
 * Default 0.
 * @param options.ceilMode Whether a last window may hang over the end, as long as it starts inside. Default false.
 * @param options.countIncludePad Whether zeros of the padding count in the mean. Default true, false for `'same'`.
 * @param options.dataFormat `'NHWC'` (channels last, the default) or `'NCHW'`: `[N, C, L] -> [N, C, outL]`.
 * @throws {ArgumentError} when an option is unknown or out of range.
 * @throws {ShapeError} when the window is larger than the padded sequence.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { avgPool1d } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor3d([1, 5, 2, 3], [1, 4, 1]);
 * console.log(avgPool1d(x, 2).dataSync()); // Float32Array(2) [ 3, 2.5 ]
 * ```
 *
 * @see torch.nn.functional.avg_pool1d
 */
export function avgPool1d(x: tf.Tensor3D, kernelSize: number, options: AvgPool1dOptions = {}): tf.Tensor3D {
  requireKnownOptions('avgPool1d', options, ['stride', 'padding', 'ceilMode', 'countIncludePad', 'dataFormat']);
  const { dataFormat, countIncludePad, ...windowOptions } = options;
  const description = describe(kernelSize, windowOptions);
  const counted = countsPadding('avgPool1d', countIncludePad, windowOptions.padding === 'same' ? 'same' : 0);
  return onSequences('avgPool1d', x, { ...(dataFormat && { dataFormat }) }, (sequences, sample, format) => {
    const window = description.window(sample, { dataFormat: format });
    return poolSequences(sequences, { kind: 'avg', window, countIncludePad: counted });
  });
}
