import { ArgumentError, requireKnownOptions, ShapeError } from '@featuremap/errors';
import { axisNames, pair, sides } from './per-axis.ts';
import type { Padding, Pair, Size2 } from './shape.ts';

/** The options of `convTransposeOutputSize`. */
export interface ConvTransposeOptions {
  /** Rows and columns of the kernel. */
  readonly kernelSize: Pair;
  /** Steps between the places where the kernel is laid down. Default 1. */
  readonly stride?: Pair;
  /** What is cut off on each side; `'same'` is not defined here. Default 0. */
  readonly padding?: Exclude<Padding, 'same'>;
  /** Rows and columns added at the end, less than the stride or the dilation. Default 0. */
  readonly outputPadding?: Pair;
  /** Steps between the elements of the kernel. Default 1. */
  readonly dilation?: Pair;
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
 * import { convTransposeOutputSize } from '@featuremap/shapes';
 *
 * console.log(convTransposeOutputSize(7, { kernelSize: 4, stride: 2, padding: 1 })); // [ 14, 14 ]
 * ```
 *
 * @see torch.nn.ConvTranspose2d
 */
export function convTransposeOutputSize(size: Pair, options: ConvTransposeOptions): Size2 {
  const name = 'convTransposeOutputSize';
  requireKnownOptions(name, options, ['kernelSize', 'stride', 'padding', 'outputPadding', 'dilation']);
  const input = pair(name, 'size', size);
  const kernel = pair(name, 'kernelSize', options.kernelSize);
  const stride = pair(name, 'stride', options.stride ?? 1);
  const padding = sides(name, options.padding ?? 0);
  const extra = pair(name, 'outputPadding', options.outputPadding ?? 0, 0);
  const dilation = pair(name, 'dilation', options.dilation ?? 1);
  if (padding === 'same')
    throw new ArgumentError(`${name}: padding 'same' is not defined for a transposed convolution`);

  function along(axis: 0 | 1, [before, after]: readonly [number, number]): number {
    const limit = Math.max(stride[axis], dilation[axis]);
    if (extra[axis] >= limit) {
      throw new ArgumentError(
        `${name}: outputPadding ${extra[axis]} must be less than the stride or the dilation, ${limit}, along the ${axisNames[axis]}`,
      );
    }
    const window = dilation[axis] * (kernel[axis] - 1) + 1;
    const output = (input[axis] - 1) * stride[axis] + window + extra[axis] - before - after;
    if (output >= 1) return output;
    throw new ShapeError(
      `${name}: padding ${before} + ${after} leaves nothing of the output along the ${axisNames[axis]}`,
      {
        rule: `(in - 1)·stride + dilation·(k - 1) + outputPadding + 1 - padding >= 1: ${output} >= 1 is false`,
        remedy: `${1 - output} less padding, or a larger kernelSize`,
      },
    );
  }
  return [along(0, padding[0]), along(1, padding[1])];
}
