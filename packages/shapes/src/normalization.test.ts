import { FeaturemapError } from '@featuremap/errors';
import { expect, test } from 'vitest';
import { conv2d, elementwise, flatten, input, linear, sequential, summary } from './index.ts';
import * as api from './normalization.ts';

const { batchNorm2d, groupNorm, layerNorm } = api;

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "batchNorm2d",
      "groupNorm",
      "layerNorm",
    ]
  `);
});

test('shapes stay, parameters and multiply-adds are counted', () => {
  const net = sequential(
    input(8, 8, 3),
    conv2d(3, 4, { kernelSize: 3, bias: false }),
    batchNorm2d(4),
    groupNorm(2, 4, { affine: false }),
    layerNorm([6, 6, 4]),
    layerNorm(4, { elementwiseAffine: false }),
  );
  expect(summary(net).rows.map(({ shape, params, macs }) => [shape, params, macs])).toEqual([
    [[8, 8, 3], 0, 0],
    [[6, 6, 4], 108, 3888],
    [[6, 6, 4], 8, 144],
    [[6, 6, 4], 0, 144],
    [[6, 6, 4], 288, 144],
    [[6, 6, 4], 0, 144],
  ]);
});

test('where features came from is known behind a layer normalization', () => {
  const layers = [flatten(), layerNorm(24), elementwise('relu'), linear(20, 2)] as const;
  expect(summary(layers, [2, 3, 4]).error).toBe(
    'linear expects 20 input features but the previous layer gives 24 = 2×3×4',
  );
});

/** Every message, with what brings it about. */
const refused = {
  'no feature': () => batchNorm2d(0),
  'an unknown option': () => batchNorm2d(2, { eps: 1 } as object),
  'an option that is not true or false': () => groupNorm(1, 2, { affine: 1 } as object),
  'groups that do not divide': () => groupNorm(3, 4),
  'half a group': () => groupNorm(0.5, 4),
  'other channels': () => groupNorm(1, 4).infer([3, 2, 2], { dataFormat: 'NCHW', via: '' }),
  'what is no image': () => batchNorm2d(4).infer([4], { dataFormat: 'NHWC', via: '' }),
  'no sizes': () => layerNorm([]),
  'a fraction': () => layerNorm([2, 2.5]),
  'a size as text': () => layerNorm('4' as never),
  'another shape': () => layerNorm([2, 4]).infer([2, 3, 4], { dataFormat: 'NHWC', via: '' }),
  'a shape too short': () => layerNorm([2, 4]).infer([4], { dataFormat: 'NHWC', via: '' }),
};

test('what does not fit is refused', () => {
  const messages = Object.entries(refused).map(([name, act]) => {
    try {
      act();
    } catch (error) {
      if (FeaturemapError.is(error)) return `${name}\n${error.message}`;
    }
    throw new Error(`${name} was not refused`);
  });
  expect(messages.join('\n\n')).toMatchInlineSnapshot(`
    "no feature
    batchNorm2d: numFeatures must be an integer of at least 1, not 0

    an unknown option
    batchNorm2d: unknown option 'eps'
      Received  { eps: 1 }
      Rule      the options are affine

    an option that is not true or false
    groupNorm: affine must be one of true, false, not 1

    groups that do not divide
    groupNorm: numGroups 3 does not divide 4 channels

    half a group
    groupNorm: numGroups must be an integer of at least 1, not 0.5

    other channels
    groupNorm expects 4 input channels but the previous layer gives 3, in [3, 2, 2]
      Rule      NCHW: the channels are axis 0 of a sample
      Try       numChannels 3

    what is no image
    batchNorm2d expects [height, width, channels] but the previous layer gives [4]
      Rule      an image of one sample has three axes, not 1

    no sizes
    layerNorm: normalizedShape must have at least one size, not []

    a fraction
    layerNorm: normalizedShape must be an integer of at least 1, not 2.5

    a size as text
    layerNorm: normalizedShape must be an integer of at least 1, not '4'

    another shape
    layerNorm expects a shape that ends in [2, 4] but the previous layer gives [2, 3, 4]
      Rule      normalizedShape is the sizes of the last axes, in the data format of the network
      Try       normalizedShape [3, 4]

    a shape too short
    layerNorm expects a shape that ends in [2, 4] but the previous layer gives [4]
      Rule      normalizedShape is the sizes of the last axes, in the data format of the network
      Try       normalizedShape [4]"
  `);
});
