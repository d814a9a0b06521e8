import { ArgumentError, requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Pair, Size2 } from '@featuremap/shapes';
import { upsample as describe, type UpsampleDescription } from '@featuremap/shapes/upsample';
import type * as tf from '@tensorflow/tfjs-core';
import { interpolation, type UpsampleMode, upsampleModes } from './interpolation.ts';
import { type ImageOptions, onImages } from './on-images.ts';
import { resample } from './resample.ts';

/** How `upsample` interpolates. */
export interface Interpolation {
  /** `'nearest'` (the default) repeats pixels, `'bilinear'` mixes neighbours along both axes. */
  readonly mode?: UpsampleMode;
  /**
   * For `'bilinear'`: whether the middles of the corner pixels stay the corners (true), or the edges of the image its
   * edges (false, the default).
   */
  readonly alignCorners?: boolean;
}

/** The options of `upsample`; one of `size` and `scaleFactor` must be given. */
export interface UpsampleOptions extends Interpolation, ImageOptions {
  /** The rows and columns of the output: one number or `[h, w]`. */
  readonly size?: Pair;
  /** What the rows and columns are multiplied by, rounded down: one number or `[h, w]`, also fractions. */
  readonly scaleFactor?: Pair;
}

/**
 * Gives images another size by interpolation: `[N, H, W, C] -> [N, outH, outW, C]`.
 *
 * @param options.size The rows and columns of the output: one number or `[h, w]`.
 * @param options.scaleFactor Instead of it, what rows and columns are multiplied by, rounded down.
 * @param options.mode `'nearest'` (the default) repeats pixels, `'bilinear'` mixes neighbours.
 * @param options.alignCorners For `'bilinear'`: whether the corner pixels stay the corners. Default false.
 * @throws {ArgumentError} when not exactly one of `size` and `scaleFactor` is given, or an option is unknown or out of
 * range.
 * @throws {ShapeError} when nothing is left of an axis.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { upsample } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor4d([0, 4], [1, 1, 2, 1]);
 * console.log(upsample(x, { size: [1, 4] }).dataSync()); // Float32Array(4) [ 0, 0, 4, 4 ]
 * console.log(upsample(x, { size: [1, 4], mode: 'bilinear' }).dataSync()); // Float32Array(4) [ 0, 1, 3, 4 ]
 * ```
 *
 * @see torch.nn.functional.interpolate
 */
export function upsample(x: tf.Tensor4D, options: UpsampleOptions): tf.Tensor4D {
  const names = ['size', 'scaleFactor', 'mode', 'alignCorners', 'dataFormat'];
  requireKnownOptions('upsample', options, names);
  const { mode, alignCorners, dataFormat, ...sizes } = options;
  const description = describe(sizes);
  const how = interpolationOf('upsample', {
    ...(mode && { mode }),
    ...(alignCorners !== undefined && { alignCorners }),
  });
  return onImages('upsample', x, { ...(dataFormat && { dataFormat }) }, (images) => resize(images, description, how));
}

/** `upsample` for NHWC images, with its options checked and settled. */
export function resize(
  x: tf.Tensor4D,
  { outputSize, scaleFactor }: UpsampleDescription,
  { mode, alignCorners }: Required<Interpolation>,
): tf.Tensor4D {
  const size: Size2 = [x.shape[1], x.shape[2]];
  const output = outputSize(size);
  const along = (axis: 0 | 1) =>
    interpolation({ n: size[axis], out: output[axis], factor: scaleFactor?.[axis] }, mode, alignCorners);
  return resample(x, along(0), along(1));
}

/** The mode and alignCorners, checked, with their defaults. */
export function interpolationOf(
  caller: string,
  { mode = 'nearest', alignCorners }: Interpolation,
): Required<Interpolation> {
  requireOneOf(caller, 'mode', mode, upsampleModes);
  if (alignCorners === undefined) return { mode, alignCorners: false };
  requireOneOf(caller, 'alignCorners', alignCorners, [true, false]);
  if (mode === 'bilinear') return { mode, alignCorners };
  throw new ArgumentError(`${caller}: alignCorners has no meaning with mode '${mode}'`, {
    remedy: "mode: 'bilinear', or no alignCorners",
  });
}
