import * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { BACKEND_NAME, setDeterministic, setThreads } from '../src/index.ts';

/** The ways the kernels can run here: both builds, alone and with a second thread. */
const variants = [
  { name: 'relaxed SIMD, 2 threads', deterministic: false, threads: 2 },
  { name: 'plain SIMD, 1 thread', deterministic: true, threads: 1 },
] as const;

/** Defines the tests of `suite` for each way; `use` makes it the current one. */
export function describeVariants(suite: (use: () => Promise<void>) => void): void {
  for (const { name, deterministic, threads } of variants)
    describe(name, () =>
      suite(async () => {
        setThreads(threads);
        await setDeterministic(deterministic);
        await tf.setBackend(BACKEND_NAME);
      }),
    );
}

/** A generator of numbers in [-1, 1) that depends on the seed alone. */
export function numbers(seed: number): (count: number) => Float32Array {
  let state = seed >>> 0 || 1;
  return (count) =>
    Float32Array.from({ length: count }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 31 - 1;
    });
}

/** Runs a kernel and returns its results' values; shapes and types are those of the first call. */
export function run(
  kernel: string,
  inputs: Readonly<Record<string, tf.Tensor | undefined>> | readonly tf.Tensor[],
  attrs: object = {},
): Float32Array[] {
  const given = Array.isArray(inputs)
    ? inputs
    : Object.fromEntries(Object.entries(inputs).filter(([, tensor]) => tensor !== undefined));
  return tf.tidy(() => {
    const result = tf.engine().runKernel(kernel, given as tf.NamedTensorMap, attrs as tf.NamedAttrMap) as unknown as
      | tf.Tensor
      | tf.Tensor[];
    return [result].flat().map((tensor) => tensor.dataSync() as Float32Array);
  });
}
