import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { Conv2d, type Conv2dOptions } from './conv2d.ts';

tidyEachTest();

type Options = Conv2dOptions<[number, number], number, number | 'same', number>;
const configurations: Options[] = [
  { kernelSize: [3, 2] },
  { kernelSize: [2, 3], stride: 2, padding: 1, bias: false },
  { kernelSize: [2, 2], dilation: 2, groups: 2, activation: 'tanh' },
  { kernelSize: [3, 3], padding: 'same', stride: 2, activation: 'sigmoid' },
];

describeBothWays('Conv2d', () => {
  describe.each(configurations.map((options) => [JSON.stringify(options), options] as const))(
    '%s',
    (_name, options) => {
      const make = () => new Conv2d(2, 4, options);
      testLayer({ make, sample: [5, 6, 2] });

      test('the gradients are those of the values', () => {
        const conv = make().init(1);
        const x = tf.randomNormal<tf.Rank.R4>([1, 5, 6, 2], 0, 1, 'float32', 2);
        expectSlopes((at) => conv.forward(at), x, { atol: 5e-3 });
      });
    },
  );
});

test('a filter can be written by its name', () => {
  const conv = new Conv2d(1, 1, { kernelSize: 3 }).init(0);
  const sobel = [1, 0, -1, 2, 0, -2, 1, 0, -1];
  conv.loadStateDict({ weight: { shape: [1, 1, 3, 3], data: sobel }, bias: tf.zeros([1]) }, { layout: 'torch' });
  const column = tf.reshape(tf.tensor2d(Array.from({ length: 5 }, () => [0, 0, 1, 0, 0])), [1, 5, 5, 1]);
  expect([...conv.forward(column).dataSync()]).toEqual([-4, 0, 4, -4, 0, 4, -4, 0, 4]);
});

test('wrong options are refused when it is made', () => {
  const make = (options: object) => messageOf(() => new Conv2d(2, 4, options as Options));
  expect(make({})).toMatchInlineSnapshot(`"conv2d: kernelSize must be an integer of at least 1, not undefined"`);
  expect(messageOf(() => new (Conv2d as unknown as new (i: number, o: number) => Conv2d)(2, 4))).toMatchInlineSnapshot(`
    "conv2d: options must be an object, not undefined
      Rule      the options are kernelSize, stride, padding, paddingMode, dilation, groups, bias, activation"
  `);
  expect(make({ kernelSize: 3, kernel: 3 })).toMatchInlineSnapshot(`
    "conv2d: unknown option 'kernel'
      Received  { kernelSize: 3, kernel: 3 }
      Rule      the options are kernelSize, stride, padding, paddingMode, dilation, groups, bias, activation"
  `);
  expect(make({ kernelSize: 3, activation: 'softplus' })).toMatchInlineSnapshot(
    `"conv2d: activation must be one of 'linear', 'relu', 'sigmoid', 'tanh', 'elu', 'gelu', 'hardswish', 'leakyRelu', 'silu', not 'softplus'"`,
  );
  expect(make({ kernelSize: 3, groups: 3 })).toMatchInlineSnapshot(
    `"conv2d: groups 3 does not divide both 2 and 4 channels"`,
  );
  expect(make({ kernelSize: 3, padding: -1 })).toMatchInlineSnapshot(
    `"conv2d: padding must be an integer of at least 0, not -1"`,
  );
  expect(messageOf(() => new Conv2d(0, 4, { kernelSize: 3 }))).toMatchInlineSnapshot(
    `"conv2d: inChannels must be an integer of at least 1, not 0"`,
  );
});
