import { requireKnownOptions } from '@featuremap/errors';
import { requireChannels, requireInChannels } from './channels.ts';
import { imageAxes, imageShape } from './image-axes.ts';
import type { LayerDescription, ShapeContext } from './layer-description.ts';
import { elements, type Padding, type Pair, type Shape } from './shape.ts';
import type { Conv2dFn } from './types/layer-fns.ts';
import { convWindow, placeWindow, type Window, type WindowRule } from './window.ts';

/** The options of `conv2d`. */
export interface Conv2dOptions<
  K extends Pair = Pair,
  S extends Pair = Pair,
  P extends Padding = Padding,
  D extends Pair = Pair,
> {
  /** Rows and columns of the kernel. */
  readonly kernelSize: K;
  /** Steps between windows. Default 1. */
  readonly stride?: S;
  /** Zeros around the image. Default 0. */
  readonly padding?: P;
  /** Steps between the elements of the kernel. Default 1. */
  readonly dilation?: D;
  /** Into how many independent convolutions the channels are split. Default 1; `inChannels` makes it depthwise. */
  readonly groups?: number;
  /** Whether each output channel adds a learnt number. Default true. */
  readonly bias?: boolean;
}

/** The description of a convolution: its checked options and what they imply. */
export interface Conv2dDescription<
  I extends number = number,
  O extends number = number,
  K extends Pair = Pair,
  S extends Pair = Pair,
  P extends Padding = Padding,
  D extends Pair = Pair,
> extends LayerDescription<Conv2dFn<I, O, K, S, P, D>> {
  readonly inChannels: I;
  readonly outChannels: O;
  readonly rule: WindowRule;
  readonly groups: number;
  readonly bias: boolean;
  window(input: Shape, context: Pick<ShapeContext, 'dataFormat'>): Window;
}

/**
 * Describes a convolution of `[H, W, inChannels] -> [outH, outW, outChannels]`, where
 * `outH = floor((H + top + bottom - dilation·(kH - 1) - 1) / stride) + 1`.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or `groups` does not divide both channel counts.
 *
 * @example
 * ```js
 * import { conv2d } from '@featuremap/shapes';
 *
 * const conv = conv2d(3, 64, { kernelSize: 3, padding: 1 });
 * console.log(conv.params()); // 1792
 * console.log(conv.infer([224, 224, 3], { dataFormat: 'NHWC', via: '' }).shape); // [ 224, 224, 64 ]
 * ```
 *
 * @see torch.nn.Conv2d
 */
export function conv2d<
  const I extends number,
  const O extends number,
  const K extends Pair,
  const S extends Pair = 1,
  const P extends Padding = 0,
  const D extends Pair = 1,
>(inChannels: I, outChannels: O, options: Conv2dOptions<K, S, P, D>): Conv2dDescription<I, O, K, S, P, D> {
  const name = 'conv2d';
  requireKnownOptions(name, options, ['kernelSize', 'stride', 'padding', 'dilation', 'groups', 'bias']);
  const { groups = 1, bias = true } = options;
  requireChannels(name, inChannels, outChannels, groups, bias);
  const rule = convWindow(name, options);
  const weightsPerOutput = (inChannels / groups) * elements(rule.kernelSize);

  function window(input: Shape, { dataFormat }: Pick<ShapeContext, 'dataFormat'>): Window {
    const { channels, size } = imageAxes(name, input, dataFormat);
    requireInChannels(name, inChannels, channels, input, dataFormat);
    return placeWindow(name, rule, size);
  }

  return {
    name,
    inChannels,
    outChannels,
    rule,
    groups,
    bias,
    window,
    infer: (input, context) => ({
      shape: imageShape({ channels: outChannels, size: window(input, context).outputSize }, context.dataFormat),
      via: '',
    }),
    params: () => outChannels * (weightsPerOutput + Number(bias)),
    macs: (input, context) => elements(window(input, context).outputSize) * outChannels * weightsPerOutput,
  };
}
