import { Generator } from '@featuremap/random';
import { expectClose, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { registerFused, unregisterFused } from '../../test/fused-reference.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { golden } from '../../test/torch.ts';
import {
  AvgPool2d,
  Conv2d,
  crossEntropy,
  Dropout,
  Flatten,
  input,
  Linear,
  MaxPool2d,
  ReLU,
  SGD,
  Sigmoid,
  Softmax,
  sequential,
  Tanh,
  valueAndGrads,
  xavierUniform,
} from '../index.ts';
import { channelsFirst } from '../ops/transpose.ts';
import { withGradient } from '../with-gradient.ts';

tidyEachTest();

const classic = () =>
  [
    new Conv2d(1, 6, { kernelSize: 5, padding: 2 }),
    new Sigmoid(),
    new AvgPool2d(2),
    new Conv2d(6, 16, { kernelSize: 5 }),
    new Sigmoid(),
    new AvgPool2d(2),
    new Flatten(),
    new Linear(400, 120),
    new Sigmoid(),
    new Linear(120, 84),
    new Sigmoid(),
    new Linear(84, 10),
  ] as const;
const modern = () =>
  [
    new Conv2d(1, 6, { kernelSize: 5, padding: 2 }),
    new ReLU(),
    new MaxPool2d(2),
    new Conv2d(6, 16, { kernelSize: 5 }),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Linear(400, 120),
    new ReLU(),
    new Linear(120, 84),
    new ReLU(),
    new Linear(84, 10),
  ] as const;
const leNets = {
  classic: () => sequential(input(28, 28, 1), ...classic()),
  modern: () => sequential(input(28, 28, 1), ...modern()),
};

interface Curve {
  variant: keyof typeof leNets;
  batch: number;
  lr: number;
  momentum: number;
  losses: number[];
}
const { curves } = golden<{ curves: Curve[] }>('training');
const seed = 3;

/** The batches of the golden curves: ten random patterns, one for each class, and noise. */
function* batches(size: number): IterableIterator<{ images: tf.Tensor4D; labels: tf.Tensor1D }> {
  const generator = new Generator(seed);
  const patterns = generator.rand(10 * 784);
  for (;;) {
    const labels = generator.randint(0, 10, size);
    const noise = generator.rand(size * 784);
    const images = noise.map((value, i) => {
      const pattern = patterns[labels[Math.floor(i / 784)]! * 784 + (i % 784)]!;
      return Math.fround(Math.fround(2 * pattern) + value) - 1.5;
    });
    yield { images: tf.tensor4d(images, [size, 28, 28, 1]), labels: tf.tensor1d(labels, 'int32') };
  }
}

describeBothWays('LeNet', () => {
  test.each(curves)('$variant: fifty losses agree with PyTorch', ({ variant, batch, lr, momentum, losses }) => {
    const net = leNets[variant]().init(seed, { weight: xavierUniform() });
    const sgd = new SGD(net.parameters(), { lr, momentum });
    const data = batches(batch);
    const ours = losses.map(() =>
      tf.tidy(() => {
        const { images, labels } = data.next().value;
        return sgd.minimize(() => crossEntropy(net.forward(images), labels)).arraySync();
      }),
    );
    // Rounding differs from the first step on and grows while the network learns; the losses are from 2.5 to 0.001.
    expectClose(ours, losses, { atol: 1e-4, rtol: 1e-3 });
    sgd.dispose();
  });

  test('the same seed gives the same weights bit for bit', () => {
    const train = () => {
      const net = leNets.modern().init(seed);
      const sgd = new SGD(net.parameters(), { lr: 0.1 });
      const { images, labels } = batches(2).next().value;
      for (let i = 0; i < 2; i++) sgd.minimize(() => crossEntropy(net.forward(images), labels));
      return net.parameters().map((parameter) => parameter.dataSync().slice());
    };
    expect(train()).toEqual(train());
  });

  test('a step and a forward pass leave nothing behind', () => {
    const net = leNets.classic().init(seed);
    const sgd = new SGD(net.parameters(), { lr: 0.1 });
    const { images, labels } = batches(2).next().value;
    const before = tf.memory().numTensors;
    sgd.minimize(() => crossEntropy(net.forward(images), labels)).dispose();
    net.forward(images).dispose();
    expect(tf.memory().numTensors).toBe(before);
    net.dispose();
    expect(tf.memory().numTensors).toBe(before - 10);
  });

  test('an error inside of the loss leaves nothing behind', () => {
    const net = leNets.classic().init(seed);
    const { images, labels } = batches(2).next().value;
    const wrong = tf.tensor1d([0, 10], 'int32');
    const before = tf.memory().numTensors;
    const loss = () => crossEntropy(net.forward(images), wrong);
    expect(() => valueAndGrads(loss, net.parameters())).toThrow('label 10 of sample 1');
    expect(tf.memory().numTensors).toBe(before);
    const { value, grads } = valueAndGrads(() => crossEntropy(net.forward(images), labels), net.parameters());
    tf.dispose([value, ...grads]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describeBothWays('sequential', () => {
  const layers = () =>
    [
      new Conv2d(2, 3, { kernelSize: 3, padding: 1 }),
      new Tanh(),
      new MaxPool2d(2, { stride: 1 }),
      new Conv2d(3, 4, { kernelSize: 2, activation: 'relu', groups: 1 }),
      new AvgPool2d(2, { padding: 1 }),
      new Flatten(),
      new Linear(36, 5, { activation: 'sigmoid' }),
      new Softmax(),
    ] as const;
  const last = () => sequential(input(6, 6, 2), ...layers()).init(1);
  const first = () => sequential(input(2, 6, 6, { dataFormat: 'NCHW' }), ...layers()).init(1);
  const images = () => tf.randomNormal<tf.Rank.R4>([2, 6, 6, 2], 0, 1, 'float32', 4);

  test('both data formats give the same numbers and gradients', () => {
    const [a, b] = [last(), first()];
    const x = images();
    const weights = tf.reshape(tf.range(0, 10), [2, 5]);
    const loss = (net: typeof a | typeof b, x: tf.Tensor) => () => dot(net.forward(x), weights);
    const forA = valueAndGrads(loss(a, x), a.parameters());
    const forB = valueAndGrads(loss(b, channelsFirst(x)), b.parameters());
    expectClose(forA.value.dataSync(), forB.value.dataSync());
    const { '0.weight': kernel } = a.stateDict();
    expect(kernel!.shape).toEqual([3, 3, 2, 3]);
    for (const i of [0, 1, 2, 3, 5]) expectClose(forA.grads[i]!.dataSync(), forB.grads[i]!.dataSync());
  });

  test('what is fused gives the same as the layers one by one', () => {
    const net = last();
    const x = images();
    const together = net.forward(x);
    const apart = net.children().reduce((y, [, layer]) => layer.forward(y), x as tf.Tensor);
    expectClose(together.dataSync(), apart.dataSync());
  });

  test('hooks see what every layer gives, in the format of the network, and do not change it', () => {
    const shapes = (net: ReturnType<typeof last> | ReturnType<typeof first>, x: tf.Tensor) => {
      const seen: number[][] = [];
      const before = net.forward(x).dataSync().slice();
      const removers = net.children().map(([, layer]) => layer.registerForwardHook((y) => seen.push(y.shape)));
      expectClose(net.forward(x).dataSync(), before);
      for (const remove of removers) remove();
      const count = seen.length;
      net.forward(x);
      expect(seen).toHaveLength(count);
      return seen;
    };
    const lastShapes = shapes(last(), images());
    expect(lastShapes[0]).toEqual([2, 6, 6, 3]);
    expect(lastShapes[2]).toEqual([2, 5, 5, 3]);
    expect(lastShapes).toHaveLength(8);
    const firstShapes = shapes(first(), channelsFirst(images()));
    expect(firstShapes[2]).toEqual([2, 3, 5, 5]);
    expect(firstShapes[7]).toEqual([2, 5]);
  });

  test('a hook on an activation sees its values although the others are fused', () => {
    const net = last();
    let least = Infinity;
    net.children()[1]![1].registerForwardHook((y, x) => {
      least = Math.min(...y.dataSync());
      expectClose(tf.tanh(x).dataSync(), y.dataSync());
    });
    net.forward(images());
    expect(least).toBeGreaterThan(-1);
    expect(least).toBeLessThan(0);
  });

  test('outputShape is the shape of the output, for an empty batch too', () => {
    const net = last();
    for (const n of [0, 1, 3]) {
      expect(net.forward(tf.zeros([n, 6, 6, 2])).shape).toEqual(net.outputShape([n, 6, 6, 2]));
    }
  });

  test('a batch gives what its samples give one by one', () => {
    const net = last();
    const x = images();
    const singles = tf.split(x, 2).map((sample) => net.forward(sample));
    expectClose(net.forward(x).dataSync(), tf.concat(singles).dataSync());
  });
});

test('with fused kernels, a LeNet step is 19 kernel calls', () => {
  registerFused();
  try {
    const net = leNets.classic().init(seed);
    const sgd = new SGD(net.parameters(), { lr: 0.1 });
    const { images, labels } = batches(1).next().value;
    const calls = countCalls(() => sgd.minimize(() => crossEntropy(net.forward(images), labels)));
    expect(Object.values(calls).reduce((sum, count) => sum + count)).toBe(19);
    expect(calls).toMatchInlineSnapshot(`
      {
        "FeaturemapConv2dBlock": 2,
        "FeaturemapConv2dBlockGradFilter": 2,
        "FeaturemapConv2dBlockGradInput": 1,
        "FeaturemapCrossEntropy": 1,
        "FeaturemapLinear": 3,
        "FeaturemapLinearGradInput": 3,
        "FeaturemapLinearGradWeight": 3,
        "FeaturemapSgd": 1,
        "Multiply": 1,
        "Reshape": 2,
      }
    `);
  } finally {
    unregisterFused();
  }
});

describe('a network', () => {
  const net = () =>
    sequential(input(4), new Linear(4, 3), new Dropout(0.5), new Linear(3, 2, { bias: false }), new Dropout());

  test('names its parameters as PyTorch does', () => {
    expect(
      net()
        .init(0)
        .namedParameters()
        .map(([path, { shape }]) => `${path} [${shape}]`),
    ).toMatchInlineSnapshot(`
      [
        "0.weight [4,3]",
        "0.bias [3]",
        "2.weight [3,2]",
      ]
    `);
  });

  test('nested networks have nested names, and a Flatten inside reaches the Linear behind', () => {
    const nested = sequential(input(2, 2, 3), sequential(new Flatten(), new ReLU()), new Linear(12, 2)).init(0);
    const flat = sequential(input(2, 2, 3), new Flatten(), new ReLU(), new Linear(12, 2)).init(0);
    expect(Object.keys(nested.stateDict())).toEqual(['1.weight', '1.bias']);
    expect(nested.stateDict()['1.weight']!.arraySync()).toEqual(flat.stateDict()['2.weight']!.arraySync());
    expect(
      sequential(input(4), sequential(new Linear(4, 2)), new Linear(2, 2))
        .init(0)
        .namedParameters()
        .map(([path]) => path),
    ).toEqual(['0.0.weight', '0.0.bias', '1.weight', '1.bias']);
  });

  test('each Dropout has a generator of its own, whose state can be kept', () => {
    const a = net().init(5);
    const x = tf.ones([20, 4]);
    a.forward(x);
    const states = a.randomState();
    expect(Object.keys(states)).toEqual(['1', '3']);
    expect(states['1']).not.toEqual(states['3']);
    const next = a.forward(x).arraySync();
    const b = net().init(5);
    b.loadStateDict(a.stateDict()).loadRandomState(JSON.parse(JSON.stringify(states)));
    expect(b.forward(x).arraySync()).toEqual(next);
    expect(b.forward(x).arraySync()).not.toEqual(next);
  });

  test('train and eval reach every layer', () => {
    const a = net().init(5);
    const x = tf.ones([20, 4]);
    expect(a.training).toBe(true);
    expect(a.forward(x).arraySync()).not.toEqual(a.forward(x).arraySync());
    a.eval();
    expect(a.children().every(([, layer]) => !layer.training)).toBe(true);
    expect(a.forward(x).arraySync()).toEqual(a.forward(x).arraySync());
    expect(
      a
        .train()
        .children()
        .every(([, layer]) => layer.training),
    ).toBe(true);
  });

  test('loadStateDict keeps the variables', () => {
    const [a, b] = [net().init(0), net().init(1)];
    const before = b.parameters();
    b.loadStateDict(a.stateDict());
    expect(b.parameters().every((parameter, i) => parameter === before[i])).toBe(true);
    expect(b.parameters().map((p) => p.arraySync())).toEqual(a.parameters().map((p) => p.arraySync()));
  });

  test('describes itself without parameters', () => {
    expect(leNets.classic().params()).toBe(61706);
    expect(leNets.classic().macs([28, 28, 1], { dataFormat: 'NHWC', via: '' })).toBe(416520);
    expect(tf.memory().numTensors).toBe(0);
  });
});

test('the compiler knows the shapes', () => {
  const net = sequential(input(28, 28, 1), ...classic());
  expectTypeOf(net.outputShape([32, 28, 28, 1])).toEqualTypeOf<readonly [32, 10]>();
  expectTypeOf(new Conv2d(1, 6, { kernelSize: 5 })).toEqualTypeOf<Conv2d<1, 6, 5, 1, 0, 1>>();
  const first = sequential(input(3, 8, 8, { dataFormat: 'NCHW' }), new MaxPool2d([2, 4]));
  expectTypeOf(first.outputShape([1, 3, 8, 8])).toEqualTypeOf<readonly [1, 3, 4, 2]>();
  // @ts-expect-error conv2d expects 3 input channels but the previous layer gives 1, in [28, 28, 1]
  expect(() => sequential(input(28, 28, 1), new Conv2d(3, 6, { kernelSize: 5 }))).toThrow('expects 3 input channels');
  // @ts-expect-error maxPool2d: window 9 is larger than the padded input 8 along the height
  expect(() => sequential(input(8, 8, 1), new MaxPool2d(9))).toThrow('window 9 is larger than the padded input 8');
  // @ts-expect-error 'kernelsize' does not exist, but 'kernelSize' does
  expect(() => new Conv2d(1, 6, { kernelsize: 5 })).toThrow("unknown option 'kernelsize'");
});

describe('a network refuses', () => {
  test('a forward pass before it has parameters', () => {
    const net = sequential(input(4), new Linear(4, 2));
    expect(messageOf(() => net.forward(tf.zeros([1, 4])))).toMatchInlineSnapshot(`
      "linear has no bias yet
        Rule      a layer is a description until it is initialized
        Try       net.init(seed) or net.loadStateDict(state)"
    `);
    expect(messageOf(() => net.parameters())).toMatchInlineSnapshot(`
      "0.weight has no value yet
        Rule      a layer is a description until it is initialized
        Try       net.init(seed) or net.loadStateDict(state)"
    `);
  });
  test('a Dropout without a generator in training', () => {
    const net = sequential(input(4), new Dropout());
    expect(messageOf(() => net.forward(tf.zeros([1, 4])))).toMatchInlineSnapshot(`
      "dropout has no generator yet
        Rule      in training it draws from a generator of its own
        Try       net.init(seed), net.loadRandomState(states), or net.eval()"
    `);
    expect(messageOf(() => net.loadRandomState({}))).toMatchInlineSnapshot(`
      "Generator.fromState: this is not the state of a generator
        Received  undefined
        Rule      { seed: decimal, keys: integers, words: 624 integers below 2^32, position: 0 to 624, nextNormal: number or null }"
    `);
  });
  test('layers that do not fit, with the sentence that the compiler prints', () => {
    const wrong = [new Flatten(), new Linear(401, 120)] as const;
    // @ts-expect-error linear expects 401 input features but the previous layer gives 400 = 5×5×16
    expect(messageOf(() => sequential(input(5, 5, 16), ...wrong))).toMatchInlineSnapshot(`
      "linear expects 401 input features but the previous layer gives 400 = 5×5×16
        Received  layer 2 (linear): input [400]
        Try       inFeatures 400"
    `);
  });
  test('what is no layer', () => {
    expect(
      messageOf(() => (sequential as (...layers: unknown[]) => unknown)(input(4), () => 1)),
    ).toMatchInlineSnapshot(`
      "sequential: entry 0 must be a layer, not function (anonymous)
        Try       input(…) first, then layers of '@featuremap/layers'"
    `);
  });
  test('input of another shape', () => {
    const net = sequential(input(28, 28, 1), new Flatten());
    expect(messageOf(() => net.forward(tf.zeros([1, 28, 28])))).toMatchInlineSnapshot(`
      "input expects [28, 28, 1] but gets [28, 28]
        Received  layer 0 (input)"
    `);
    expect(messageOf(() => net.forward(new Float32Array(3) as never))).toMatchInlineSnapshot(`
      "sequential: x must be a tensor, not Float32Array(3)
        Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
    `);
  });
  test('a state of another network, and changes nothing', () => {
    const net = sequential(input(4), new Linear(4, 2)).init(0);
    const before = net.parameters().map((p) => p.arraySync());
    const load = (state: object) => messageOf(() => net.loadStateDict(state as never));
    expect(load({ '0.weight': tf.zeros([4, 2]) })).toMatchInlineSnapshot(`
      "loadStateDict: the state is not one of this network: 0.bias missing
        Rule      the names are 0.weight, 0.bias"
    `);
    expect(load({ '0.weight': tf.zeros([4, 2]), '0.bias': tf.zeros([3]) })).toMatchInlineSnapshot(`
      "loadStateDict: 0.bias must have the shape [2], not [3]
        Received  3 numbers
        Rule      layout 'featuremap'"
    `);
    expect(load({ '0.weight': 1, '0.bias': 2 })).toMatchInlineSnapshot(
      `"loadStateDict: 0.weight must be a tensor or { shape, data }, not 1"`,
    );
    expect(
      messageOf(() => net.loadStateDict(net.stateDict(), { layout: 'pytorch' as 'torch' })),
    ).toMatchInlineSnapshot(`
      "loadStateDict: layout must be one of 'featuremap', 'torch', not 'pytorch'
        Try       'torch'"
    `);
    expect(net.parameters().map((p) => p.arraySync())).toEqual(before);
  });
});

/** Σ x·w as a scalar whose gradient reaches x. */
function dot(x: tf.Tensor, w: tf.Tensor): tf.Scalar {
  return withGradient({ x }, () => ({
    value: tf.sum(tf.mul(x, w)) as tf.Scalar,
    gradients: (dy) => ({ x: () => tf.mul(dy, w) }),
  }));
}

/** How often each kernel of the CPU backend is called by `act`. */
function countCalls(act: () => void): Record<string, number> {
  const calls: Record<string, number> = {};
  const register = (kernel: tf.KernelConfig) => {
    tf.unregisterKernel(kernel.kernelName, 'cpu');
    tf.registerKernel(kernel);
  };
  const kernels = tf.getKernelsForBackend('cpu');
  for (const kernel of kernels) {
    register({
      ...kernel,
      kernelFunc: (params) => {
        calls[kernel.kernelName] = (calls[kernel.kernelName] ?? 0) + 1;
        return kernel.kernelFunc(params);
      },
    });
  }
  act();
  for (const kernel of kernels) register(kernel);
  return calls;
}
