import { requireKnownOptions } from '@featuremap/errors';
import {
  type Conv1dDescription,
  type Conv1dFn,
  type Conv1dOptions as Conv1dShapeOptions,
  conv1d as describe,
  type Padding1d,
} from '@featuremap/shapes/conv1d';
import type * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../ops/activation.ts';
import { sequenceBlock } from '../ops/conv1d.ts';
import type { PaddingMode } from '../ops/pad-images.ts';
import { Layer } from './layer.ts';
import { aroundConvolution, convolutionOptions, paddedConvolution } from './padded-convolution.ts';
import { type ParameterSpec, type Place, weightAndBias } from './parameter.ts';

/** The options of `Conv1d`. */
export interface Conv1dOptions<K extends number, S extends number, P extends Padding1d, D extends number>
  extends Conv1dShapeOptions<K, S, P, D> {
  /** What is at both ends: `'zeros'` (the default), `'reflect'`, `'replicate'` or `'circular'`. */
  readonly paddingMode?: PaddingMode;
  /** What is applied to the result, as for `Conv2d`: `'linear'` (nothing, the default), `'relu'` and others. */
  readonly activation?: ActivationName;
}

/**
 * Convolution of sequences: `[N, L, inC] -> [N, outL, outC]`, or channels first `[N, inC, L] -> [N, outC, outL]`, where
 * `outL = floor((L + before + after - dilation·(k - 1) - 1) / stride) + 1`. It is computed as an image of height 1.
 *
 * Parameters: `weight` (PyTorch `[outC, inC / groups, k]`, in memory `[k, inC / groups, outC]`) and `bias` `[outC]`.
 *
 * @param options.kernelSize Elements of the kernel.
 * @param options.stride Steps between windows. Default 1.
 * @param options.padding How much is at both ends: a number, `[before, after]`, `'valid'` (none) or `'same'`
 * (`outL = ceil(L / stride)`). Default 0.
 * @param options.paddingMode What the padding shows, as for `Conv2d`. Default `'zeros'`.
 * @param options.dilation Steps between the elements of the kernel. Default 1.
 * @param options.groups Into how many independent convolutions the channels are split. Default 1.
 * @param options.bias Whether each output channel adds a learnt number. Default true.
 * @param options.activation What is applied to the result. Default `'linear'`, nothing.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Conv1d } from '@featuremap/layers';
 *
 * const conv = new Conv1d(2, 8, { kernelSize: 5, stride: 2 }).init(0);
 * console.log(conv.forward(tf.ones([3, 100, 2])).shape); // [ 3, 48, 8 ]
 * console.log(conv.params()); // 88
 * ```
 *
 * @see torch.nn.Conv1d
 */
export class Conv1d<
  const I extends number = number,
  const O extends number = number,
  const K extends number = number,
  const S extends number = 1,
  const P extends Padding1d = 0,
  const D extends number = 1,
> extends Layer<Conv1dFn<I, O, K, S, P, D>> {
  readonly inChannels: I;
  readonly outChannels: O;
  readonly groups: number;
  readonly bias: boolean;
  readonly paddingMode: PaddingMode;
  readonly activation: ActivationName;
  readonly #description: Conv1dDescription<I, O, K, S, P, D>;

  constructor(inChannels: I, outChannels: O, options: Conv1dOptions<K, S, P, D>) {
    requireKnownOptions('conv1d', options, convolutionOptions);
    const { paddingMode, activation, ...shapeOptions } = options;
    const description = describe(inChannels, outChannels, shapeOptions as Conv1dShapeOptions<K, S, P, D>);
    const around = aroundConvolution(description.name, { paddingMode, activation });
    super(
      paddedConvolution(description, around, (input, { dataFormat }) => [1, input[dataFormat === 'NCHW' ? 1 : 0]!]),
    );
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.groups = description.groups;
    this.bias = description.bias;
    this.paddingMode = around.paddingMode;
    this.activation = around.activation;
    this.#description = description;
  }

  override parameterSpecs(): readonly ParameterSpec[] {
    const shape = [this.outChannels, this.inChannels / this.groups, this.#description.rule.kernelSize[1]];
    return weightAndBias(shape, 'conv1d', this.outChannels, this.bias);
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    const bias = this.bias ? this.tensor<tf.Tensor1D>('bias') : undefined;
    return sequenceBlock(x as tf.Tensor3D, this.tensor('weight'), bias, {
      window: this.#description.window(x.shape.slice(1), { dataFormat: 'NHWC' }),
      paddingMode: this.paddingMode,
      groups: this.groups,
      activation: this.activation,
      pool: null,
    });
  }
}
