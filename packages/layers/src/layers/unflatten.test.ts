import { expectClose, type GoldenArray, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, expectTypeOf, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf } from '../../test/torch.ts';
import {
  Conv2d,
  chain,
  Flatten,
  input,
  LayerNorm,
  Linear,
  ReLU,
  Residual,
  type Sequential,
  sequential,
  Tanh,
} from '../index.ts';
import { unflatten } from '../ops/unflatten.ts';
import { Unflatten } from './unflatten.ts';

type BlockCase = { state: Record<string, GoldenArray> } & Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>;

tidyEachTest();

testLayer({ make: () => new Unflatten([2, 3, 4]), sample: [24] });
testLayer({ make: () => new Unflatten([5]), sample: [5] });

test('it undoes Flatten, in both formats', () => {
  const x = tf.randomNormal<tf.Rank.R4>([2, 3, 4, 2], 0, 1, 'float32', 1);
  const last = sequential(input(3, 4, 2), new Flatten(), new ReLU(), new Unflatten([3, 4, 2]));
  const first = sequential(input(3, 4, 2, { dataFormat: 'NCHW' }), new Flatten(), new ReLU(), new Unflatten([3, 4, 2]));
  expect(last.forward(x).arraySync()).toEqual(tf.relu(x).arraySync());
  expect(first.forward(x).arraySync()).toEqual(tf.relu(x).arraySync());
  expect(unflatten(tf.reshape(x, [2, 24]), [3, 4, 2]).arraySync()).toEqual(x.arraySync());
});

test('behind a Linear it agrees with PyTorch: first weights, values and gradients', () => {
  const { state, ...c } = golden<{ unflatten: BlockCase }>('shaping').unflatten;
  const net = sequential(
    input(5),
    new Linear(5, 24),
    new Tanh(),
    new LayerNorm(24),
    new Unflatten([2, 3, 4]),
    new Conv2d(4, 3, { kernelSize: 2 }),
  ).init(5);
  const own = net.stateDict({ layout: 'torch' });
  for (const path of ['0.weight', '0.bias', '4.weight', '4.bias']) {
    expectClose(own[path]!.data, state[path]!.data, { atol: 0, rtol: 0 });
  }
  net.loadStateDict(state, { layout: 'torch' }); // with other weights for LayerNorm than 1 and 0
  const x = tensorOf(c.x);
  const dy = tf.transpose(tensorOf(c.dy), [0, 2, 3, 1]);
  const { value, grads } = tf.engine().gradients(() => net.forward(x), [x], dy);
  expectTensor(tf.transpose(value, [0, 3, 1, 2]), c.y);
  expectTensor(grads[0]!, c.dx);
});

test('the weights are laid out through nested layers, so that both formats agree', () => {
  const net = (dataFormat: 'NHWC' | 'NCHW', image: [number, number, number]) =>
    chain(
      input(5, { dataFormat }),
      chain(new Linear(5, 24), new Residual(new ReLU())),
      chain(new Tanh(), new Unflatten(image)),
    ).init(3) as unknown as Sequential;
  const [last, first] = [net('NHWC', [2, 3, 4]), net('NCHW', [4, 2, 3])];
  const x = tf.randomNormal([2, 5], 0, 1, 'float32', 1);
  expectClose(tf.transpose(last.forward(x), [0, 3, 1, 2]).dataSync(), first.forward(x).dataSync());
});

test('the sizes are in the types', () => {
  const net = sequential(input(10), new Linear(10, 24), new Unflatten([2, 3, 4]));
  expectTypeOf(net.outputShape([8, 10])).toEqualTypeOf<readonly [8, 2, 3, 4]>();
  // @ts-expect-error 25 features
  const wrong = () => sequential(input(10), new Linear(10, 25), new Unflatten([2, 3, 4]));
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "unflatten expects 24 features = 2×3×4 but the previous layer gives 25
      Received  layer 2 (unflatten)"
  `);
});

test('wrong sizes are refused', () => {
  expect(messageOf(() => new Unflatten([2, 0]))).toMatchInlineSnapshot(
    `"unflatten: shape[1] must be an integer of at least 1, not 0"`,
  );
  expect(messageOf(() => new Unflatten([]))).toMatchInlineSnapshot(
    `"unflatten: shape must be a list of sizes, not []"`,
  );
  expect(messageOf(() => unflatten(tf.zeros([2, 5]), [2, 3]))).toMatchInlineSnapshot(
    `"unflatten expects 6 features = 2×3 but the previous layer gives 5"`,
  );
  expect(messageOf(() => unflatten(tf.scalar(1), [1]))).toMatchInlineSnapshot(
    `"unflatten expects a batch, [N, features], but gets a scalar"`,
  );
});
