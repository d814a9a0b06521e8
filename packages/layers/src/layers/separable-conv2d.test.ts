import { summary } from '@featuremap/shapes';
import { expectClose, type GoldenArray, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf } from '../../test/torch.ts';
import { chain, input, type Layer, sequential } from '../index.ts';
import { SeparableConv2d } from './separable-conv2d.ts';

type BlockCase = { state: Record<string, GoldenArray> } & Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>;

tidyEachTest();

const configurations: Record<string, () => Layer> = {
  plain: () => new SeparableConv2d(2, 3, { kernelSize: 3 }),
  'stride 2, two filters a channel, no bias': () =>
    new SeparableConv2d(2, 4, { kernelSize: 3, stride: 2, padding: 1, multiplier: 2, bias: false }),
  sigmoid: () => new SeparableConv2d(2, 2, { kernelSize: [1, 3], activation: 'sigmoid' }),
};

describeBothWays('SeparableConv2d', () => {
  describe.each(Object.entries(configurations))('%s', (_name, make) => {
    testLayer({ make, sample: [5, 6, 2] });

    test('the gradient is that of the values', () => {
      const conv = make().init(1);
      const x = tf.randomNormal<tf.Rank.R4>([1, 5, 6, 2], 0, 1, 'float32', 2);
      expectSlopes((at) => conv.forward(at), x, { atol: 5e-3 });
    });
  });

  test('agrees with PyTorch from the same seed: state, values and gradients', () => {
    const { state, ...c } = golden<{ separableConv2d: BlockCase }>('convolutions').separableConv2d;
    const conv = new SeparableConv2d(3, 4, { kernelSize: 3, stride: 2, padding: 1, multiplier: 2 });
    const net = chain(input(3, 6, 5, { dataFormat: 'NCHW' }), conv).init(5);
    const own = conv.stateDict({ layout: 'torch' });
    expect(Object.keys(own)).toEqual(Object.keys(state));
    for (const [path, { data }] of Object.entries(state)) expectClose(own[path]!.data, data, { atol: 0, rtol: 0 });
    const x = tensorOf(c.x);
    const { value, grads } = tf.engine().gradients(() => net.forward(x), [x], tensorOf(c.dy));
    expectTensor(value, c.y);
    expectTensor(grads[0]!, c.dx);
  });
});

test('the summary shows both convolutions', () => {
  const conv = new SeparableConv2d(16, 32, { kernelSize: 3, padding: 1 });
  const { rows } = summary(sequential(input(8, 8, 16), conv));
  expect(rows.map(({ path, name, params, macs }) => `${path} ${name} ${params} ${macs}`)).toEqual([
    '0 input 0 0',
    '1 separableConv2d 688 41984',
    '1.0 conv2d 144 9216',
    '1.1 conv2d 544 32768',
  ]);
});

test('the sizes are in the types', () => {
  const conv = new SeparableConv2d(4, 6, { kernelSize: 3, multiplier: 2 });
  const net = sequential(input(7, 9, 4), conv);
  expectTypeOf(net.outputShape([1, 7, 9, 4])).toEqualTypeOf<readonly [1, 5, 7, 6]>();
  // @ts-expect-error five channels and four
  const wrong = () => sequential(input(7, 9, 5), conv);
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "conv2d expects 4 input channels but the previous layer gives 5, in [7, 9, 5] (layer 0 of a nested sequential)
      Received  layer 1 (separableConv2d): layer 0 (conv2d)
      Rule      NHWC: the channels are axis 2 of a sample
      Try       inChannels 5"
  `);
});

test('wrong options are refused when it is made', () => {
  const make = (options: object, outChannels = 4) =>
    messageOf(() => new SeparableConv2d(2, outChannels, options as { kernelSize: 3 }));
  expect(make({ kernelSize: 3 }, 1.5)).toMatchInlineSnapshot(
    `"separableConv2d: outChannels must be an integer of at least 1, not 1.5"`,
  );
  expect(make({ kernelSize: 3, groups: 2 })).toMatchInlineSnapshot(`
    "separableConv2d: unknown option 'groups'
      Received  { kernelSize: 3, groups: 2 }
      Rule      the options are kernelSize, stride, padding, paddingMode, dilation, multiplier, bias, activation"
  `);
  expect(make({ kernelSize: 3, multiplier: -1 })).toMatchInlineSnapshot(
    `"depthwiseConv2d: multiplier must be an integer of at least 1, not -1"`,
  );
  expect(make({ kernelSize: 3, activation: 'softmax' })).toMatchInlineSnapshot(
    `"conv2d: activation must be one of 'linear', 'relu', 'sigmoid', 'tanh', 'elu', 'gelu', 'hardswish', 'leakyRelu', 'silu', not 'softmax'"`,
  );
});
