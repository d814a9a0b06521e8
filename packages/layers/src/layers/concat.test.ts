import { expectClose, type GoldenArray, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf } from '../../test/torch.ts';
import { AvgPool2d, Conv2d, chain, Flatten, Identity, input, Linear, ReLU, sequential, Tanh } from '../index.ts';
import { Concat } from './concat.ts';
import { GlobalAvgPool2d } from './global-avg-pool2d.ts';
import { GlobalMaxPool2d } from './global-max-pool2d.ts';

type BlockCase = { state: Record<string, GoldenArray> } & Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>;

tidyEachTest();

const inception = () =>
  new Concat(
    new Conv2d(2, 3, { kernelSize: 1 }),
    chain(new Conv2d(2, 2, { kernelSize: 1 }), new Tanh(), new Conv2d(2, 4, { kernelSize: 3, padding: 1 })),
    new AvgPool2d(3, { stride: 1, padding: 1 }),
  );

describeBothWays('Concat', () => {
  describe.each([
    ['of images', inception],
    ['of features', () => new Concat(new GlobalAvgPool2d(), chain(new GlobalMaxPool2d(), new Linear(2, 3)))],
    ['of one branch', () => new Concat(new Identity())],
  ] as const)('%s', (_name, make) => {
    testLayer({ make: () => make() as Concat, sample: [5, 6, 2] });

    test('the gradient is that of the values', () => {
      const block = (make() as Concat).init(1);
      const x = tf.tensor4d(
        Float32Array.from({ length: 60 }, (_, i) => ((i * 37) % 61) / 20),
        [1, 5, 6, 2],
      );
      expectSlopes((at) => block.forward(at), x, { atol: 5e-3 });
    });
  });

  test('agrees with PyTorch from the same seed: state, values and gradients', () => {
    const { state, ...c } = golden<{ concat: BlockCase }>('shaping').concat;
    const block = inception();
    const net = chain(input(2, 6, 5, { dataFormat: 'NCHW' }), block).init(5);
    const own = block.stateDict({ layout: 'torch' });
    expect(Object.keys(own)).toEqual(Object.keys(state));
    for (const [path, { data }] of Object.entries(state)) expectClose(own[path]!.data, data, { atol: 0, rtol: 0 });
    const x = tensorOf(c.x);
    const { value, grads } = tf.engine().gradients(() => net.forward(x), [x], tensorOf(c.dy));
    expectTensor(value, c.y);
    expectTensor(grads[0]!, c.dx);
  });
});

test('the channels add up in the types, in both formats', () => {
  const last = sequential(input(6, 6, 2), inception(), new Flatten(), new Linear(324, 5));
  expectTypeOf(last.outputShape([1, 6, 6, 2])).toEqualTypeOf<readonly [1, 5]>();
  const first = sequential(input(2, 6, 6, { dataFormat: 'NCHW' }), inception());
  expectTypeOf(first.outputShape([1, 2, 6, 6])).toEqualTypeOf<readonly [1, 9, 6, 6]>();
  const block = new Concat(new ReLU(), new AvgPool2d(2));
  // @ts-expect-error six rows and three
  const wrong = () => sequential(input(6, 6, 2), block);
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "concat: branch 0 gives [6, 6, 2] but branch 1 [3, 3, 2]
      Received  layer 1 (concat): input [6, 6, 2]
      Rule      all sizes but the channels must be equal"
  `);
});

test('what is no layer is refused', () => {
  expect(messageOf(() => new Concat())).toMatchInlineSnapshot(`"concat: at least one branch is needed"`);
  expect(messageOf(() => new Concat(new Tanh(), null as never))).toMatchInlineSnapshot(`
    "concat: branch 1 must be a layer, not null
      Try       chain(…) for several layers one behind the other"
  `);
});

test('features in the order of an image are not put beside those of a linear layer', () => {
  const block = new Concat(new Flatten(), chain(new Flatten(), new Linear(12, 3)));
  const net = sequential(input(2, 2, 3), block, new Linear(15, 2));
  expect(messageOf(() => net.init(0))).toMatchInlineSnapshot(`
    "concat: its branches give features in different orders
      Rule      with channels last, an image is flattened in the order H, W, C; PyTorch has C, H, W, also in weights
      Try       a Flatten behind the concat, a Linear at the end of each branch, or channels first"
  `);
});

test('neither are two images that are flattened', () => {
  const net = sequential(input(2, 2, 3), new Concat(new Flatten(), new Flatten()), new Linear(24, 2));
  expect(messageOf(() => net.init(0))).toMatchInlineSnapshot(`
    "concat: its branches give features in different orders
      Rule      with channels last, an image is flattened in the order H, W, C; PyTorch has C, H, W, also in weights
      Try       a Flatten behind the concat, a Linear at the end of each branch, or channels first"
  `);
});
