import { expectClose, type GoldenArray, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf } from '../../test/torch.ts';
import { chain, input, type Sequential, sequential } from '../index.ts';
import { DepthwiseConv2d, type DepthwiseConv2dOptions } from './depthwise-conv2d.ts';

type Options = DepthwiseConv2dOptions<[number, number], [number, number], [number, number], [number, number], number>;
type Case = { channels: number; options: Options; state: Record<string, GoldenArray> } & Record<
  'x' | 'y' | 'dy' | 'dx' | 'dweight',
  GoldenArray
>;
const cases = golden<{ depthwiseConv2d: Case[] }>('convolutions').depthwiseConv2d;

tidyEachTest();

const configurations: Record<string, () => DepthwiseConv2d> = {
  plain: () => new DepthwiseConv2d(2, { kernelSize: 3 }) as unknown as DepthwiseConv2d,
  'stride 2, two filters a channel': () =>
    new DepthwiseConv2d(2, { kernelSize: 2, stride: 2, padding: 1, multiplier: 2 }) as unknown as DepthwiseConv2d,
  'dilation, no bias, tanh': () =>
    new DepthwiseConv2d(2, {
      kernelSize: [2, 3],
      dilation: 2,
      padding: 'same',
      bias: false,
      activation: 'tanh',
    }) as unknown as DepthwiseConv2d,
};

describeBothWays('DepthwiseConv2d', () => {
  describe.each(Object.entries(configurations))('%s', (_name, make) => {
    testLayer({ make, sample: [5, 6, 2] });

    test('the gradient is that of the values', () => {
      const conv = make().init(1);
      const x = tf.randomNormal<tf.Rank.R4>([1, 5, 6, 2], 0, 1, 'float32', 2);
      expectSlopes((at) => conv.forward(at), x, { atol: 5e-3 });
    });
  });

  test.each(cases.map((c) => [`C=${c.channels} ${JSON.stringify(c.options)}`, c] as const))(
    'agrees with PyTorch from the same seed: first weights, values and gradients: %s',
    (_name, { channels, options, state, ...c }) => {
      const conv = new DepthwiseConv2d(channels, options);
      const x = tensorOf(c.x);
      const net = chain(input(...x.shape.slice(1), { dataFormat: 'NCHW' }), conv).init(5) as unknown as Sequential;
      const own = conv.stateDict({ layout: 'torch' });
      expect(Object.keys(own)).toEqual(Object.keys(state));
      for (const [name, { data }] of Object.entries(state)) expectClose(own[name]!.data, data, { atol: 0, rtol: 0 });
      const inputs = [x, ...net.parameters()];
      const { value, grads } = tf.engine().gradients(() => net.forward(x), inputs, tensorOf(c.dy));
      expectTensor(value, c.y);
      expectTensor(grads[0]!, c.dx);
      expectTensor(tf.transpose(grads[1]!, [3, 2, 0, 1]), c.dweight);
    },
  );
});

test('the channels are multiplied in the types', () => {
  const conv = new DepthwiseConv2d(4, { kernelSize: 3, multiplier: 3 });
  const net = sequential(input(7, 9, 4), conv);
  expectTypeOf(net.outputShape([1, 7, 9, 4])).toEqualTypeOf<readonly [1, 5, 7, 12]>();
  // @ts-expect-error five channels and four
  const wrong = () => sequential(input(7, 9, 5), conv);
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "conv2d expects 4 input channels but the previous layer gives 5, in [7, 9, 5]
      Received  layer 1 (conv2d)
      Rule      NHWC: the channels are axis 2 of a sample
      Try       inChannels 5"
  `);
});

test('wrong options are refused when it is made', () => {
  const make = (channels: number, options: object) =>
    messageOf(() => new DepthwiseConv2d(channels, options as { kernelSize: 3 }));
  expect(make(0, { kernelSize: 3 })).toMatchInlineSnapshot(
    `"depthwiseConv2d: channels must be an integer of at least 1, not 0"`,
  );
  expect(make(2, { kernelSize: 3, groups: 2 })).toMatchInlineSnapshot(`
    "depthwiseConv2d: unknown option 'groups'
      Received  { kernelSize: 3, groups: 2 }
      Rule      the options are kernelSize, stride, padding, paddingMode, dilation, multiplier, bias, activation"
  `);
  expect(make(2, { kernelSize: 3, multiplier: 0 })).toMatchInlineSnapshot(
    `"depthwiseConv2d: multiplier must be an integer of at least 1, not 0"`,
  );
  expect(make(2, { kernelSize: 0 })).toMatchInlineSnapshot(
    `"conv2d: kernelSize must be an integer of at least 1, not 0"`,
  );
});
