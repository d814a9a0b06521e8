import { requireKnownOptions } from '@featuremap/errors';
import { requireChannels, requireInChannels } from './channels.ts';
import type { LayerDescription, ShapeContext } from './layer-description.ts';
import { ofRow, ofWidth, sequenceAxes, sequenceShape } from './sequence-axes.ts';
import type { Shape } from './shape.ts';
import type { Conv1dFn } from './types/conv1d-fn.ts';
import type { Padding1d } from './types/sequence.ts';
import { convWindow, placeWindow, type Window, type WindowRule } from './window.ts';

export type { Conv1dFn } from './types/conv1d-fn.ts';
export type { Padding1d } from './types/sequence.ts';

/** The options of `conv1d`. */
export interface Conv1dOptions<
  K extends number = number,
  S extends number = number,
  P extends Padding1d = Padding1d,
  D extends number = number,
> {
  /** Elements of the kernel. */
  readonly kernelSize: K;
  /** Steps between windows. Default 1. */
  readonly stride?: S;
  /** Zeros at both ends: a number, `[before, after]`, `'valid'` (none) or `'same'` (`outL = ceil(L / stride)`). Default 0. */
  readonly padding?: P;
  /** Steps between the elements of the kernel. Default 1. */
  readonly dilation?: D;
  /** Into how many independent convolutions the channels are split. Default 1. */
  readonly groups?: number;
  /** Whether each output channel adds a learnt number. Default true. */
  readonly bias?: boolean;
}

/** The description of a convolution of sequences. Its window is that of an image of height 1. */
export interface Conv1dDescription<
  I extends number = number,
  O extends number = number,
  K extends number = number,
  S extends number = number,
  P extends Padding1d = Padding1d,
  D extends number = number,
> extends LayerDescription<Conv1dFn<I, O, K, S, P, D>> {
  readonly inChannels: I;
  readonly outChannels: O;
  readonly rule: WindowRule;
  readonly groups: number;
  readonly bias: boolean;
  window(input: Shape, context: Pick<ShapeContext, 'dataFormat'>): Window;
}

/**
 * Describes a convolution of sequences, `[L, inChannels] -> [outL, outChannels]`, or channels first
 * `[inChannels, L] -> [outChannels, outL]`, where `outL = floor((L + before + after - dilation·(k - 1) - 1) / stride) + 1`:
 * that of an image of height 1 and width L.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or `groups` does not divide both channel counts.
 *
 * @example
 * ```js
 * import { conv1d } from '@featuremap/shapes/conv1d';
 *
 * const conv = conv1d(2, 8, { kernelSize: 5, stride: 2 });
 * console.log(conv.params()); // 88
 * console.log(conv.infer([100, 2], { dataFormat: 'NHWC', via: '' }).shape); // [ 48, 8 ]
 * ```
 *
 * @see torch.nn.Conv1d
 */
export function conv1d<
  const I extends number,
  const O extends number,
  const K extends number,
  const S extends number = 1,
  const P extends Padding1d = 0,
  const D extends number = 1,
>(inChannels: I, outChannels: O, options: Conv1dOptions<K, S, P, D>): Conv1dDescription<I, O, K, S, P, D> {
  const name = 'conv1d';
  requireKnownOptions(name, options, ['kernelSize', 'stride', 'padding', 'dilation', 'groups', 'bias']);
  const { groups = 1, bias = true } = options;
  requireChannels(name, inChannels, outChannels, groups, bias);
  const rule = convWindow(name, {
    kernelSize: ofWidth(name, 'kernelSize', options.kernelSize),
    stride: ofWidth(name, 'stride', options.stride ?? 1),
    padding: ofRow(name, options.padding ?? 0),
    dilation: ofWidth(name, 'dilation', options.dilation ?? 1),
  });
  const weightsPerOutput = (inChannels / groups) * rule.kernelSize[1];

  function window(input: Shape, { dataFormat }: Pick<ShapeContext, 'dataFormat'>): Window {
    const { channels, length } = sequenceAxes(name, input, dataFormat);
    requireInChannels(name, inChannels, channels, input, dataFormat);
    return placeWindow(name, rule, [1, length]);
  }

  return {
    name,
    inChannels,
    outChannels,
    rule,
    groups,
    bias,
    window,
    infer(input, { dataFormat }) {
      const [, length] = window(input, { dataFormat }).outputSize;
      return { shape: sequenceShape(outChannels, length, dataFormat), via: '' };
    },
    params: () => outChannels * (weightsPerOutput + Number(bias)),
    macs: (input, context) => window(input, context).outputSize[1] * outChannels * weightsPerOutput,
  };
}
