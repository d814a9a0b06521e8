import { ShapeError } from '@featuremap/errors';
import type * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { reshape } from './reshape.ts';

/**
 * Lays out each sample in one row: `[N, …] -> [N, size of a sample]`.
 *
 * @throws {ArgumentError} when x is not a float32 tensor.
 * @throws {ShapeError} when x has no axes.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { flatten } from '@featuremap/layers/ops';
 *
 * console.log(flatten(tf.ones([2, 5, 5, 16])).shape); // [ 2, 400 ]
 * ```
 *
 * @see torch.flatten with start_dim 1
 */
export function flatten(x: tf.Tensor): tf.Tensor2D {
  requireFloats('flatten', 'x', x);
  const [n, ...sample] = x.shape;
  if (n === undefined) throw new ShapeError('flatten expects a batch, [N, …], but gets a scalar');
  return reshape(x, [n, sample.reduce((size, length) => size * length, 1)]) as tf.Tensor2D;
}
