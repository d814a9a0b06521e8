import { requireKnownOptions, requireNumber, ShapeError } from '@featuremap/errors';
import { elements, type Shape } from '@featuremap/shapes';
import { layerNorm as describe } from '@featuremap/shapes/normalization';
import * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { normalize, type Scaling } from './normalize.ts';
import { reshape } from './reshape.ts';

/** The options of `layerNorm`. */
export interface LayerNormOptions {
  /** Of shape `normalizedShape`, what the result is multiplied by. Default: nothing. */
  readonly weight?: tf.Tensor;
  /** Of shape `normalizedShape`, what the result adds. Default: nothing. */
  readonly bias?: tf.Tensor;
  /** Added to the variance. Default 1e-5. */
  readonly eps?: number;
}

/**
 * Gives the last axes of x the mean 0 and the variance 1, together, for each sample and each place on its other axes:
 * `(x - mean) / sqrt(variance + eps) · weight + bias`, of any shape that ends in `normalizedShape`.
 *
 * @param normalizedShape The sizes of the last axes, or one number for the last axis alone.
 * @throws {ArgumentError} when an option is unknown or out of range, or x is not a float32 tensor.
 * @throws {ShapeError} when x does not end in `normalizedShape`, or a parameter has another shape.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { layerNorm } from '@featuremap/layers/ops';
 *
 * const x = tf.tensor2d([[1, 3], [10, 30]]);
 * console.log(layerNorm(x, 2, { eps: 0 }).dataSync().map(Math.round)); // Float32Array(4) [ -1, 1, -1, 1 ]
 * ```
 *
 * @see torch.nn.functional.layer_norm; https://arxiv.org/abs/1607.06450
 */
export function layerNorm<T extends tf.Tensor>(
  x: T,
  normalizedShape: number | readonly number[],
  options: LayerNormOptions = {},
): T {
  const name = 'layerNorm';
  requireFloats(name, 'x', x);
  requireKnownOptions(name, options, ['weight', 'bias', 'eps']);
  const { weight, bias, eps = 1e-5 } = options;
  requireNumber(name, 'eps', eps, { min: 0 });
  const description = describe(normalizedShape);
  description.infer(x.shape, { dataFormat: 'NHWC', via: '' });
  const shape = description.normalizedShape;
  for (const [option, parameter] of Object.entries({ weight, bias })) {
    if (parameter === undefined || requireFloats(name, option, parameter).shape.join() === shape.join()) continue;
    throw new ShapeError(
      `${name} expects a ${option} of shape [${shape.join(', ')}] but gets [${parameter.shape.join(', ')}]`,
    );
  }
  return normalizeLast(x, shape, { weight, bias, eps }) as T;
}

/** Normalizes the last axes, those of `shape`, together. */
export function normalizeLast(x: tf.Tensor, shape: Shape, { eps, weight, bias }: Scaling): tf.Tensor {
  const size = elements(shape);
  const row = (parameter: tf.Tensor | undefined) => parameter && reshape(parameter, [size]);
  const rows = reshape(x, [x.size / size, size]);
  const y = normalize(rows, (values) => tf.mean(values, 1, true), { eps, weight: row(weight), bias: row(bias) });
  return reshape(y, x.shape);
}
