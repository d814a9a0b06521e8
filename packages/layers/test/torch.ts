import { expectClose, type GoldenArray, readGolden, type Tolerance } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { fromTorch, memoryShape, type WeightLayout } from '../src/weight-layout.ts';

/** The cases of a golden file of this package. */
export function golden<T>(name: string): T {
  return readGolden<T>(new URL(`../golden/${name}.json`, import.meta.url)).cases;
}

/** A golden array as a tensor. */
export function tensorOf<T extends tf.Tensor>({ shape, data }: GoldenArray): T {
  return tf.tensor(data, [...shape], data instanceof Int32Array ? 'int32' : 'float32') as T;
}

/** A golden array, a weight in PyTorch's layout, as it lies in memory. */
export function weightOf<T extends tf.Tensor>({ shape, data }: GoldenArray, layout: WeightLayout): T {
  const plan = { shape, layout };
  return tf.tensor(fromTorch(data as Float32Array, plan), [...memoryShape(plan)]) as T;
}

/** Asserts that a tensor has the shape and the values of a golden array. */
export function expectTensor(actual: tf.Tensor, expected: GoldenArray, tolerance?: Tolerance): void {
  expect(actual.shape).toEqual(expected.shape);
  expectClose(actual.dataSync(), expected.data, tolerance);
}

/** The value of `f` and the gradients of sum(value · dy) for each input, through the tape. */
export function withGradients<T extends tf.Tensor>(
  inputs: readonly tf.Tensor[],
  f: () => T,
  dy: GoldenArray,
): { y: T; grads: tf.Tensor[] } {
  const { value, grads } = tf.engine().gradients(f, [...inputs], tensorOf<T>(dy));
  return { y: value, grads };
}
