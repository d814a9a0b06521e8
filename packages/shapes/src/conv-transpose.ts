import { ArgumentError, requireKnownOptions, ShapeError } from '@featuremap/errors';
import { requireChannels, requireInChannels } from './channels.ts';
import { imageAxes, imageShape } from './image-axes.ts';
import type { LayerDescription } from './layer-description.ts';
import { axisNames, each, pair, sides } from './per-axis.ts';
import { elements, type Padding, type Pair, type Sides, type Size2 } from './shape.ts';
import type { ConvTranspose2dFn } from './types/conv-transpose-fn.ts';

export type { ConvTranspose2dFn } from './types/conv-transpose-fn.ts';

/** Padding whose amounts do not depend on the input. */
export type FixedPadding = Exclude<Padding, 'same'>;

/** The options of `convTransposeOutputSize`. */
export interface ConvTransposeOptions<
  K extends Pair = Pair,
  S extends Pair = Pair,
  P extends FixedPadding = FixedPadding,
  E extends Pair = Pair,
  D extends Pair = Pair,
> {
  /** Rows and columns of the kernel. */
  readonly kernelSize: K;
  /** Steps between the places where the kernel is laid down. Default 1. */
  readonly stride?: S;
  /** What is cut off on each side; `'same'` is not defined here. Default 0. */
  readonly padding?: P;
  /** Rows and columns added at the end, less than the stride or the dilation. Default 0. */
  readonly outputPadding?: E;
  /** Steps between the elements of the kernel. Default 1. */
  readonly dilation?: D;
}

/** The options of `convTranspose2d`. */
export interface ConvTranspose2dOptions<
  K extends Pair = Pair,
  S extends Pair = Pair,
  P extends FixedPadding = FixedPadding,
  E extends Pair = Pair,
  D extends Pair = Pair,
> extends ConvTransposeOptions<K, S, P, E, D> {
  /** Into how many independent convolutions the channels are split. Default 1. */
  readonly groups?: number;
  /** Whether each output channel adds a learnt number. Default true. */
  readonly bias?: boolean;
}

/** The options of a transposed convolution, checked and written out for each axis. */
export interface ConvTransposeRule {
  readonly kernelSize: Size2;
  readonly stride: Size2;
  readonly padding: readonly [Sides, Sides];
  readonly outputPadding: Size2;
  readonly dilation: Size2;
}

/** The description of a transposed convolution. */
export interface ConvTranspose2dDescription<
  I extends number = number,
  O extends number = number,
  K extends Pair = Pair,
  S extends Pair = Pair,
  P extends FixedPadding = FixedPadding,
  E extends Pair = Pair,
  D extends Pair = Pair,
> extends LayerDescription<ConvTranspose2dFn<I, O, K, S, P, E, D>> {
  readonly inChannels: I;
  readonly outChannels: O;
  readonly rule: ConvTransposeRule;
  readonly groups: number;
  readonly bias: boolean;
}

/**
 * The size of an image behind a transposed convolution:
 * `(in - 1)·stride - before - after + dilation·(k - 1) + outputPadding + 1` along each axis.
 *
 * @param size `[height, width]`, or one number for a square image.
 * @throws {ArgumentError} when a number is out of range, an option is unknown, or `outputPadding` is too large.
 * @throws {ShapeError} when nothing is left.
 *
 * @example
 * ```js
 * import { convTransposeOutputSize } from '@featuremap/shapes/conv-transpose';
 *
 * console.log(convTransposeOutputSize(7, { kernelSize: 4, stride: 2, padding: 1 })); // [ 14, 14 ]
 * ```
 *
 * @see torch.nn.ConvTranspose2d
 */
export function convTransposeOutputSize(size: Pair, options: ConvTransposeOptions): Size2 {
  const name = 'convTransposeOutputSize';
  requireKnownOptions(name, options, ['kernelSize', 'stride', 'padding', 'outputPadding', 'dilation']);
  return spread(name, convTransposeRule(name, options), pair(name, 'size', size));
}

