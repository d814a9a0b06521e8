import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { linear as describe, type LinearFn } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { type ActivationName, activationNames } from '../ops/activation.ts';
import { linearAlongLastAxis } from '../ops/linear.ts';
import { withActivation } from './activation.ts';
import { Layer } from './layer.ts';
import { type ParameterSpec, type Place, weightAndBias } from './parameter.ts';

/** The options of `Linear`. */
export interface LinearOptions {
  /** Whether each output adds a learnt number. Default true. */
  readonly bias?: boolean;
  /**
   * What is applied to the result: `'linear'` (nothing, the default), `'relu'`, `'sigmoid'`, `'tanh'`, `'elu'`, `'gelu'`,
   * `'hardswish'`, `'leakyRelu'` or `'silu'`, with its default options.
   */
  readonly activation?: ActivationName;
}

/**
 * A fully connected layer along the last axis: `[N, …, in] -> [N, …, out]`, `y = x · weight + bias`.
 *
 * Parameters: `weight` (PyTorch `[out, in]`, in memory `[in, out]`) and `bias` `[out]`.
 *
 * @param options.bias Whether each output adds a learnt number. Default true.
 * @param options.activation What is applied to the result, as a layer of its own would: `'relu'`, `'sigmoid'`, `'tanh'`,
 * `'elu'`, `'gelu'`, `'hardswish'`, `'leakyRelu'` or `'silu'`. Default `'linear'`, nothing.
 * @throws {ArgumentError} when a count is not a positive integer, or an option is unknown.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Linear } from '@featuremap/layers';
 *
 * const linear = new Linear(400, 120).init(0);
 * console.log(linear.forward(tf.ones([2, 400])).shape); // [ 2, 120 ]
 * console.log(linear.params()); // 48120
 * ```
 *
 * @see torch.nn.Linear
 */
export class Linear<const I extends number = number, const O extends number = number> extends Layer<LinearFn<I, O>> {
  readonly inFeatures: I;
  readonly outFeatures: O;
  readonly bias: boolean;
  readonly activation: ActivationName;

  constructor(inFeatures: I, outFeatures: O, options: LinearOptions = {}) {
    requireKnownOptions('linear', options, ['bias', 'activation']);
    const { activation = 'linear', ...shapeOptions } = options;
    const description = describe(inFeatures, outFeatures, shapeOptions);
    super({ ...description, ...withActivation(description.name, activation) });
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    this.bias = description.bias;
    this.activation = requireOneOf(this.name, 'activation', activation, activationNames);
  }

  override parameterSpecs(): readonly ParameterSpec[] {
    const shape = [this.outFeatures, this.inFeatures];
    return weightAndBias(shape, 'linear', this.outFeatures, this.bias);
  }

  override get followsFormat(): boolean {
    return true;
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return this.computeBlock(x, this.activation);
  }

  /** The product with an activation behind it, which a backend may compute in one go. */
  computeBlock(x: tf.Tensor, activation: ActivationName): tf.Tensor {
    const bias = this.bias ? this.tensor<tf.Tensor1D>('bias') : undefined;
    return linearAlongLastAxis(x, this.tensor<tf.Tensor2D>('weight'), bias, activation);
  }
}
