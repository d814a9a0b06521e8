import { elementwise, type SameFn } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import type { Elementwise } from '../ops/elementwise.ts';
import { Layer } from './layer.ts';

/** A layer that applies a function to each number on its own. */
export abstract class Activation<Name extends string> extends Layer<SameFn<Name>> {
  readonly #f: Elementwise;

  constructor(name: Name, f: Elementwise) {
    super(elementwise(name));
    this.#f = f;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return this.#f(x);
  }
}

/** How reports call a layer that applies an activation to its result: `conv2d + relu`. */
export function withActivation(name: string, activation: string): { readonly label?: string } {
  return activation === 'linear' ? {} : { label: `${name} + ${activation}` };
}
