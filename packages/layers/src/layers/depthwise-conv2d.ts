import { requireInteger, requireKnownOptions } from '@featuremap/errors';
import type { Multiply, Padding, Pair } from '@featuremap/shapes';
import { Conv2d, type Conv2dOptions } from './conv2d.ts';

/** The options of `DepthwiseConv2d`. */
export interface DepthwiseConv2dOptions<
  K extends Pair,
  S extends Pair,
  P extends Padding,
  D extends Pair,
  M extends number,
> extends Omit<Conv2dOptions<K, S, P, D>, 'groups'> {
  /** How many filters each channel has, and with them channels of the output. Default 1. */
  readonly multiplier?: M;
}

/** The options that depthwise and separable convolutions know. */
export const depthwiseOptionNames = [
  'kernelSize',
  'stride',
  'padding',
  'paddingMode',
  'dilation',
  'multiplier',
  'bias',
  'activation',
] as const;

/**
 * Convolves each channel with filters of its own: `[N, H, W, C] -> [N, outH, outW, C·multiplier]`. It is a `Conv2d` with
 * as many groups as channels, in sentences and in the names of parameters too.
 *
 * Parameters: `weight` (PyTorch `[C·multiplier, 1, kH, kW]`, in memory `[kH, kW, 1, C·multiplier]`) and `bias`
 * `[C·multiplier]`.
 *
 * @param options.kernelSize Rows and columns of the kernel: one number or `[h, w]`.
 * @param options.multiplier How many filters each channel has. Default 1.
 * @param options.stride Steps between windows. Default 1.
 * @param options.padding As for `Conv2d`. Default 0.
 * @param options.paddingMode What the padding shows, as for `Conv2d`. Default `'zeros'`.
 * @param options.dilation Steps between the elements of the kernel. Default 1.
 * @param options.bias Whether each output channel adds a learnt number. Default true.
 * @param options.activation What is applied to the result. Default `'linear'`, nothing.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { DepthwiseConv2d } from '@featuremap/layers';
 *
 * const conv = new DepthwiseConv2d(16, { kernelSize: 3, padding: 1, multiplier: 2 }).init(0);
 * console.log(conv.forward(tf.ones([1, 8, 8, 16])).shape); // [ 1, 8, 8, 32 ]
 * console.log(conv.params()); // 320
 * ```
 *
 * @see torch.nn.Conv2d with groups = in_channels
 */
export class DepthwiseConv2d<
  const C extends number = number,
  const K extends Pair = Pair,
  const S extends Pair = 1,
  const P extends Padding = 0,
  const D extends Pair = 1,
  const M extends number = 1,
> extends Conv2d<C, Multiply<C, M>, K, S, P, D> {
  constructor(channels: C, options: DepthwiseConv2dOptions<K, S, P, D, M>) {
    const name = 'depthwiseConv2d';
    requireInteger(name, 'channels', channels, { min: 1 });
    requireKnownOptions(name, options, depthwiseOptionNames);
    const { multiplier = 1, ...convOptions } = options;
    requireInteger(name, 'multiplier', multiplier, { min: 1 });
    const all = { ...convOptions, groups: channels } as Conv2dOptions<K, S, P, D>;
    super(channels, (channels * multiplier) as Multiply<C, M>, all);
  }
}
