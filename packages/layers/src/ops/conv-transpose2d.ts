import { requireKnownOptions, ShapeError } from '@featuremap/errors';
import type { Shape } from '@featuremap/shapes';
import {
  type ConvTranspose2dOptions as ConvTranspose2dShapeOptions,
  type ConvTransposeRule,
  convTranspose2d as describe,
} from '@featuremap/shapes/conv-transpose';
import * as tf from '@tensorflow/tfjs-core';
import { requireFloats, requireImages } from '../require-tensor.ts';
import { withGradient } from '../with-gradient.ts';
import { convolve, convolveGradFilter, convolveGradInput } from './convolution.ts';
import { type ImageOptions, onImages } from './on-images.ts';
import type { Placement } from './raw-convolution.ts';

/** The options of `convTranspose2d`. */
export interface ConvTranspose2dOptions extends Omit<ConvTranspose2dShapeOptions, 'kernelSize' | 'bias'>, ImageOptions {
  /** `[outC]`, added to every pixel. Default: none. */
  readonly bias?: tf.Tensor1D;
}

/**
 * The transposed convolution: `x [N, H, W, inC]`, `w [kH, kW, outC / groups, inC]` -> `[N, outH, outW, outC]`, where
 * `outH = (H - 1)·stride - top - bottom + dilation·(kH - 1) + outputPadding + 1`. Each pixel lays the filter, times its
 * number, over the output: what the gradient of a convolution with the same options does.
 *
 * @param options.stride Steps between the places where the filter is laid down. Default 1.
 * @param options.padding What is cut off on each side: a number, `[h, w]`, `[[top, bottom], [left, right]]` or `'valid'`.
 * Default 0.
 * @param options.outputPadding Rows and columns added at the end, less than the stride or the dilation. Default 0.
 * @param options.dilation Steps between the elements of the filter. Default 1.
 * @param options.groups Into how many independent convolutions the channels are split. Default 1.
 * @throws {ArgumentError} when an option is unknown or out of range.
 * @throws {ShapeError} when the channels do not fit, or nothing is left.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { convTranspose2d } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor4d([1, 2], [1, 1, 2, 1]);
 * const w = tf.tensor4d([1, 10, 100], [1, 3, 1, 1]);
 * console.log(convTranspose2d(x, w, { stride: 2 }).dataSync()); // Float32Array(5) [ 1, 10, 102, 20, 200 ]
 * ```
 *
 * @see torch.nn.functional.conv_transpose2d, whose weight is [inC, outC / groups, kH, kW]
 */
export function convTranspose2d(x: tf.Tensor4D, w: tf.Tensor4D, options: ConvTranspose2dOptions = {}): tf.Tensor4D {
  const name = 'convTranspose2d';
  const names = ['bias', 'stride', 'padding', 'outputPadding', 'dilation', 'groups', 'dataFormat'];
  requireKnownOptions(name, options, names);
  const { bias, dataFormat, ...windowOptions } = options;
  const filter = requireImages(name, 'w', w);
  const [kH, kW, outC, inC] = filter.shape;
  const { groups = 1 } = windowOptions;
  const description = describe(inC, outC * groups, { ...windowOptions, kernelSize: [kH, kW] });
  if (bias !== undefined && (requireFloats(name, 'bias', bias).rank !== 1 || bias.size !== outC * groups)) {
    throw new ShapeError(`${name} expects a bias of shape [${outC * groups}] but gets [${bias.shape.join(', ')}]`);
  }
  return onImages(name, x, { ...(dataFormat && { dataFormat }) }, (images, sample, format) => {
    description.infer(sample, { dataFormat: format, via: '' });
    const { shape } = description.infer(images.shape.slice(1), { dataFormat: 'NHWC', via: '' });
    return transposedConvolution(images, filter, bias, description, shape);
  });
}

/** The transposed convolution of NHWC images, whose samples become `outputShape`. */
export function transposedConvolution(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D | undefined,
  { rule, groups }: { readonly rule: ConvTransposeRule; readonly groups: number },
  outputShape: Shape,
): tf.Tensor4D {
  const [n, h, w] = x.shape;
  const place = placeOf(rule, [h, w]);
  const inputs: Record<string, tf.Tensor> = bias === undefined ? { x, filter } : { x, filter, bias };
  return withGradient(inputs, (save) => {
    const [savedX, savedFilter] = [save(x), save(filter)];
    const z = convolveGradInput(x, filter, place, groups, [n, ...outputShape] as [number, number, number, number]);
    return {
      value: bias === undefined ? z : tf.add(z, bias),
      gradients: (dy) => ({
        x: () => convolve(dy, savedFilter, place, groups),
        filter: () => convolveGradFilter(dy, savedX, place, groups),
        bias: () => tf.sum(dy, [0, 1, 2]),
      }),
    };
  });
}

/**
 * The convolution from the output back to the input, of which the transposed one is the gradient. What outputPadding adds
 * at the end is so much less padding there.
 */
function placeOf({ padding, outputPadding, ...rule }: ConvTransposeRule, size: readonly [number, number]): Placement {
  const [rows, columns] = padding;
  return {
    ...rule,
    padding: [
      [rows[0], rows[1] - outputPadding[0]],
      [columns[0], columns[1] - outputPadding[1]],
    ],
    outputSize: size,
  };
}
