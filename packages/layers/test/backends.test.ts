// Every layer of the index gives the same numbers on the WebAssembly backend as on tfjs-core's plain CPU backend, and runs
// on WebAssembly kernels.
import { BACKEND_NAME, kernelCoverage } from '@featuremap/backend-wasm';
import { Generator } from '@featuremap/random';
import { expectClose } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import * as api from '../src/index.ts';
import { everyLayer } from './every-layer.ts';

/** What the largest number of an array may be off by, as a part of it: sums are taken in another order. */
const tolerance = 1e-5;

test('every layer has a case in every-layer.ts', () => {
  const isLayer = (value: unknown) => typeof value === 'function' && value.prototype instanceof api.Layer;
  const names = Object.entries(api).flatMap(([name, value]) => (isLayer(value) ? [name] : []));
  const made = new Set(everyLayer.map(({ make }) => make().constructor.name));
  expect(names.filter((name) => !made.has(name))).toEqual(['Sequential']); // it holds each of them here
});

interface NumberArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a layer makes of a batch in training, the gradients for the batch and what it learns, and its state behind that. */
function run(backend: string, make: () => api.Layer, sample: readonly number[]): readonly NumberArray[] {
  tf.setBackend(backend);
  return tf.tidy(() => {
    const net = (api.chain(api.input(...sample), make()) as unknown as api.Sequential).init(3);
    const numbers = (shape: readonly number[], seed: number) => {
      const size = shape.reduce((product, n) => product * n, 1);
      return tf.tensor(new Generator(seed).normal(new Float32Array(size), 0, 1), [...shape]);
    };
    const x = numbers([3, ...sample], 1);
    const dy = numbers(net.outputShape([3, ...sample]), 2);
    const { value, grads } = tf.engine().gradients(() => net.forward(x), [x, ...net.parameters()], dy);
    const tensors = [value, ...grads, ...Object.values(net.stateDict())];
    const arrays = tensors.map((tensor) => ({ shape: tensor.shape, data: tensor.dataSync<'float32'>().slice() }));
    net.dispose();
    return arrays;
  });
}

/** The kernels of the backend in plain JavaScript that were called, but for those that only share the numbers. */
const plain = new Set<string>();
beforeAll(() => {
  const { cpu } = kernelCoverage();
  for (const kernel of tf.getKernelsForBackend(BACKEND_NAME)) {
    if (!cpu.includes(kernel.kernelName) || ['Identity', 'Reshape'].includes(kernel.kernelName)) continue;
    tf.unregisterKernel(kernel.kernelName, BACKEND_NAME);
    tf.registerKernel({
      ...kernel,
      kernelFunc: (call) => {
        plain.add(kernel.kernelName);
        return kernel.kernelFunc(call);
      },
    });
  }
});
beforeEach(() => plain.clear());

test.each(everyLayer.map((c, i) => [`${i} ${c.make().label ?? c.make().name}`, c] as const))('%s', (_name, c) => {
  const cpuCalls = { ...kernelCoverage().cpuCalls };
  const actual = run(BACKEND_NAME, c.make, c.sample);
  expect([...plain].filter((kernel) => !c.plain?.includes(kernel))).toEqual([]);
  expect(kernelCoverage().cpuCalls).toEqual(cpuCalls);

  const expected = run('cpu', c.make, c.sample);
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  for (const [i, { data }] of expected.entries()) {
    const largest = Math.max(1, ...data.map(Math.abs));
    expectClose(actual[i]!.data, data, { atol: tolerance * largest, rtol: 0 });
  }
});
