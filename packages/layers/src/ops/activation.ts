import type * as tf from '@tensorflow/tfjs-core';
import type { FusedActivation } from '../fused-kernels.ts';
import { elu } from './elu.ts';
import { gelu } from './gelu.ts';
import { hardswish } from './hardswish.ts';
import { leakyRelu } from './leaky-relu.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { silu } from './silu.ts';
import { tanh } from './tanh.ts';

const fusedNames = ['linear', 'relu', 'sigmoid', 'tanh'] as const satisfies readonly FusedActivation[];

/** Every `ActivationName`. */
export const activationNames = [...fusedNames, 'elu', 'gelu', 'hardswish', 'leakyRelu', 'silu'] as const;

/**
 * The activations that a convolution or a linear layer takes as an option, with their default options; `'linear'` leaves
 * the numbers as they are.
 */
export type ActivationName = (typeof activationNames)[number];

/** Whether fused kernels apply an activation of this name. */
export function isFused(name: string): name is FusedActivation {
  return (fusedNames as readonly string[]).includes(name);
}

/** Applies an activation by name. */
export function activate<T extends tf.Tensor>(x: T, name: ActivationName): T {
  if (name === 'linear') return x;
  return { elu, gelu, hardswish, leakyRelu, relu, sigmoid, silu, tanh }[name](x);
}
