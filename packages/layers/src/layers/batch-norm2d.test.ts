import { expectClose, type GoldenArray, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { forwardImages } from '../../test/in-format.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { Conv2d, input, mseLoss, SGD, sequential } from '../index.ts';
import { BatchNorm2d, type BatchNorm2dOptions } from './batch-norm2d.ts';

type State = Record<string, GoldenArray>;
type Step = Record<'x' | 'y' | 'dy' | 'dx', GoldenArray> &
  Partial<Record<'dweight' | 'dbias', GoldenArray>> & { readonly state: State };
interface Case {
  readonly numFeatures: number;
  readonly options: BatchNorm2dOptions;
  readonly default: State;
  readonly state: State;
  readonly training: readonly Step[];
  readonly use: Step;
}
const { batchNorm2d: cases } = golden<{ batchNorm2d: readonly Case[] }>('normalization');
const tolerance = { atol: 2e-5, rtol: 1e-4 };

tidyEachTest();

function expectState(norm: BatchNorm2d, expected: State): void {
  const state = norm.stateDict({ layout: 'torch' });
  expect(Object.keys(state)).toEqual(Object.keys(expected));
  for (const [name, { shape, data }] of Object.entries(state)) {
    expect(shape).toEqual(expected[name]!.shape);
    expectClose(data, expected[name]!.data, tolerance);
  }
}

describe.each(['NHWC', 'NCHW'] as const)('agrees with PyTorch, %s:', (format) => {
  test.each(cases.map((c) => [`${c.numFeatures} ${JSON.stringify(c.options)}`, c] as const))('%s', (_name, c) => {
    const norm = new BatchNorm2d(c.numFeatures, c.options);
    expectState(norm.init(0), c.default);
    norm.loadStateDict(c.state, { layout: 'torch' });
    for (const step of [...c.training, c.use]) {
      if (step === c.use) norm.eval();
      const x = tensorOf<tf.Tensor4D>(step.x);
      const { y, grads } = withGradients([x, ...norm.parameters()], () => forwardImages(norm, x, format), step.dy);
      expectTensor(y, step.y, tolerance);
      const expected = [step.dx, step.dweight, step.dbias].filter((array) => array !== undefined);
      expect(grads).toHaveLength(expected.length);
      for (const [i, array] of expected.entries()) expectTensor(grads[i]!, array, tolerance);
      expectState(norm, step.state);
    }
  });
});

describe('in training', () => {
  testLayer({ make: () => new BatchNorm2d(2), sample: [3, 4, 2], mixesSamples: true });

  test('the gradients are those of the values', () => {
    const norm = new BatchNorm2d(2).loadStateDict({
      weight: tf.tensor1d([0.5, -2]),
      bias: tf.tensor1d([1, 3]),
      running_mean: tf.zeros([2]),
      running_var: tf.ones([2]),
      num_batches_tracked: tf.scalar(0),
    });
    const x = tf.randomNormal([2, 2, 3, 2], 5, 2, 'float32', 3);
    // The plain sum of what is normalized never changes, so the pixels are weighed.
    const weigh = new Conv2d(2, 1, { kernelSize: [2, 3], bias: false }).loadStateDict({
      weight: tf.randomNormal([2, 3, 2, 1], 0, 1, 'float32', 4),
    });
    expectSlopes((at) => weigh.forward(norm.forward(at)), x, { atol: 5e-3, rtol: 5e-3 });
  });

  test('numbers far from 0 keep their differences', () => {
    const x = tf.tensor4d([1000, 1001, 1002, 1003], [1, 2, 2, 1]);
    const y = new BatchNorm2d(1, { eps: 0 }).init(0).forward(x);
    expectClose(
      y.dataSync(),
      [-1.5, -0.5, 0.5, 1.5].map((d) => d / Math.sqrt(1.25)),
      { atol: 1e-3 },
    );
  });

  test('one value per channel is refused, and changes nothing', () => {
    const norm = new BatchNorm2d(3).init(0);
    expect(messageOf(() => norm.forward(tf.zeros([1, 1, 1, 3])))).toMatchInlineSnapshot(`
      "batchNorm2d needs more than 1 value per channel in training but gets 1
        Received  1 image of 1×1
        Rule      a variance needs at least 2 values
        Try       a larger batch; in use, running statistics"
    `);
    expect(messageOf(() => norm.forward(tf.zeros([0, 2, 2, 3])))).toMatchInlineSnapshot(`
      "batchNorm2d needs more than 1 value per channel in training but gets 0
        Received  0 images of 2×2
        Rule      a variance needs at least 2 values
        Try       a larger batch; in use, running statistics"
    `);
    expect(norm.stateDict().num_batches_tracked!.arraySync()).toBe(0);
    expect(norm.eval().forward(tf.zeros([1, 1, 1, 3])).shape).toEqual([1, 1, 1, 3]);
  });
});

describe('in use', () => {
  testLayer({ make: () => new BatchNorm2d(2, { affine: false }).eval(), sample: [3, 4, 2] });

  test('the running statistics stay as they are', () => {
    const norm = new BatchNorm2d(2).init(0);
    norm.forward(tf.randomNormal([2, 3, 3, 2], 0, 1, 'float32', 1));
    const before = Object.values(norm.stateDict()).map((array) => array.arraySync());
    norm.eval().forward(tf.ones([2, 3, 3, 2]));
    expect(Object.values(norm.stateDict()).map((array) => array.arraySync())).toEqual(before);
  });
});

test('statistics are in the state, but are not learnt', () => {
  const net = sequential(input(4, 4, 1), new Conv2d(1, 3, { kernelSize: 3 }), new BatchNorm2d(3)).init(0);
  expect(net.namedParameters().map(([path]) => path)).toEqual(['0.weight', '0.bias', '1.weight', '1.bias']);
  expect(Object.keys(net.stateDict()).slice(2)).toEqual([
    '1.weight',
    '1.bias',
    '1.running_mean',
    '1.running_var',
    '1.num_batches_tracked',
  ]);
  expect(net.params()).toBe(30 + 6);

  const x = tf.randomNormal<tf.Rank.R4>([4, 4, 4, 1], 0, 1, 'float32', 1);
  const sgd = new SGD(net.parameters(), { lr: 0.5 });
  const statistics = ['1.running_mean', '1.running_var', '1.num_batches_tracked'].map((path) => net.stateDict()[path]!);
  const losses = Array.from({ length: 20 }, () =>
    sgd.minimize(() => mseLoss(net.forward(x), tf.ones([4, 2, 2, 3]))).arraySync(),
  );
  expect(losses[19]).toBeLessThan(losses[0]! / 2);
  expect(statistics[2]!.arraySync()).toBe(20);
  expect(Object.values(net.stateDict()).slice(-3)).toEqual(statistics); // the same variables
});

test('the compiler knows its channels', () => {
  const net = sequential(input(28, 28, 3), new BatchNorm2d(3));
  expectTypeOf(net.outputShape([2, 28, 28, 3])).toEqualTypeOf<readonly [2, 28, 28, 3]>();
  // @ts-expect-error batchNorm2d expects 1 input channel but the previous layer gives 3, in [28, 28, 3]
  expect(messageOf(() => sequential(input(28, 28, 3), new BatchNorm2d(1)))).toMatchInlineSnapshot(`
    "batchNorm2d expects 1 input channel but the previous layer gives 3, in [28, 28, 3]
      Received  layer 1 (batchNorm2d)
      Rule      NHWC: the channels are axis 2 of a sample
      Try       numFeatures 3"
  `);
  // @ts-expect-error batchNorm2d expects [height, width, channels] but the previous layer gives [400]
  expect(messageOf(() => sequential(input(400), new BatchNorm2d(400)))).toMatchInlineSnapshot(`
    "batchNorm2d expects [height, width, channels] but the previous layer gives [400]
      Received  layer 1 (batchNorm2d)
      Rule      an image of one sample has three axes, not 1"
  `);
});

test('wrong options are refused when it is made', () => {
  const make = (options: object) => messageOf(() => new BatchNorm2d(2, options));
  expect(messageOf(() => new BatchNorm2d(0))).toMatchInlineSnapshot(
    `"batchNorm2d: numFeatures must be an integer of at least 1, not 0"`,
  );
  expect(make({ eps: -1 })).toMatchInlineSnapshot(`"batchNorm2d: eps must be a number of at least 0, not -1"`);
  expect(make({ momentum: 1.5 })).toMatchInlineSnapshot(
    `"batchNorm2d: momentum must be a number from 0 to 1, not 1.5"`,
  );
  expect(make({ affine: 1 })).toMatchInlineSnapshot(`"batchNorm2d: affine must be one of true, false, not 1"`);
  expect(make({ trackRunningStats: null })).toMatchInlineSnapshot(
    `"batchNorm2d: trackRunningStats must be one of true, false, not null"`,
  );
  expect(make({ track_running_stats: false })).toMatchInlineSnapshot(`
    "batchNorm2d: unknown option 'track_running_stats'
      Received  { track_running_stats: false }
      Rule      the options are eps, momentum, affine, trackRunningStats
      Try       'trackRunningStats'"
  `);
});
