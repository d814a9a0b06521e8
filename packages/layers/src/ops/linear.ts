import { requireKnownOptions, requireOneOf, ShapeError } from '@featuremap/errors';
import { linear as describe } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { type ActivationName, activationNames } from './activation.ts';
import { linearBlock } from './linear-block.ts';
import { reshape } from './reshape.ts';

/** The options of `linear`. */
export interface LinearOptions {
  /** `[out]`, added to every row. Default: none. */
  readonly bias?: tf.Tensor1D;
  /**
   * What is applied to the result: `'linear'` (nothing, the default), `'relu'`, `'sigmoid'`, `'tanh'`, `'elu'`, `'gelu'`,
   * `'hardswish'`, `'leakyRelu'` or `'silu'`, with its default options.
   */
  readonly activation?: ActivationName;
}

/**
 * Multiplies the last axis by a matrix: `x [N, …, in]`, `weight [in, out]` -> `[N, …, out]`.
 *
 * @throws {ArgumentError} when an option is unknown or an argument is not a float32 tensor.
 * @throws {ShapeError} when the sizes do not fit.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { linear } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor2d([[1, 2]]);
 * const weight = tf.tensor2d([[1, 0, 3], [0, 1, 4]]);
 * console.log(linear(x, weight, { bias: tf.tensor1d([10, 10, 10]) }).arraySync()); // [ [ 11, 12, 21 ] ]
 * ```
 *
 * @see torch.nn.functional.linear, whose weight is [out, in]
 */
export function linear<T extends tf.Tensor>(x: T, weight: tf.Tensor2D, options: LinearOptions = {}): T {
  requireKnownOptions('linear', options, ['bias', 'activation']);
  const { bias, activation = 'linear' } = options;
  requireOneOf('linear', 'activation', activation, activationNames);
  requireFloats('linear', 'x', x);
  if (requireFloats('linear', 'weight', weight).rank !== 2) {
    throw new ShapeError(`linear expects a weight [in, out] but gets [${(weight as tf.Tensor).shape.join(', ')}]`);
  }
  const [inFeatures, outFeatures] = weight.shape;
  describe(inFeatures, outFeatures).infer(x.shape, { dataFormat: 'NHWC', via: '' });
  if (bias !== undefined && (requireFloats('linear', 'bias', bias).rank !== 1 || bias.size !== outFeatures)) {
    throw new ShapeError(`linear expects a bias of shape [${outFeatures}] but gets [${bias.shape.join(', ')}]`);
  }
  return linearAlongLastAxis(x, weight, bias, activation) as T;
}

/** `linearBlock` for any number of axes before the last. */
export function linearAlongLastAxis(
  x: tf.Tensor,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D | undefined,
  activation: ActivationName,
): tf.Tensor {
  if (x.rank === 2) return linearBlock(x as tf.Tensor2D, weight, bias, activation);
  const [inFeatures, outFeatures] = weight.shape;
  const rows = reshape(x, [x.size / inFeatures, inFeatures]) as tf.Tensor2D;
  return reshape(linearBlock(rows, weight, bias, activation), [...x.shape.slice(0, -1), outFeatures]);
}
