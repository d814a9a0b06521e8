import { expectClose, type GoldenArray, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { golden } from '../../test/torch.ts';
import { input, type Layer, sequential } from '../index.ts';
import { ConvTranspose2d } from './conv-transpose2d.ts';

tidyEachTest();

const configurations: Record<string, () => Layer> = {
  plain: () => new ConvTranspose2d(2, 3, { kernelSize: [3, 2] }),
  'stride 2, padded': () => new ConvTranspose2d(2, 4, { kernelSize: 3, stride: 2, padding: 1, outputPadding: 1 }),
  'groups, dilation, no bias': () =>
    new ConvTranspose2d(2, 4, { kernelSize: 2, dilation: 3, outputPadding: 2, groups: 2, bias: false }),
  'depthwise, a padding for each side': () =>
    new ConvTranspose2d(2, 2, {
      kernelSize: 3,
      stride: [2, 1],
      padding: [
        [0, 1],
        [2, 0],
      ],
      groups: 2,
    }),
};

describeBothWays('ConvTranspose2d', () => {
  describe.each(Object.entries(configurations))('%s', (_name, make) => {
    testLayer({ make, sample: [4, 5, 2] });

    test('the gradient is that of the values', () => {
      const layer = make().init(1);
      const x = tf.randomNormal<tf.Rank.R4>([1, 4, 5, 2], 0, 1, 'float32', 2);
      expectSlopes((at) => layer.forward(at), x, { atol: 5e-3 });
    });
  });
});

test('the first weights are those of PyTorch', () => {
  const { convTranspose2d } = golden<{ init: Record<string, Record<string, GoldenArray>> }>('convolutions').init;
  const layer = new ConvTranspose2d(4, 6, { kernelSize: [3, 2], groups: 2 }).init(5);
  const own = layer.stateDict({ layout: 'torch' });
  expect(Object.keys(own)).toEqual(Object.keys(convTranspose2d!));
  for (const [name, { data }] of Object.entries(convTranspose2d!)) {
    expectClose(own[name]!.data, data, { atol: 0, rtol: 0 });
  }
});

test('the sizes are in the types', () => {
  const up = new ConvTranspose2d(8, 4, { kernelSize: 4, stride: 2, padding: 1 });
  const net = sequential(input(7, 9, 8), up);
  expectTypeOf(net.outputShape([1, 7, 9, 8])).toEqualTypeOf<readonly [1, 14, 18, 4]>();
  // @ts-expect-error six channels and eight
  const wrong = () => sequential(input(7, 9, 6), up);
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "convTranspose2d expects 8 input channels but the previous layer gives 6, in [7, 9, 6]
      Received  layer 1 (convTranspose2d)
      Rule      NHWC: the channels are axis 2 of a sample
      Try       inChannels 6"
  `);
});

test('wrong options are refused when it is made', () => {
  const make = (options: object) => messageOf(() => new ConvTranspose2d(2, 4, options as { kernelSize: 3 }));
  expect(make({})).toMatchInlineSnapshot(
    `"convTranspose2d: kernelSize must be an integer of at least 1, not undefined"`,
  );
  expect(make({ kernelSize: 3, outputPadding: 1 })).toMatchInlineSnapshot(
    `"convTranspose2d: outputPadding 1 must be less than the stride or the dilation, 1, along the height"`,
  );
  expect(make({ kernelSize: 3, groups: 3 })).toMatchInlineSnapshot(
    `"convTranspose2d: groups 3 does not divide both 2 and 4 channels"`,
  );
  expect(make({ kernelSize: 3, paddingMode: 'zeros' })).toMatchInlineSnapshot(`
    "convTranspose2d: unknown option 'paddingMode'
      Received  { kernelSize: 3, paddingMode: 'zeros' }
      Rule      the options are kernelSize, stride, padding, outputPadding, dilation, groups, bias"
  `);
});
