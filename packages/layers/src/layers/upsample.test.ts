import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { Conv2d, Flatten, input, type Layer, Linear, sequential } from '../index.ts';
import { Upsample } from './upsample.ts';

tidyEachTest();

const configurations: Record<string, () => Layer> = {
  nearest: () => new Upsample({ scaleFactor: 2 }),
  'nearest, to a size': () => new Upsample({ size: [7, 4] }),
  bilinear: () => new Upsample({ scaleFactor: [1.5, 2], mode: 'bilinear' }),
  'bilinear, aligned corners': () => new Upsample({ size: [3, 11], mode: 'bilinear', alignCorners: true }),
};

describe.each(Object.entries(configurations))('%s', (_name, make) => {
  testLayer({ make, sample: [5, 6, 2] });

  test('the gradient is that of the values', () => {
    const x = tf.randomNormal<tf.Rank.R4>([1, 5, 6, 2], 0, 1, 'float32', 2);
    expectSlopes((at) => make().forward(at), x, { atol: 5e-3 });
  });
});

test('the sizes are in the types', () => {
  const net = sequential(
    input(7, 6, 3),
    new Upsample({ scaleFactor: [2, 3] }),
    new Conv2d(3, 2, { kernelSize: 3 }),
    new Upsample({ size: 5, mode: 'bilinear' }),
    new Flatten(),
    new Linear(50, 4),
  );
  expectTypeOf(net.outputShape([1, 7, 6, 3])).toEqualTypeOf<readonly [1, 4]>();
  // @ts-expect-error twelve rows are no vector of 12 features
  const wrong = () => sequential(input(6, 6, 3), new Upsample({ scaleFactor: 2 }), new Linear(12, 1));
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "linear expects 12 input features but the previous layer gives 3
      Received  layer 2 (linear): input [12, 12, 3]
      Try       inFeatures 3"
  `);
});

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new Upsample({}))).toMatchInlineSnapshot(
    `"upsample: one of size and scaleFactor must be given, not {}"`,
  );
  expect(messageOf(() => new Upsample({ scaleFactor: -1 }))).toMatchInlineSnapshot(
    `"upsample: scaleFactor must be a number above 0, not -1"`,
  );
  expect(messageOf(() => new Upsample({ size: [2, 2.5] }))).toMatchInlineSnapshot(
    `"upsample: size[1] must be an integer of at least 1, not 2.5"`,
  );
  expect(messageOf(() => new Upsample({ size: 2, mode: 'linear' as never }))).toMatchInlineSnapshot(`
    "upsample: mode must be one of 'nearest', 'bilinear', not 'linear'
      Try       'bilinear'"
  `);
  expect(messageOf(() => new Upsample({ size: 2, align: true } as object))).toMatchInlineSnapshot(`
    "upsample: unknown option 'align'
      Received  { size: 2, align: true }
      Rule      the options are size, scaleFactor, mode, alignCorners"
  `);
});
