import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import type { Shape } from '@featuremap/shapes';
import { layerNorm as describe, type LayerNormFn } from '@featuremap/shapes/normalization';
import type * as tf from '@tensorflow/tfjs-core';
import { normalizeLast } from '../ops/layer-norm.ts';
import { Layer } from './layer.ts';
import { type ParameterSpec, type Place, scaleAndShift } from './parameter.ts';

/** The options of `LayerNorm`. */
export interface LayerNormOptions {
  /** Added to the variance. Default 1e-5. */
  readonly eps?: number;
  /** Whether each number of a sample is multiplied by a learnt one and adds one. Default true. */
  readonly elementwiseAffine?: boolean;
}

/**
 * Layer normalization: any shape that ends in `normalizedShape` stays, and `(x - mean) / sqrt(variance + eps) · weight +
 * bias` is computed with the mean and variance over these last axes, in training and in use alike.
 *
 * The axes are those of the network's data format: behind `input(H, W, C)`, `new LayerNorm(C)` normalizes the channels
 * of each pixel and `new LayerNorm([H, W, C])` each image; channels first, that is `new LayerNorm([C, H, W])`.
 *
 * Parameters: `weight` and `bias` of shape `normalizedShape`; for a whole image `[H, W, C]`, `[C, H, W]` in PyTorch.
 *
 * @param normalizedShape The sizes of the last axes, or one number for the last axis alone.
 * @param options.eps Added to the variance. Default 1e-5.
 * @param options.elementwiseAffine Whether there are a weight and a bias. Default true.
 * @throws {ArgumentError} when an option is unknown or out of range.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { LayerNorm } from '@featuremap/layers';
 *
 * const norm = new LayerNorm(2).init(0);
 * const x = tf.tensor2d([[1, 3], [10, 30]]);
 * console.log(norm.forward(x).dataSync().map(Math.round)); // Float32Array(4) [ -1, 1, -1, 1 ]
 * ```
 *
 * @see torch.nn.LayerNorm; https://arxiv.org/abs/1607.06450
 */
export class LayerNorm<const S extends number | Shape = number | Shape> extends Layer<LayerNormFn<S>> {
  readonly normalizedShape: Shape;
  readonly eps: number;
  readonly elementwiseAffine: boolean;

  constructor(normalizedShape: S, options: LayerNormOptions = {}) {
    const name = 'layerNorm';
    requireKnownOptions(name, options, ['eps', 'elementwiseAffine']);
    const { eps = 1e-5, elementwiseAffine = true } = options;
    const description = describe(normalizedShape, { elementwiseAffine });
    super(description);
    this.normalizedShape = description.normalizedShape;
    this.eps = requireNumber(name, 'eps', eps, { min: 0 });
    this.elementwiseAffine = elementwiseAffine;
  }

  override get followsFormat(): boolean {
    return true;
  }

  override parameterSpecs({ dataFormat }: Place): readonly ParameterSpec[] {
    if (!this.elementwiseAffine) return [];
    const shape = this.normalizedShape;
    if (shape.length === 1) return scaleAndShift(shape, 'features');
    const [h, w, c] = shape;
    return dataFormat === 'NHWC' && shape.length === 3 ? scaleAndShift([c!, h!, w!], 'image') : scaleAndShift(shape);
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return normalizeLast(x, this.normalizedShape, {
      eps: this.eps,
      weight: this.elementwiseAffine ? this.tensor('weight') : undefined,
      bias: this.elementwiseAffine ? this.tensor('bias') : undefined,
    });
  }
}