/**
 * Describes a transposed convolution of `[H, W, inChannels] -> [outH, outW, outChannels]`.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or `groups` does not divide both channel counts.
 *
 * @example
 * ```js
 * import { convTranspose2d } from '@featuremap/shapes/conv-transpose';
 *
 * const up = convTranspose2d(16, 8, { kernelSize: 2, stride: 2 });
 * console.log(up.params()); // 520
 * console.log(up.infer([7, 7, 16], { dataFormat: 'NHWC', via: '' }).shape); // [ 14, 14, 8 ]
 * ```
 *
 * @see torch.nn.ConvTranspose2d
 */
export function convTranspose2d<
  const I extends number,
  const O extends number,
  const K extends Pair,
  const S extends Pair = 1,
  const P extends FixedPadding = 0,
  const E extends Pair = 0,
  const D extends Pair = 1,
>(
  inChannels: I,
  outChannels: O,
  options: ConvTranspose2dOptions<K, S, P, E, D>,
): ConvTranspose2dDescription<I, O, K, S, P, E, D> {
  const name = 'convTranspose2d';
  const known = ['kernelSize', 'stride', 'padding', 'outputPadding', 'dilation', 'groups', 'bias'];
  requireKnownOptions(name, options, known);
  const { groups = 1, bias = true } = options;
  requireChannels(name, inChannels, outChannels, groups, bias);
  const rule = convTransposeRule(name, options);
  const weightsPerInput = (outChannels / groups) * elements(rule.kernelSize);
  return {
    name,
    inChannels,
    outChannels,
    rule,
    groups,
    bias,
    infer(input, { dataFormat }) {
      const { channels, size } = imageAxes(name, input, dataFormat);
      requireInChannels(name, inChannels, channels, input, dataFormat);
      return { shape: imageShape({ channels: outChannels, size: spread(name, rule, size) }, dataFormat), via: '' };
    },
    params: () => inChannels * weightsPerInput + outChannels * Number(bias),
    macs: (input) => elements(input) * weightsPerInput,
    // Which pixels an output position sees depends on where it is.
    window: () => undefined,
  };
}

function convTransposeRule(caller: string, options: ConvTransposeOptions): ConvTransposeRule {
  const kernelSize = pair(caller, 'kernelSize', options.kernelSize);
  const stride = pair(caller, 'stride', options.stride ?? 1);
  const padding = sides(caller, options.padding ?? 0);
  const outputPadding = pair(caller, 'outputPadding', options.outputPadding ?? 0, 0);
  const dilation = pair(caller, 'dilation', options.dilation ?? 1);
  if (padding === 'same') {
    throw new ArgumentError(`${caller}: padding 'same' is not defined for a transposed convolution`);
  }
  for (const axis of [0, 1] as const) {
    const limit = Math.max(stride[axis], dilation[axis]);
    if (outputPadding[axis] < limit) continue;
    throw new ArgumentError(
      `${caller}: outputPadding ${outputPadding[axis]} must be less than the stride or the dilation, ${limit}, along the ${axisNames[axis]}`,
    );
  }
  return { kernelSize, stride, padding, outputPadding, dilation };
}

function spread(caller: string, rule: ConvTransposeRule, size: Size2): Size2 {
  return each((axis) => {
    const [before, after] = rule.padding[axis];
    const window = rule.dilation[axis] * (rule.kernelSize[axis] - 1) + 1;
    const output = (size[axis] - 1) * rule.stride[axis] + window + rule.outputPadding[axis] - before - after;
    if (output >= 1) return output;
    throw new ShapeError(`${caller}: padding ${before} + ${after} leaves nothing along the ${axisNames[axis]}`, {
      rule: `(in - 1)·stride + dilation·(k - 1) + outputPadding + 1 - padding >= 1: ${output} >= 1 is false`,
      remedy: `${1 - output} less padding`,
    });
  });
}
