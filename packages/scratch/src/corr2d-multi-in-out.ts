import { ArgumentError, requireKnownOptions, requireNumber, ShapeError, show } from '@featuremap/errors';
import { type Corr2dMultiInStep, channelSteps, requireSameChannels } from './corr2d-multi-in.ts';
import { requireVolume, type Size2, type Volume } from './matrix.ts';
import { gather, layWindows, type WindowOptions } from './window.ts';

/** Options of {@link corr2dMultiInOut}. */
export interface Corr2dMultiInOutOptions extends WindowOptions {
  /** One number for each output channel, added to all of its outputs; default zeros. */
  readonly bias?: readonly number[];
}

/** One output of a convolutional layer and where it comes from. */
export interface Corr2dMultiInOutStep extends Corr2dMultiInStep {
  /** Output channel that this step belongs to. */
  readonly outChannel: number;
}

/**
 * A whole convolutional layer for one image: one kernel over all input channels for each output channel.
 *
 * `[inC, H, W], [outC, inC, kH, kW] -> [outC, outH, outW]`
 *
 * @param kernels one volume for each output channel, in it one matrix for each channel of `x`.
 * @param options `stride` (default 1), `padding` (default 0), and `bias` with a number for each output channel (default
 *   zeros).
 * @throws {ArgumentError} when an element is not a finite number or an option is not allowed.
 * @throws {ShapeError} when sizes differ where they must not, or the kernels are larger than the padded image.
 *
 * @example
 * ```js
 * import { corr2dMultiInOut } from '@featuremap/scratch';
 *
 * const x = [[[1, 2], [3, 4]]];
 * const sumAndDifference = [[[[1, 1]]], [[[1, -1]]]];
 * console.log(JSON.stringify(corr2dMultiInOut(x, sumAndDifference))); // [[[3],[7]],[[-1],[-1]]]
 * ```
 *
 * @see torch.nn.functional.conv2d
 */
export function corr2dMultiInOut(
  x: Volume,
  kernels: readonly Volume[],
  options: Corr2dMultiInOutOptions = {},
): number[][][] {
  const outputs = layerCorrelation('corr2dMultiInOut', x, kernels, options);
  return outputs.map((steps) => gather(steps, (step) => step.sum));
}

/**
 * The steps of {@link corr2dMultiInOut}, one output channel after the other, made as they are asked for.
 *
 * @param options as for `corr2dMultiInOut`.
 * @throws {ArgumentError} and {ShapeError} as `corr2dMultiInOut`, before the first step.
 *
 * @example
 * ```js
 * import { corr2dMultiInOutSteps } from '@featuremap/scratch';
 *
 * for (const { outChannel, sum } of corr2dMultiInOutSteps([[[7]]], [[[[2]]]], { bias: [1] })) {
 *   console.log(outChannel, sum); // 0 15
 * }
 * ```
 */
export function corr2dMultiInOutSteps(
  x: Volume,
  kernels: readonly Volume[],
  options: Corr2dMultiInOutOptions = {},
): Generator<Corr2dMultiInOutStep> {
  return numbered(layerCorrelation('corr2dMultiInOutSteps', x, kernels, options));
}

function* numbered(outputs: readonly Generator<Corr2dMultiInStep>[]): Generator<Corr2dMultiInOutStep> {
  for (const [outChannel, steps] of outputs.entries()) {
    for (const step of steps) yield { outChannel, ...step };
  }
}

function layerCorrelation(
  caller: string,
  x: Volume,
  kernels: readonly Volume[],
  options: Corr2dMultiInOutOptions,
): Generator<Corr2dMultiInStep>[] {
  requireKnownOptions(caller, options, ['stride', 'padding', 'bias'] satisfies (keyof Corr2dMultiInOutOptions)[]);
  const size = requireVolume(caller, 'x', x);
  const kernelSize = requireKernels(caller, x, kernels);
  const bias = requireBias(caller, options.bias ?? kernels.map(() => 0), kernels.length);
  const windows = layWindows(caller, size, kernelSize, options);
  return kernels.map((kernel, o) => channelSteps(x, kernel, windows, bias[o]!));
}

/** Checks kernels of [outC, inC, kH, kW] against x of [inC, H, W], and returns [kH, kW]. */
export function requireKernels(caller: string, x: Volume, kernels: readonly Volume[]): Size2 {
  if (!Array.isArray(kernels) || kernels.length === 0) {
    throw new ArgumentError(`${caller}: kernels must be an array of at least one kernel, not ${show(kernels)}`);
  }
  const sizes = kernels.map((kernel, o) => {
    const size = requireVolume(caller, `kernels[${o}]`, kernel);
    requireSameChannels(caller, x, `kernels[${o}]`, kernel);
    return size;
  });
  const first = sizes[0]!;
  sizes.forEach(([kH, kW], o) => {
    if (kH === first[0] && kW === first[1]) return;
    throw new ShapeError(
      `${caller}: all kernels must have one size: kernels[0] is ${first.join('×')}, kernels[${o}] is ${kH}×${kW}`,
    );
  });
  return first;
}

function requireBias(caller: string, bias: readonly number[], outChannels: number): readonly number[] {
  if (!Array.isArray(bias) || bias.length !== outChannels) {
    throw new ArgumentError(
      `${caller}: bias must hold one number for each of the ${outChannels} output channels, not ${show(bias)}`,
    );
  }
  return bias.map((value, o) => requireNumber(caller, `bias[${o}]`, value));
}
