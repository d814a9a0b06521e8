import type { Generator } from '@featuremap/random';
import { elements, type Shape } from '@featuremap/shapes';

/** Makes the first values of a weight from its shape in PyTorch, `[out, in, kH, kW]` or `[out, in]`, in that order. */
export type Initializer = (shape: Shape, generator: Generator) => Float32Array;

/** How many inputs feed one output of a weight `[out, in, …]`, and how many outputs one input feeds. */
export function fans([outputs = 1, inputs = 1, ...window]: Shape): { readonly in: number; readonly out: number } {
  const positions = elements(window);
  return { in: inputs * positions, out: outputs * positions };
}

/** Draws from U(-bound, bound). */
export function uniformWithin(shape: Shape, bound: number, generator: Generator): Float32Array {
  return generator.uniform(new Float32Array(elements(shape)), -bound, bound);
}

/** Draws from N(0, std²). */
export function normalWith(shape: Shape, std: number, generator: Generator): Float32Array {
  return generator.normal(new Float32Array(elements(shape)), 0, std);
}
