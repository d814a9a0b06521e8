import {
  type AdaptivePool2dFn,
  type AdaptiveSize,
  adaptiveAvgPool2d as describe,
} from '@featuremap/shapes/adaptive-pool';
import type * as tf from '@tensorflow/tfjs-core';
import { adaptiveMean } from '../ops/adaptive-pool2d.ts';
import { Layer } from './layer.ts';
import type { Place } from './parameter.ts';

/**
 * The mean of windows that are chosen so that the output has a given size: `[N, H, W, C] -> [N, outH, outW, C]`. Row i of
 * the output sees the rows from `floor(i·H / outH)` to `ceil((i + 1)·H / outH)`, the end not included.
 *
 * @param outputSize `[outH, outW]`, or one number for both; null keeps the size along that axis.
 * @throws {ArgumentError} when a size is neither null nor a positive integer.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { AdaptiveAvgPool2d } from '@featuremap/layers';
 *
 * const pool = new AdaptiveAvgPool2d([7, null]);
 * console.log(pool.forward(tf.ones([1, 15, 9, 64])).shape); // [ 1, 7, 9, 64 ]
 * ```
 *
 * @see torch.nn.AdaptiveAvgPool2d
 */
export class AdaptiveAvgPool2d<const O extends AdaptiveSize = AdaptiveSize> extends Layer<
  AdaptivePool2dFn<'adaptiveAvgPool2d', O>
> {
  /** `[outH, outW]`, null where the size of the image stays. */
  readonly outputSize: readonly [number | null, number | null];

  constructor(outputSize: O) {
    const description = describe(outputSize);
    super(description);
    this.outputSize = description.outputSize;
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return adaptiveMean(x as tf.Tensor4D, this.outputSize);
  }
}
