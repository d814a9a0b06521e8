import type * as tf from '@tensorflow/tfjs-core';
import type { FusedActivation } from '../fused-kernels.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { tanh } from './tanh.ts';

/** The activations that a convolution or a linear layer takes as an option; `'linear'` leaves the numbers as they are. */
export type ActivationName = FusedActivation;

/** Every `ActivationName`. */
export const activationNames = ['linear', 'relu', 'sigmoid', 'tanh'] as const satisfies readonly ActivationName[];

/** Applies an activation by name. */
export function activate<T extends tf.Tensor>(x: T, name: ActivationName): T {
  if (name === 'linear') return x;
  return { relu, sigmoid, tanh }[name](x);
}
