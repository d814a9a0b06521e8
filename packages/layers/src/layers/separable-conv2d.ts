import { requireInteger, requireKnownOptions } from '@featuremap/errors';
import type { Multiply, Padding, Pair } from '@featuremap/shapes';
import { Conv2d, type Conv2dOptions } from './conv2d.ts';
import { DepthwiseConv2d, type DepthwiseConv2dOptions, depthwiseOptionNames } from './depthwise-conv2d.ts';
import type { Layer } from './layer.ts';
import { Sequential } from './sequential.ts';

/**
 * A depthwise convolution, which looks around in each channel, and a 1x1 convolution behind it, which mixes the channels:
 * `[N, H, W, inC] -> [N, outH, outW, outC]`.
 *
 * Parameters: `depthwise.weight` (PyTorch `[inC·multiplier, 1, kH, kW]`), `pointwise.weight` (PyTorch
 * `[outC, inC·multiplier, 1, 1]`) and `pointwise.bias` `[outC]`. The depthwise convolution has no bias: the one behind it
 * can do the same.
 *
 * @param options.kernelSize Rows and columns of the depthwise kernel: one number or `[h, w]`.
 * @param options.multiplier How many filters each channel has in between. Default 1.
 * @param options.stride Steps between the depthwise windows. Default 1.
 * @param options.padding As for `Conv2d`. Default 0.
 * @param options.paddingMode What the padding shows, as for `Conv2d`. Default `'zeros'`.
 * @param options.dilation Steps between the elements of the depthwise kernel. Default 1.
 * @param options.bias Whether each output channel adds a learnt number. Default true.
 * @param options.activation What is applied to the result. Default `'linear'`, nothing.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { SeparableConv2d } from '@featuremap/layers';
 *
 * const conv = new SeparableConv2d(16, 32, { kernelSize: 3, padding: 1 }).init(0);
 * console.log(conv.forward(tf.ones([1, 8, 8, 16])).shape); // [ 1, 8, 8, 32 ]
 * console.log(conv.params()); // 688
 * console.log(Object.keys(conv.stateDict())); // [ 'depthwise.weight', 'pointwise.weight', 'pointwise.bias' ]
 * ```
 *
 * @see https://arxiv.org/abs/1610.02357; in PyTorch two torch.nn.Conv2d named `depthwise` and `pointwise`
 */
export class SeparableConv2d<
  const I extends number = number,
  const O extends number = number,
  const K extends Pair = Pair,
  const S extends Pair = 1,
  const P extends Padding = 0,
  const D extends Pair = 1,
  const M extends number = 1,
> extends Sequential<readonly [DepthwiseConv2d<I, K, S, P, D, M>, Conv2d<Multiply<I, M>, O, 1>]> {
  override readonly name = 'separableConv2d';

  constructor(inChannels: I, outChannels: O, options: DepthwiseConv2dOptions<K, S, P, D, M>) {
    const name = 'separableConv2d';
    requireInteger(name, 'inChannels', inChannels, { min: 1 });
    requireInteger(name, 'outChannels', outChannels, { min: 1 });
    requireKnownOptions(name, options, depthwiseOptionNames);
    const { bias, activation, ...depthwiseOptions } = options;
    const depthwise = new DepthwiseConv2d(inChannels, {
      ...(depthwiseOptions as DepthwiseConv2dOptions<K, S, P, D, M>),
      bias: false,
    });
    const pointwiseOptions = {
      kernelSize: 1,
      ...(bias !== undefined && { bias }),
      ...(activation !== undefined && { activation }),
    } as Conv2dOptions<1, 1, 0, 1>;
    super([depthwise, new Conv2d(depthwise.outChannels, outChannels, pointwiseOptions)]);
  }

  override children(): readonly (readonly [string, Layer])[] {
    const [depthwise, pointwise] = this.layers;
    return [
      ['depthwise', depthwise],
      ['pointwise', pointwise],
    ];
  }
}
