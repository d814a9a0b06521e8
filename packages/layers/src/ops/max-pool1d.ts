import { requireKnownOptions } from '@featuremap/errors';
import { maxPool1d as describe, type MaxPool1dOptions as MaxPool1dShapeOptions } from '@featuremap/shapes/pool1d';
import type * as tf from '@tensorflow/tfjs-core';
import type { ImageOptions } from './on-images.ts';
import { onSequences, poolSequences } from './on-sequences.ts';

/** The options of `maxPool1d`. */
export interface MaxPool1dOptions extends MaxPool1dShapeOptions, ImageOptions {}

/**
 * The largest number in each window of sequences: `[N, L, C] -> [N, outL, C]`. Where several are equal, the gradient goes to the
 * first.
 *
 * @param kernelSize The length of the window.
 * @param options.stride Steps between windows. Default: the kernel size.
 * @param options.padding Space at both ends that never wins, at most half the kernel: a number, `[before, after]`, `'valid'` or `'same'`.
 * Default 0.
 * @param options.dilation Steps between the elements of a window. Default 1.
 * @param options.ceilMode Whether a last window may hang over the end, as long as it starts inside. Default false.
 * @param options.dataFormat `'NHWC'` (channels last, the default) or `'NCHW'`: `[N, C, L] -> [N, C, outL]`.
 * @throws {ArgumentError} when an option is unknown or out of range.
 * @throws {ShapeError} when the window is larger than the padded sequence.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { maxPool1d } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor3d([1, 5, 2, 3], [1, 4, 1]);
 * console.log(maxPool1d(x, 2).dataSync()); // Float32Array(2) [ 5, 3 ]
 * ```
 *
 * @see torch.nn.functional.max_pool1d
 */
export function maxPool1d(x: tf.Tensor3D, kernelSize: number, options: MaxPool1dOptions = {}): tf.Tensor3D {
  requireKnownOptions('maxPool1d', options, ['stride', 'padding', 'dilation', 'ceilMode', 'dataFormat']);
  const { dataFormat, ...windowOptions } = options;
  const description = describe(kernelSize, windowOptions);
  return onSequences('maxPool1d', x, { ...(dataFormat && { dataFormat }) }, (sequences, sample, format) => {
    const window = description.window(sample, { dataFormat: format });
    return poolSequences(sequences, { kind: 'max', window, countIncludePad: false });
  });
}
