import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, expectTypeOf, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { input, Linear, sequential } from '../index.ts';
import { GlobalAvgPool2d } from './global-avg-pool2d.ts';

tidyEachTest();

testLayer({ make: () => new GlobalAvgPool2d(), sample: [4, 3, 5] });

test('the gradient is that of the values', () => {
  // Far apart, so that no maximum changes its place.
  const x = tf.tensor4d(
    Float32Array.from({ length: 24 }, (_, i) => (i * 7) % 25),
    [1, 3, 4, 2],
  );
  expectSlopes((at) => new GlobalAvgPool2d().forward(at), x, { atol: 1e-2 });
});

test('a linear layer behind it takes the channels, in both formats', () => {
  const last = sequential(input(7, 6, 8), new GlobalAvgPool2d(), new Linear(8, 2));
  expectTypeOf(last.outputShape([3, 7, 6, 8])).toEqualTypeOf<readonly [3, 2]>();
  const first = sequential(input(8, 7, 6, { dataFormat: 'NCHW' }), new GlobalAvgPool2d(), new Linear(8, 2));
  expectTypeOf(first.outputShape([3, 8, 7, 6])).toEqualTypeOf<readonly [3, 2]>();
  // @ts-expect-error the pooling gives 8 channels
  const wrong = () => sequential(input(7, 6, 8), new GlobalAvgPool2d(), new Linear(6, 2));
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "linear expects 6 input features but the previous layer gives 8
      Received  layer 2 (linear): input [8]
      Try       inFeatures 8"
  `);
});
