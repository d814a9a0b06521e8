import type { Pair } from '@featuremap/shapes';
import {
  type ConvTranspose2dDescription,
  type ConvTranspose2dFn,
  type ConvTranspose2dOptions,
  convTranspose2d as describe,
  type FixedPadding,
} from '@featuremap/shapes/conv-transpose';
import type * as tf from '@tensorflow/tfjs-core';
import { transposedConvolution } from '../ops/conv-transpose2d.ts';
import { Layer } from './layer.ts';
import { type ParameterSpec, type Place, weightAndBias } from './parameter.ts';

/**
 * Transposed convolution: `[N, H, W, inC] -> [N, outH, outW, outC]`, where
 * `outH = (H - 1)·stride - top - bottom + dilation·(kH - 1) + outputPadding + 1`.
 *
 * Parameters: `weight` (PyTorch `[inC, outC / groups, kH, kW]`, in memory `[kH, kW, outC / groups, inC]`) and `bias`
 * `[outC]`.
 *
 * @param options.kernelSize Rows and columns of the kernel: one number or `[h, w]`.
 * @param options.stride Steps between the places where the kernel is laid down. Default 1.
 * @param options.padding What is cut off on each side: a number, `[h, w]`, `[[top, bottom], [left, right]]` or `'valid'`.
 * Default 0.
 * @param options.outputPadding Rows and columns added at the end, less than the stride or the dilation. Default 0.
 * @param options.dilation Steps between the elements of the kernel. Default 1.
 * @param options.groups Into how many independent convolutions the channels are split. Default 1.
 * @param options.bias Whether each output channel adds a learnt number. Default true.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { ConvTranspose2d } from '@featuremap/layers';
 *
 * const up = new ConvTranspose2d(16, 8, { kernelSize: 2, stride: 2 }).init(0);
 * console.log(up.forward(tf.ones([1, 7, 7, 16])).shape); // [ 1, 14, 14, 8 ]
 * console.log(up.params()); // 520
 * ```
 *
 * @see torch.nn.ConvTranspose2d
 */
export class ConvTranspose2d<
  const I extends number = number,
  const O extends number = number,
  const K extends Pair = Pair,
  const S extends Pair = 1,
  const P extends FixedPadding = 0,
  const E extends Pair = 0,
  const D extends Pair = 1,
> extends Layer<ConvTranspose2dFn<I, O, K, S, P, E, D>> {
  readonly inChannels: I;
  readonly outChannels: O;
  readonly groups: number;
  readonly bias: boolean;
  readonly #description: ConvTranspose2dDescription<I, O, K, S, P, E, D>;

  constructor(inChannels: I, outChannels: O, options: ConvTranspose2dOptions<K, S, P, E, D>) {
    const description = describe(inChannels, outChannels, options);
    super(description);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.groups = description.groups;
    this.bias = description.bias;
    this.#description = description;
  }

  override parameterSpecs(): readonly ParameterSpec[] {
    const [kH, kW] = this.#description.rule.kernelSize;
    const shape = [this.inChannels, this.outChannels / this.groups, kH, kW];
    return weightAndBias(shape, 'conv2d', this.outChannels, this.bias);
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    const { shape } = this.infer(x.shape.slice(1), { dataFormat: 'NHWC', via: '' });
    const bias = this.bias ? this.tensor<tf.Tensor1D>('bias') : undefined;
    return transposedConvolution(x as tf.Tensor4D, this.tensor('weight'), bias, this.#description, shape);
  }
}
