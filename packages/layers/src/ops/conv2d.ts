import { requireKnownOptions, requireOneOf, ShapeError } from '@featuremap/errors';
import { type Conv2dOptions as Conv2dShapeOptions, conv2d as describe } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { requireFloats, requireImages } from '../require-tensor.ts';
import { type ActivationName, activationNames } from './activation.ts';
import { conv2dBlock } from './conv2d-block.ts';
import { type ImageOptions, onImages } from './on-images.ts';
import { type PaddingMode, paddingModes, requirePixelsToShow } from './pad-images.ts';

/** The options of `conv2d`. */
export interface Conv2dOptions extends Omit<Conv2dShapeOptions, 'kernelSize' | 'bias'>, ImageOptions {
  /** `[outC]`, added to every pixel. Default: none. */
  readonly bias?: tf.Tensor1D;
  /** What is around the image: `'zeros'` (the default), `'reflect'`, `'replicate'` or `'circular'`. */
  readonly paddingMode?: PaddingMode;
  /**
   * What is applied to the result: `'linear'` (nothing, the default), `'relu'`, `'sigmoid'`, `'tanh'`, `'elu'`, `'gelu'`,
   * `'hardswish'`, `'leakyRelu'` or `'silu'`, with its default options.
   */
  readonly activation?: ActivationName;
}

const optionNames = [
  'bias',
  'stride',
  'padding',
  'paddingMode',
  'dilation',
  'groups',
  'activation',
  'dataFormat',
] as const;

/**
 * Cross-correlates images with a filter: `x [N, H, W, inC]`, `w [kH, kW, inC / groups, outC]` ->
 * `[N, outH, outW, outC]`, where `outH = floor((H + top + bottom - dilation·(kH - 1) - 1) / stride) + 1`.
 *
 * @param options.stride Steps between windows, one number or `[h, w]`. Default 1.
 * @param options.padding Zeros around the image: a number for every side, `[h, w]`, `[[top, bottom], [left, right]]`,
 * `'valid'` (none) or `'same'` (TensorFlow's: `outH = ceil(H / stride)`). Default 0.
 * @param options.paddingMode What the padding shows: `'zeros'` (the default), `'reflect'` (the image mirrored at its edge,
 * at most its size less 1), `'replicate'` (the edge) or `'circular'` (the other end, at most its size).
 * @param options.dilation Steps between the elements of the filter. Default 1.
 * @param options.groups Into how many independent convolutions the channels are split. Default 1.
 * @throws {ArgumentError} when an option is unknown or out of range.
 * @throws {ShapeError} when the channels do not fit, or the window is larger than the padded image.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { conv2d } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor4d([0, 1, 2, 3, 4, 5, 6, 7, 8], [1, 3, 3, 1]);
 * const w = tf.tensor4d([0, 1, 2, 3], [2, 2, 1, 1]);
 * console.log(conv2d(x, w).dataSync()); // Float32Array(4) [ 19, 25, 37, 43 ]
 * ```
 *
 * @see torch.nn.functional.conv2d, whose weight is [outC, inC / groups, kH, kW]
 */
export function conv2d(x: tf.Tensor4D, w: tf.Tensor4D, options: Conv2dOptions = {}): tf.Tensor4D {
  requireKnownOptions('conv2d', options, optionNames);
  const { bias, paddingMode = 'zeros', activation = 'linear', dataFormat, ...windowOptions } = options;
  requireOneOf('conv2d', 'paddingMode', paddingMode, paddingModes);
  requireOneOf('conv2d', 'activation', activation, activationNames);
  const filter = requireImages('conv2d', 'w', w);
  const [kH, kW, inC, outC] = filter.shape;
  const { groups = 1 } = windowOptions;
  const description = describe(inC * groups, outC, { ...windowOptions, kernelSize: [kH, kW] });
  if (bias !== undefined && (requireFloats('conv2d', 'bias', bias).rank !== 1 || bias.size !== outC)) {
    throw new ShapeError(`conv2d expects a bias of shape [${outC}] but gets [${bias.shape.join(', ')}]`);
  }
  return onImages('conv2d', x, { ...(dataFormat && { dataFormat }) }, (images, sample, format) => {
    const window = description.window(sample, { dataFormat: format });
    requirePixelsToShow('conv2d', paddingMode, window.padding, [images.shape[1], images.shape[2]]);
    return conv2dBlock(images, filter, bias, { window, paddingMode, groups, activation, pool: null });
  });
}
