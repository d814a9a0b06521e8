import { ShapeError } from '@featuremap/errors';
import type { Shape } from '@featuremap/shapes';
import { unflatten as describe } from '@featuremap/shapes/unflatten';
import type * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { reshape } from './reshape.ts';

/**
 * The opposite of `flatten`: gives each row a shape, `[N, H·W·C] -> [N, H, W, C]`.
 *
 * @param shape The sizes of one sample.
 * @throws {ArgumentError} when x is not a float32 tensor, or a size is not a positive integer.
 * @throws {ShapeError} when a row has another number of features.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { unflatten } from '@featuremap/layers/ops';
 *
 * console.log(unflatten(tf.ones([2, 400]), [5, 5, 16]).shape); // [ 2, 5, 5, 16 ]
 * ```
 *
 * @see torch.nn.Unflatten with dim 1
 */
export function unflatten(x: tf.Tensor, shape: Shape): tf.Tensor {
  requireFloats('unflatten', 'x', x);
  const [n, ...sample] = x.shape;
  if (n === undefined) throw new ShapeError('unflatten expects a batch, [N, features], but gets a scalar');
  describe(shape).infer(sample, { dataFormat: 'NHWC', via: '' });
  return reshape(x, [n, ...shape]);
}
