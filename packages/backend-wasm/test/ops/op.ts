import type { GoldenArray } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';

/** A configuration of one op, with PyTorch's values and gradients. */
export interface OpCase {
  readonly op: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly inputs: readonly GoldenArray[];
  readonly y: GoldenArray;
  readonly dy: GoldenArray;
  readonly grads: readonly GoldenArray[];
  /** Of a mean over windows: how many numbers each one is of. */
  readonly counts?: GoldenArray;
}

/** How an op and the gradients of its inputs are computed by tfjs-core. */
export interface Op {
  // biome-ignore lint/suspicious/noExplicitAny: each op has attributes of its own
  readonly y: (inputs: tf.Tensor[], attrs: any, found: OpCase) => tf.Tensor;
  // biome-ignore lint/suspicious/noExplicitAny: each op has attributes of its own
  readonly grads: (dy: tf.Tensor, inputs: tf.Tensor[], attrs: any, found: OpCase) => tf.Tensor[];
}

export function tensorOf({ data, shape }: GoldenArray): tf.Tensor {
  return tf.tensor(data as Float32Array, [...shape], data instanceof Int32Array ? 'int32' : 'float32');
}

export function asFloat(x: tf.Tensor): tf.Tensor {
  return tf.cast(x, 'float32');
}
