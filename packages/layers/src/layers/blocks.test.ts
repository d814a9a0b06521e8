import { expectClose } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { input } from '@featuremap/shapes';
import { registerFused, unregisterFused } from '../../test/fused-reference.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { AvgPool2d } from './avg-pool2d.ts';
import { blocksOf } from './blocks.ts';
import { Conv2d } from './conv2d.ts';
import { Flatten } from './flatten.ts';
import type { Layer } from './layer.ts';
import { Linear } from './linear.ts';
import { MaxPool2d } from './max-pool2d.ts';
import { ReLU } from './relu.ts';
import { chain } from './sequential.ts';
import { Sigmoid } from './sigmoid.ts';
import { Softmax } from './softmax.ts';
import { Tanh } from './tanh.ts';

tidyEachTest();

const shown = (layers: readonly Layer[]) =>
  blocksOf(layers).map((block) => {
    if (block.kind === 'conv2d') return `conv2d+${block.activation}+${block.pool?.name ?? 'no pool'}`;
    return block.kind === 'linear' ? `linear+${block.activation}` : block.layer.name;
  });

test('runs of layers become blocks', () => {
  const conv = () => new Conv2d(1, 1, { kernelSize: 3 });
  expect(shown([conv(), new Sigmoid(), new AvgPool2d(2), new Flatten(), new Linear(4, 2), new Tanh()])).toEqual([
    'conv2d+sigmoid+avgPool2d',
    'flatten',
    'linear+tanh',
  ]);
  expect(shown([conv(), new MaxPool2d(2), new ReLU(), conv(), new Softmax(), new ReLU()])).toEqual([
    'conv2d+linear+maxPool2d',
    'relu',
    'conv2d+linear+no pool',
    'softmax',
    'relu',
  ]);
  expect(shown([new Conv2d(1, 1, { kernelSize: 3, activation: 'relu' }), new ReLU(), new MaxPool2d(2)])).toEqual([
    'conv2d+relu+no pool',
    'relu',
    'maxPool2d',
  ]);
});

test('a layer with a hook stays alone', () => {
  const layers = [new Conv2d(1, 1, { kernelSize: 3 }), new ReLU(), new MaxPool2d(2)];
  const remove = layers[1]!.registerForwardHook(() => undefined);
  expect(shown(layers)).toEqual(['conv2d+linear+no pool', 'relu', 'maxPool2d']);
  remove();
  expect(shown(layers)).toEqual(['conv2d+relu+maxPool2d']);
});

const size = fc.integer({ min: 1, max: 3 });
const side = fc.integer({ min: 0, max: 2 });
const configuration = fc.record({
  kernelSize: fc.tuple(size, size),
  stride: fc.tuple(size, size),
  padding: fc.oneof(fc.tuple(fc.tuple(side, side), fc.tuple(side, side)), fc.constant('same' as const)),
  dilation: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
  bias: fc.boolean(),
  activation: fc.constantFrom('linear', 'relu', 'sigmoid', 'tanh'),
  pool: fc.constantFrom('none', 'max', 'avg'),
  poolSize: fc.tuple(size, size),
  poolStride: fc.tuple(size, size),
  poolPadding: fc.constantFrom(0, 'same' as const),
  ceilMode: fc.boolean(),
});

test('a block gives the same values and gradients composed and fused', () => {
  fc.assert(
    fc.property(configuration, fc.integer({ min: 0, max: 1000 }), (c, seed) => {
      const options = { stride: c.poolStride, padding: c.poolPadding, ceilMode: c.ceilMode };
      const { kernelSize, stride, padding, dilation, bias } = c;
      const activations = { linear: [], relu: [new ReLU()], sigmoid: [new Sigmoid()], tanh: [new Tanh()] };
      const net = chain(
        input(7, 8, 2),
        new Conv2d(2, 3, { kernelSize, stride, padding, dilation, bias }),
        ...activations[c.activation as keyof typeof activations],
        ...(c.pool === 'none' || !fits(c.poolSize, c.kernelSize, c.stride, c.dilation)
          ? []
          : [c.pool === 'max' ? new MaxPool2d(c.poolSize, options) : new AvgPool2d(c.poolSize, options)]),
      ).init(seed);
      const x = tf.randomNormal([2, 7, 8, 2], 0, 1, 'float32', seed);
      const run = () => {
        const y = net.forward(x);
        const dy = tf.randomNormal(y.shape, 0, 1, 'float32', seed + 1);
        const { value, grads } = tf.engine().gradients(() => net.forward(x), [x, ...net.parameters()], dy);
        return [value, ...grads].map((tensor) => ({ shape: tensor.shape, data: tensor.dataSync() }));
      };
      const composed = run();
      registerFused();
      try {
        for (const [i, { shape, data }] of run().entries()) {
          expect(shape).toEqual(composed[i]!.shape);
          expectClose(data, composed[i]!.data, { atol: 2e-5, rtol: 1e-4 });
        }
      } finally {
        unregisterFused();
      }
    }),
    { numRuns: 60, seed: 1 },
  );
});

/** Whether the pool fits what the convolution leaves of 7×8 at the least. */
function fits(pool: number[], kernel: number[], stride: number[], dilation: number[]): boolean {
  const left = [7, 8].map((n, i) => Math.floor((n - dilation[i]! * (kernel[i]! - 1) - 1) / stride[i]!) + 1);
  return left.every((n, i) => n >= pool[i]!);
}
