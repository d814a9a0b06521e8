import { expectClose, type GoldenArray, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { golden } from '../../test/torch.ts';
import { chain, Flatten, input, type Layer, Linear, ReLU, type Sequential, sequential } from '../index.ts';
import { channelsFirst } from '../ops/transpose.ts';
import { Conv1d } from './conv1d.ts';

tidyEachTest();

const configurations: Record<string, () => Layer> = {
  plain: () => new Conv1d(2, 3, { kernelSize: 3 }),
  'stride 2, padded, no bias': () => new Conv1d(2, 4, { kernelSize: 4, stride: 2, padding: [2, 1], bias: false }),
  'dilation, groups, tanh': () => new Conv1d(2, 4, { kernelSize: 2, dilation: 3, groups: 2, activation: 'tanh' }),
  'same, reflect': () => new Conv1d(2, 2, { kernelSize: 3, padding: 'same', paddingMode: 'reflect' }),
};

describeBothWays('Conv1d', () => {
  describe.each(Object.entries(configurations))('%s', (_name, make) => {
    testLayer({ make, sample: [9, 2] });

    test('the gradient is that of the values', () => {
      const conv = make().init(1);
      const x = tf.randomNormal<tf.Rank.R3>([2, 9, 2], 0, 1, 'float32', 2);
      expectSlopes((at) => conv.forward(at), x, { atol: 5e-3 });
    });
  });
});

test('the first weights are those of PyTorch', () => {
  const { conv1d } = golden<{ init: Record<string, Record<string, GoldenArray>> }>('convolutions').init;
  const own = new Conv1d(4, 6, { kernelSize: 3, groups: 2 }).init(5).stateDict({ layout: 'torch' });
  expect(Object.keys(own)).toEqual(Object.keys(conv1d!));
  for (const [name, { data }] of Object.entries(conv1d!)) {
    expectClose(own[name]!.data, data, { atol: 0, rtol: 0 });
  }
});

test('a Linear behind Flatten takes the features in the order of the format', () => {
  const net = (dataFormat: 'NHWC' | 'NCHW') => {
    const sample: readonly number[] = dataFormat === 'NHWC' ? [9, 2] : [2, 9];
    const layers = [new Conv1d(2, 3, { kernelSize: 3 }), new ReLU(), new Flatten(), new Linear(21, 4)];
    return chain(input(...sample, { dataFormat }), ...layers).init(1) as unknown as Sequential;
  };
  const x = tf.randomNormal<tf.Rank.R3>([2, 9, 2], 0, 1, 'float32', 2);
  expectClose(net('NHWC').forward(x).dataSync(), net('NCHW').forward(channelsFirst(x)).dataSync());
});

test('the sizes are in the types', () => {
  const conv = new Conv1d(2, 8, { kernelSize: 5, stride: 2 });
  const last = sequential(input(100, 2), conv, new Flatten(), new Linear(384, 3));
  expectTypeOf(last.outputShape([1, 100, 2])).toEqualTypeOf<readonly [1, 3]>();
  const first = sequential(input(2, 100, { dataFormat: 'NCHW' }), conv);
  expectTypeOf(first.outputShape([1, 2, 100])).toEqualTypeOf<readonly [1, 8, 48]>();
  // @ts-expect-error three channels and two
  const wrong = () => sequential(input(100, 3), conv);
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "conv1d expects 2 input channels but the previous layer gives 3, in [100, 3]
      Received  layer 1 (conv1d)
      Rule      NHWC: the channels are axis 1 of a sample
      Try       inChannels 3"
  `);
});

test('wrong options are refused when it is made', () => {
  const make = (options: object) => messageOf(() => new Conv1d(2, 4, options as { kernelSize: 3 }));
  expect(make({ kernelSize: [3, 3] })).toMatchInlineSnapshot(
    `"conv1d: kernelSize must be an integer of at least 1, not [3, 3]"`,
  );
  expect(make({ kernelSize: 3, groups: 3 })).toMatchInlineSnapshot(
    `"conv1d: groups 3 does not divide both 2 and 4 channels"`,
  );
  expect(make({ kernelSize: 3, paddingMode: 'mirror' })).toMatchInlineSnapshot(
    `"conv1d: paddingMode must be one of 'zeros', 'reflect', 'replicate', 'circular', not 'mirror'"`,
  );
  expect(make({ kernelSize: 3, strides: 2 })).toMatchInlineSnapshot(`
    "conv1d: unknown option 'strides'
      Received  { kernelSize: 3, strides: 2 }
      Rule      the options are kernelSize, stride, padding, paddingMode, dilation, groups, bias, activation
      Try       'stride'"
  `);
});
