import {
  type AdaptivePool2dFn,
  type AdaptiveSize,
  adaptiveMaxPool2d as describe,
} from '@featuremap/shapes/adaptive-pool';
import type * as tf from '@tensorflow/tfjs-core';
import { adaptiveMax } from '../ops/adaptive-pool2d.ts';
import { Layer } from './layer.ts';
import type { Place } from './parameter.ts';

/**
 * The largest number of windows that are chosen so that the output has a given size:
 * `[N, H, W, C] -> [N, outH, outW, C]`. Row i of the output sees the rows from `floor(i·H / outH)` to
 * `ceil((i + 1)·H / outH)`, the end not included. Where several are equal, the gradient goes to the first in reading
 * order.
 *
 * @param outputSize `[outH, outW]`, or one number for both; null keeps the size along that axis.
 * @throws {ArgumentError} when a size is neither null nor a positive integer.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { AdaptiveMaxPool2d } from '@featuremap/layers';
 *
 * const x = tf.reshape(tf.range(0, 25), [1, 5, 5, 1]);
 * console.log(new AdaptiveMaxPool2d([1, 3]).forward(x).dataSync()); // Float32Array(3) [ 21, 23, 24 ]
 * ```
 *
 * @see torch.nn.AdaptiveMaxPool2d
 */
export class AdaptiveMaxPool2d<const O extends AdaptiveSize = AdaptiveSize> extends Layer<
  AdaptivePool2dFn<'adaptiveMaxPool2d', O>
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
    return adaptiveMax(x as tf.Tensor4D, this.outputSize);
  }
}
