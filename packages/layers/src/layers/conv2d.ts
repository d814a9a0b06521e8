import { requireKnownOptions } from '@featuremap/errors';
import {
  type Conv2dDescription,
  type Conv2dFn,
  type Conv2dOptions as Conv2dShapeOptions,
  conv2d as describe,
  imageAxes,
  type Padding,
  type Pair,
} from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../ops/activation.ts';
import { conv2dBlock } from '../ops/conv2d-block.ts';
import type { PaddingMode } from '../ops/pad-images.ts';
import { Layer } from './layer.ts';
import { aroundConvolution, convolutionOptions, paddedConvolution } from './padded-convolution.ts';
import { type ParameterSpec, type Place, weightAndBias } from './parameter.ts';
import type { Pool2d } from './pool2d.ts';

/** The options of `Conv2d`. */
export interface Conv2dOptions<K extends Pair, S extends Pair, P extends Padding, D extends Pair>
  extends Conv2dShapeOptions<K, S, P, D> {
  /** What is around the image: `'zeros'` (the default), `'reflect'`, `'replicate'` or `'circular'`. */
  readonly paddingMode?: PaddingMode;
  /**
   * What is applied to the result: `'linear'` (nothing, the default), `'relu'`, `'sigmoid'`, `'tanh'`, `'elu'`, `'gelu'`,
   * `'hardswish'`, `'leakyRelu'` or `'silu'`, with its default options.
   */
  readonly activation?: ActivationName;
}

/**
 * Convolution: `[N, H, W, inC] -> [N, outH, outW, outC]`, where
 * `outH = floor((H + top + bottom - dilation·(kH - 1) - 1) / stride) + 1`.
 *
 * Parameters: `weight` (PyTorch `[outC, inC / groups, kH, kW]`, in memory `[kH, kW, inC / groups, outC]`) and `bias` `[outC]`.
 *
 * @param options.kernelSize Rows and columns of the kernel: one number or `[h, w]`.
 * @param options.stride Steps between windows. Default 1.
 * @param options.padding How much is around the image: a number for every side, `[h, w]`, `[[top, bottom], [left, right]]`,
 * `'valid'` (none) or `'same'` (TensorFlow's: `outH = ceil(H / stride)`). Default 0.
 * @param options.paddingMode What the padding shows: `'zeros'` (the default), `'reflect'` (the image mirrored at its edge,
 * at most its size less 1), `'replicate'` (the edge) or `'circular'` (the other end, at most its size).
 * @param options.dilation Steps between the elements of the kernel. Default 1.
 * @param options.groups Into how many independent convolutions the channels are split. Default 1; `inChannels` makes it
 * depthwise.
 * @param options.bias Whether each output channel adds a learnt number. Default true.
 * @param options.activation What is applied to the result, as a layer of its own would: `'relu'`, `'sigmoid'`, `'tanh'`,
 * `'elu'`, `'gelu'`, `'hardswish'`, `'leakyRelu'` or `'silu'`. Default `'linear'`, nothing.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Conv2d } from '@featuremap/layers';
 *
 * const conv = new Conv2d(1, 6, { kernelSize: 5, padding: 2 }).init(0);
 * console.log(conv.forward(tf.ones([1, 28, 28, 1])).shape); // [ 1, 28, 28, 6 ]
 * console.log(conv.params()); // 156
 * ```
 *
 * @see torch.nn.Conv2d
 */
export class Conv2d<
  const I extends number = number,
  const O extends number = number,
  const K extends Pair = Pair,
  const S extends Pair = 1,
  const P extends Padding = 0,
  const D extends Pair = 1,
> extends Layer<Conv2dFn<I, O, K, S, P, D>> {
  readonly inChannels: I;
  readonly outChannels: O;
  readonly groups: number;
  readonly bias: boolean;
  readonly paddingMode: PaddingMode;
  readonly activation: ActivationName;
  readonly #description: Conv2dDescription<I, O, K, S, P, D>;

  constructor(inChannels: I, outChannels: O, options: Conv2dOptions<K, S, P, D>) {
    requireKnownOptions('conv2d', options, convolutionOptions);
    const { paddingMode, activation, ...shapeOptions } = options;
    const description = describe(inChannels, outChannels, shapeOptions as Conv2dShapeOptions<K, S, P, D>);
    const around = aroundConvolution(description.name, { paddingMode, activation });
    super(
      paddedConvolution(
        description,
        around,
        (input, { dataFormat }) => imageAxes(description.name, input, dataFormat).size,
      ),
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
    const [kH, kW] = this.#description.rule.kernelSize;
    const shape = [this.outChannels, this.inChannels / this.groups, kH, kW];
    return weightAndBias(shape, 'conv2d', this.outChannels, this.bias);
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return this.computeBlock(x as tf.Tensor4D, this.activation, undefined);
  }

  /** The convolution with an activation and a pooling behind it, which a backend may compute in one go. */
  computeBlock(x: tf.Tensor4D, activation: ActivationName, pool: Pool2d | undefined): tf.Tensor4D {
    const window = this.#description.window(x.shape.slice(1), { dataFormat: 'NHWC' });
    return conv2dBlock(x, this.tensor('weight'), this.bias ? this.tensor<tf.Tensor1D>('bias') : undefined, {
      window,
      paddingMode: this.paddingMode,
      groups: this.groups,
      activation,
      pool: pool?.place([...window.outputSize, this.outChannels]) ?? null,
    });
  }
}
