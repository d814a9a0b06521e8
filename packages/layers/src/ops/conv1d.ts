import { requireKnownOptions, requireOneOf, ShapeError } from '@featuremap/errors';
import { type Conv1dOptions as Conv1dShapeOptions, conv1d as describe } from '@featuremap/shapes/conv1d';
import type * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { type ActivationName, activationNames } from './activation.ts';
import { type Conv2dBlock, conv2dBlock } from './conv2d-block.ts';
import type { ImageOptions } from './on-images.ts';
import { asRows, onSequences, requireSequences } from './on-sequences.ts';
import { type PaddingMode, paddingModes, requirePixelsToShow } from './pad-images.ts';
import { reshape } from './reshape.ts';

/** The options of `conv1d`. */
export interface Conv1dOptions extends Omit<Conv1dShapeOptions, 'kernelSize' | 'bias'>, ImageOptions {
  /** `[outC]`, added at every position. Default: none. */
  readonly bias?: tf.Tensor1D;
  /** What is at both ends: `'zeros'` (the default), `'reflect'`, `'replicate'` or `'circular'`. */
  readonly paddingMode?: PaddingMode;
  /** What is applied to the result, as for `conv2d`: `'linear'` (nothing, the default), `'relu'` and others. */
  readonly activation?: ActivationName;
}

/**
 * Cross-correlates sequences with a filter: `x [N, L, inC]`, `w [k, inC / groups, outC]` -> `[N, outL, outC]`, where
 * `outL = floor((L + before + after - dilation·(k - 1) - 1) / stride) + 1`. It is computed as an image of height 1.
 *
 * @param options.stride Steps between windows. Default 1.
 * @param options.padding How much is at both ends: a number, `[before, after]`, `'valid'` (none) or `'same'`
 * (`outL = ceil(L / stride)`). Default 0.
 * @param options.paddingMode What the padding shows, as for `conv2d`. Default `'zeros'`.
 * @param options.dilation Steps between the elements of the filter. Default 1.
 * @param options.groups Into how many independent convolutions the channels are split. Default 1.
 * @param options.dataFormat `'NHWC'` (channels last, the default) or `'NCHW'`: `[N, inC, L] -> [N, outC, outL]`.
 * @throws {ArgumentError} when an option is unknown or out of range.
 * @throws {ShapeError} when the channels do not fit, or the window is larger than the padded sequence.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { conv1d } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor3d([1, 2, 3, 5], [1, 4, 1]);
 * const w = tf.tensor3d([-1, 1], [2, 1, 1]);
 * console.log(conv1d(x, w).dataSync()); // Float32Array(3) [ 1, 1, 2 ]
 * ```
 *
 * @see torch.nn.functional.conv1d, whose weight is [outC, inC / groups, k]
 */
export function conv1d(x: tf.Tensor3D, w: tf.Tensor3D, options: Conv1dOptions = {}): tf.Tensor3D {
  const name = 'conv1d';
  const names = ['bias', 'stride', 'padding', 'paddingMode', 'dilation', 'groups', 'activation', 'dataFormat'];
  requireKnownOptions(name, options, names);
  const { bias, paddingMode = 'zeros', activation = 'linear', dataFormat, ...windowOptions } = options;
  requireOneOf(name, 'paddingMode', paddingMode, paddingModes);
  requireOneOf(name, 'activation', activation, activationNames);
  const filter = requireSequences(name, 'w', w);
  const [k, inC, outC] = filter.shape;
  const { groups = 1 } = windowOptions;
  const description = describe(inC * groups, outC, { ...windowOptions, kernelSize: k });
  if (bias !== undefined && (requireFloats(name, 'bias', bias).rank !== 1 || bias.size !== outC)) {
    throw new ShapeError(`${name} expects a bias of shape [${outC}] but gets [${bias.shape.join(', ')}]`);
  }
  return onSequences(name, x, { ...(dataFormat && { dataFormat }) }, (sequences, sample, format) => {
    const window = description.window(sample, { dataFormat: format });
    requirePixelsToShow(name, paddingMode, window.padding, [1, sequences.shape[1]]);
    return sequenceBlock(sequences, filter, bias, { window, paddingMode, groups, activation, pool: null });
  });
}

/** `conv2dBlock` for sequences `[N, L, C]` and a filter `[k, inC / groups, outC]`. */
export function sequenceBlock(
  x: tf.Tensor3D,
  filter: tf.Tensor3D,
  bias: tf.Tensor1D | undefined,
  block: Conv2dBlock,
): tf.Tensor3D {
  const ofRow = reshape(filter, [1, ...filter.shape]) as tf.Tensor4D;
  return asRows(x, (images) => conv2dBlock(images, ofRow, bias, block));
}
