import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import type * as tf from '@tensorflow/tfjs-core';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf } from '../../test/torch.ts';
import { input } from '../index.ts';
import { constant } from '../initializers/constant.ts';
import { xavierUniform } from '../initializers/xavier.ts';
import { channelsLast } from '../ops/transpose.ts';
import { Conv2d } from './conv2d.ts';
import { Flatten } from './flatten.ts';
import { Linear } from './linear.ts';
import { ReLU } from './relu.ts';
import { sequential } from './sequential.ts';
import { Sigmoid } from './sigmoid.ts';

const { defaults, xavier } = golden<{
  defaults: { state: Record<string, GoldenArray>; x: GoldenArray; y: GoldenArray };
  xavier: Record<string, GoldenArray>;
}>('init');
const seed = 7;

const layers = () =>
  [
    new Conv2d(2, 4, { kernelSize: [3, 2] }),
    new Sigmoid(),
    new Conv2d(4, 6, { kernelSize: 3, groups: 2, bias: false }),
    new Flatten(),
    new Linear(36, 5),
    new ReLU(),
    new Linear(5, 3, { bias: false }),
  ] as const;
const nets = {
  NHWC: () => sequential(input(6, 6, 2), ...layers()),
  NCHW: () => sequential(input(2, 6, 6, { dataFormat: 'NCHW' }), ...layers()),
};

tidyEachTest();

test.each(['NHWC', 'NCHW'] as const)(
  '%s: a seed gives the weights of PyTorch bit for bit, and the same network',
  (format) => {
    const net = nets[format]().init(seed);
    const state = net.stateDict({ layout: 'torch' });
    expect(Object.keys(state)).toEqual(Object.keys(defaults.state));
    for (const [path, { shape, data }] of Object.entries(defaults.state)) expect(state[path]).toEqual({ shape, data });
    const x = tensorOf<tf.Tensor4D>(defaults.x);
    expectTensor(net.forward(format === 'NCHW' ? x : channelsLast(x)), defaults.y);
  },
);

test.each(['NHWC', 'NCHW'] as const)(
  '%s: an initializer for the weights draws after the defaults, as in PyTorch',
  (format) => {
    const state = nets[format]().init(seed, { weight: xavierUniform() }).stateDict({ layout: 'torch' });
    for (const [path, { data }] of Object.entries(xavier)) expect(state[path]!.data).toEqual(data);
  },
);

test.each(['NHWC', 'NCHW'] as const)("%s: a state in PyTorch's layout gives PyTorch's network", (format) => {
  const net = nets[format]().loadStateDict(defaults.state as never, { layout: 'torch' });
  const x = tensorOf<tf.Tensor4D>(defaults.x);
  expectTensor(net.forward(format === 'NCHW' ? x : channelsLast(x)), defaults.y);
  const state = net.stateDict({ layout: 'torch' });
  for (const [path, { shape, data }] of Object.entries(defaults.state)) expect(state[path]).toEqual({ shape, data });
});

test('initializers replace weights and biases of convolutions and linear layers', () => {
  const state = nets
    .NHWC()
    .init(seed, { weight: constant(2), bias: constant(3) })
    .stateDict();
  for (const [path, variable] of Object.entries(state)) {
    expect(new Set(variable.dataSync()), path).toEqual(new Set([path.endsWith('bias') ? 3 : 2]));
  }
});

test('init a second time keeps the variables', () => {
  const net = nets.NHWC().init(seed);
  const [weight] = net.parameters();
  const before = weight!.dataSync().slice();
  net.init(seed + 1);
  expect(net.parameters()[0]).toBe(weight);
  expect(weight!.dataSync()).not.toEqual(before);
});

test('behind a Flatten of unknown size, the order of a linear layer is refused', () => {
  expect(messageOf(() => sequential(new Flatten(), new Linear(4, 2)).init(0))).toMatchInlineSnapshot(`
    "the rows of 1.weight depend on the size of the image that is flattened before it
      Rule      with channels last, PyTorch orders flattened features otherwise (C, H, W)
      Try       begin the network with input(height, width, channels)"
  `);
});

test('what is no seed or option is refused', () => {
  expect(messageOf(() => nets.NHWC().init(0.5))).toMatchInlineSnapshot(`
    "Generator: the seed must be an integer from -2^63 to 2^64 - 1, not 0.5
      Rule      a number is at most 2^53 - 1 in magnitude; beyond, a bigint says exactly which seed is meant"
  `);
  expect(messageOf(() => nets.NHWC().init(0, { weights: constant(0) } as object))).toMatchInlineSnapshot(`
    "init: unknown option 'weights'
      Received  { weights: function (anonymous) }
      Rule      the options are weight, bias
      Try       'weight'"
  `);
});
