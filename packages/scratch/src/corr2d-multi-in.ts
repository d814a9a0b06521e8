import { requireKnownOptions, requireNumber, ShapeError } from '@featuremap/errors';
import { type Corr2dOptions, type Corr2dStep, multiply } from './corr2d.ts';
import { requireVolume, type Volume } from './matrix.ts';
import { gather, layWindows, slide, type WindowPlace, type Windows } from './window.ts';

/** One output of a cross-correlation over several channels and where it comes from. */
export interface Corr2dMultiInStep extends WindowPlace {
  /** What each channel gives by itself. */
  readonly channels: readonly Corr2dStep[];
  /** The sum over the channels and the bias: the output at (row, column). */
  readonly sum: number;
}

/**
 * The cross-correlation of an image of several channels: each channel with its own kernel, and their sum.
 *
 * `[C, H, W], [C, kH, kW] -> [outH, outW]`
 *
 * @param kernel one matrix for each channel of `x`.
 * @param options as for `corr2d`: `stride` (default 1), `padding` (default 0), `bias` (default 0).
 * @throws {ArgumentError} when an element is not a finite number or an option is not allowed.
 * @throws {ShapeError} when sizes differ where they must not, or the kernel is larger than the padded image.
 *
 * @example
 * ```js
 * import { corr2dMultiIn } from '@featuremap/scratch';
 *
 * const x = [[[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]]];
 * const kernel = [[[0, 1], [2, 3]], [[1, 2], [3, 4]]];
 * console.log(JSON.stringify(corr2dMultiIn(x, kernel))); // [[56,72],[104,120]]
 * ```
 *
 * @see torch.nn.functional.conv2d
 */
export function corr2dMultiIn(x: Volume, kernel: Volume, options: Corr2dOptions = {}): number[][] {
  return gather(channelCorrelation('corr2dMultiIn', x, kernel, options), (step) => step.sum);
}

/**
 * The steps of {@link corr2dMultiIn}, each with what the channels give, made as they are asked for.
 *
 * @param options as for `corr2dMultiIn`.
 * @throws {ArgumentError} and {ShapeError} as `corr2dMultiIn`, before the first step.
 *
 * @example
 * ```js
 * import { corr2dMultiInSteps } from '@featuremap/scratch';
 *
 * const [step] = corr2dMultiInSteps([[[1, 2]], [[3, 4]]], [[[1, 1]], [[10, 10]]]);
 * console.log(step.channels.map((channel) => channel.sum).join(' + '), '=', step.sum); // 3 + 70 = 73
 * ```
 */
export function corr2dMultiInSteps(
  x: Volume,
  kernel: Volume,
  options: Corr2dOptions = {},
): Generator<Corr2dMultiInStep> {
  return channelCorrelation('corr2dMultiInSteps', x, kernel, options);
}

function channelCorrelation(
  caller: string,
  x: Volume,
  kernel: Volume,
  options: Corr2dOptions,
): Generator<Corr2dMultiInStep> {
  requireKnownOptions(caller, options, ['stride', 'padding', 'bias'] satisfies (keyof Corr2dOptions)[]);
  const bias = requireNumber(caller, 'bias', options.bias ?? 0);
  const size = requireVolume(caller, 'x', x);
  const kernelSize = requireVolume(caller, 'kernel', kernel);
  requireSameChannels(caller, x, 'the kernel', kernel);
  return channelSteps(x, kernel, layWindows(caller, size, kernelSize, options), bias);
}

/** Checks that the kernel has one matrix for each channel of x. */
export function requireSameChannels(caller: string, x: Volume, name: string, kernel: Volume): void {
  if (kernel.length === x.length) return;
  throw new ShapeError(`${caller}: x has ${channels(x)} but ${name} has ${channels(kernel)}`, {
    rule: 'the kernel has one matrix for each channel of x',
  });
}

function channels({ length }: Volume): string {
  return `${length} channel${length === 1 ? '' : 's'}`;
}

/** The steps over all channels, without checks. */
export function* channelSteps(x: Volume, kernel: Volume, windows: Windows, bias: number): Generator<Corr2dMultiInStep> {
  for (const place of slide(windows)) {
    const channels = x.map((channel, c) => multiply(channel, kernel[c]!, place, 0));
    yield { ...place, channels, sum: channels.reduce((total, channel) => total + channel.sum, 0) + bias };
  }
}
