import { requireKnownOptions } from '@featuremap/errors';
import type { Pair } from '@featuremap/shapes';
import {
  upsample as describe,
  type UpsampleDescription,
  type UpsampleFn,
  type UpsampleOptions as UpsampleShapeOptions,
} from '@featuremap/shapes/upsample';
import type * as tf from '@tensorflow/tfjs-core';
import type { UpsampleMode } from '../ops/interpolation.ts';
import { type Interpolation, interpolationOf, resize } from '../ops/upsample.ts';
import { Layer } from './layer.ts';
import type { Place } from './parameter.ts';

/** The options of `Upsample`; one of `size` and `scaleFactor` must be given. */
export interface UpsampleOptions<Size extends Pair | undefined, Scale extends Pair | undefined>
  extends UpsampleShapeOptions<Size, Scale>,
    Interpolation {}

/**
 * Gives images another size by interpolation: `[N, H, W, C] -> [N, outH, outW, C]`.
 *
 * @param options.size The rows and columns of the output: one number or `[h, w]`.
 * @param options.scaleFactor Instead of it, what rows and columns are multiplied by, rounded down.
 * @param options.mode `'nearest'` (the default) repeats pixels, `'bilinear'` mixes neighbours.
 * @param options.alignCorners For `'bilinear'`: whether the middles of the corner pixels stay the corners (true), or the
 * edges of the image its edges (false, the default).
 * @throws {ArgumentError} when not exactly one of `size` and `scaleFactor` is given, or an option is unknown or out of
 * range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Upsample } from '@featuremap/layers';
 *
 * const x = tf.tensor4d([0, 4], [1, 1, 2, 1]);
 * console.log(new Upsample({ scaleFactor: [1, 2] }).forward(x).dataSync()); // Float32Array(4) [ 0, 0, 4, 4 ]
 * const smooth = new Upsample({ scaleFactor: [1, 2], mode: 'bilinear' });
 * console.log(smooth.forward(x).dataSync()); // Float32Array(4) [ 0, 1, 3, 4 ]
 * ```
 *
 * @see torch.nn.Upsample
 */
export class Upsample<
  const Size extends Pair | undefined = undefined,
  const Scale extends Pair | undefined = undefined,
> extends Layer<UpsampleFn<Size, Scale>> {
  readonly mode: UpsampleMode;
  readonly alignCorners: boolean;
  readonly #description: UpsampleDescription<Size, Scale>;

  constructor(options: UpsampleOptions<Size, Scale>) {
    requireKnownOptions('upsample', options, ['size', 'scaleFactor', 'mode', 'alignCorners']);
    const { mode, alignCorners, ...sizes } = options;
    const description = describe(sizes as UpsampleShapeOptions<Size, Scale>);
    super(description);
    this.#description = description;
    const how = interpolationOf(this.name, {
      ...(mode !== undefined && { mode }),
      ...(alignCorners !== undefined && { alignCorners }),
    });
    this.mode = how.mode;
    this.alignCorners = how.alignCorners;
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return resize(x as tf.Tensor4D, this.#description, this);
  }
}
