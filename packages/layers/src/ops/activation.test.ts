import { summary } from '@featuremap/shapes';
import { expectClose } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { tidyEachTest } from '../../test/memory.ts';
import {
  Conv2d,
  chain,
  ELU,
  GELU,
  Hardswish,
  Identity,
  input,
  type Layer,
  LeakyReLU,
  Linear,
  MaxPool2d,
  ReLU,
  Sigmoid,
  SiLU,
  sequential,
  Tanh,
} from '../index.ts';
import { type ActivationName, activationNames } from './activation.ts';

/** The layer that each name stands for. */
const layers: Readonly<Record<ActivationName, () => Layer>> = {
  linear: () => new Identity(),
  relu: () => new ReLU(),
  sigmoid: () => new Sigmoid(),
  tanh: () => new Tanh(),
  elu: () => new ELU(),
  gelu: () => new GELU(),
  hardswish: () => new Hardswish(),
  leakyRelu: () => new LeakyReLU(),
  silu: () => new SiLU(),
};

tidyEachTest();

/** What a network makes of x, and its gradients for x and what it learns. */
function run(net: Layer, x: tf.Tensor): Float32Array[] {
  const dy = tf.randomNormal(net.forward(x).shape, 0, 1, 'float32', 7);
  const { value, grads } = tf.engine().gradients(() => net.forward(x), [x, ...net.parameters()], dy);
  return [value, ...grads].map((tensor) => tensor.dataSync<'float32'>());
}

function expectSame(actual: Layer, expected: Layer, x: tf.Tensor): void {
  const arrays = run(expected, x);
  for (const [i, array] of run(actual, x).entries()) expectClose(array, arrays[i]!, { atol: 1e-5, rtol: 1e-5 });
}

describeBothWays('an activation as an option gives the numbers of a layer of its own', () => {
  test.each(activationNames)('%s', (activation) => {
    const images = tf.randomNormal<tf.Rank.R4>([2, 5, 4, 2], 0, 1, 'float32', 1);
    for (const groups of [1, 2]) {
      const options = { kernelSize: 3, padding: 1, groups } as const;
      expectSame(
        chain(new Conv2d(2, 4, { ...options, activation }), new MaxPool2d(2)).init(3),
        chain(new Conv2d(2, 4, options), layers[activation](), new MaxPool2d(2)).init(3),
        images,
      );
    }
    const rows = tf.randomNormal([3, 4], 0, 1, 'float32', 2);
    expectSame(new Linear(4, 5, { activation }).init(3), chain(new Linear(4, 5), layers[activation]()).init(3), rows);
  });

  test('the option of a layer that follows is kept', () => {
    const x = tf.randomNormal<tf.Rank.R4>([1, 4, 4, 1], 0, 1, 'float32', 1);
    const net = chain(new Conv2d(1, 2, { kernelSize: 2 }), new LeakyReLU(0.5)).init(1);
    const z = net.children()[0]![1].forward(x);
    expect(net.forward(x).arraySync()).toEqual(new LeakyReLU(0.5).forward(z).arraySync());
  });
});

test('the summary shows it', () => {
  const net = sequential(
    input(4, 4, 1),
    new Conv2d(1, 2, { kernelSize: 3, activation: 'gelu' }),
    new Linear(2, 3, { activation: 'relu' }),
    new Linear(3, 3),
  );
  expect(summary(net).rows.map(({ name }) => name)).toEqual(['input', 'conv2d + gelu', 'linear + relu', 'linear']);
});
