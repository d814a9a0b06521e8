import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { forwardImages } from '../../test/in-format.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { Conv2d, input, sequential } from '../index.ts';
import { GroupNorm, type GroupNormOptions } from './group-norm.ts';

interface Case extends Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>, Partial<Record<'dweight' | 'dbias', GoldenArray>> {
  readonly numGroups: number;
  readonly numChannels: number;
  readonly options: GroupNormOptions;
  readonly default: Record<string, GoldenArray>;
  readonly state: Record<string, GoldenArray>;
}
const { groupNorm: cases } = golden<{ groupNorm: readonly Case[] }>('normalization');
const tolerance = { atol: 1e-5, rtol: 1e-5 };

tidyEachTest();

describe.each(['NHWC', 'NCHW'] as const)('agrees with PyTorch, %s:', (format) => {
  test.each(cases.map((c) => [`${c.numGroups} of ${c.numChannels} ${JSON.stringify(c.options)}`, c] as const))(
    '%s',
    (_name, c) => {
      const norm = new GroupNorm(c.numGroups, c.numChannels, c.options).init(0);
      expect(norm.stateDict({ layout: 'torch' })).toEqual(c.default);
      norm.loadStateDict(c.state, { layout: 'torch' });
      const x = tensorOf<tf.Tensor4D>(c.x);
      const { y, grads } = withGradients([x, ...norm.parameters()], () => forwardImages(norm, x, format), c.dy);
      expectTensor(y, c.y, tolerance);
      const expected = [c.dx, c.dweight, c.dbias].filter((array) => array !== undefined);
      expect(grads).toHaveLength(expected.length);
      for (const [i, array] of expected.entries()) expectTensor(grads[i]!, array, tolerance);
    },
  );
});

testLayer({ make: () => new GroupNorm(2, 4), sample: [3, 2, 4] });

test('the gradients are those of the values', () => {
  const norm = new GroupNorm(2, 4).init(0);
  const weigh = new Conv2d(4, 1, { kernelSize: [2, 3] }).init(1); // the plain sum of what is normalized never changes
  const x = tf.randomNormal([2, 2, 3, 4], 1, 2, 'float32', 3);
  expectSlopes((at) => weigh.forward(norm.forward(at)), x, { atol: 2e-3, rtol: 2e-3 });
});

test('in use it does what it does in training', () => {
  const norm = new GroupNorm(1, 2).init(0);
  const x = tf.randomNormal([2, 2, 3, 2], 1, 2, 'float32', 3);
  expect(norm.eval().forward(x).arraySync()).toEqual(norm.train().forward(x).arraySync());
});

test('the compiler knows its channels', () => {
  const net = sequential(input(4, 8, 8, { dataFormat: 'NCHW' }), new GroupNorm(2, 4));
  expectTypeOf(net.outputShape([2, 4, 8, 8])).toEqualTypeOf<readonly [2, 4, 8, 8]>();
  // @ts-expect-error groupNorm expects 6 input channels but the previous layer gives 4, in [8, 8, 4]
  expect(messageOf(() => sequential(input(8, 8, 4), new GroupNorm(2, 6)))).toMatchInlineSnapshot(`
    "groupNorm expects 6 input channels but the previous layer gives 4, in [8, 8, 4]
      Received  layer 1 (groupNorm)
      Rule      NHWC: the channels are axis 2 of a sample
      Try       numChannels 4"
  `);
});

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new GroupNorm(3, 4))).toMatchInlineSnapshot(
    `"groupNorm: numGroups 3 does not divide 4 channels"`,
  );
  expect(messageOf(() => new GroupNorm(0, 4))).toMatchInlineSnapshot(
    `"groupNorm: numGroups must be an integer of at least 1, not 0"`,
  );
  expect(messageOf(() => new GroupNorm(1, 2.5))).toMatchInlineSnapshot(
    `"groupNorm: numChannels must be an integer of at least 1, not 2.5"`,
  );
  expect(messageOf(() => new GroupNorm(1, 2, { eps: '0' } as object))).toMatchInlineSnapshot(
    `"groupNorm: eps must be a number of at least 0, not '0'"`,
  );
  expect(messageOf(() => new GroupNorm(1, 2, { affine: null } as object))).toMatchInlineSnapshot(
    `"groupNorm: affine must be one of true, false, not null"`,
  );
  expect(messageOf(() => new GroupNorm(1, 2, { elementwiseAffine: true } as object))).toMatchInlineSnapshot(`
    "groupNorm: unknown option 'elementwiseAffine'
      Received  { elementwiseAffine: true }
      Rule      the options are eps, affine"
  `);
});
