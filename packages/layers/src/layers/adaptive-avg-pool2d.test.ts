import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { AdaptiveAvgPool2d } from './adaptive-avg-pool2d.ts';

tidyEachTest();

const configurations = {
  'windows that overlap': () => new AdaptiveAvgPool2d([3, 4]),
  'windows of one size': () => new AdaptiveAvgPool2d([5, 2]),
  'larger than the image': () => new AdaptiveAvgPool2d(7),
  'keeps the height': () => new AdaptiveAvgPool2d([null, 1]),
};

describe.each(Object.entries(configurations))('%s', (_name, make) => {
  testLayer({ make, sample: [5, 6, 2] });

  test('the gradient is that of the values', () => {
    // Far apart, so that no maximum changes its place.
    const x = tf.tensor4d(
      Float32Array.from({ length: 60 }, (_, i) => (i * 37) % 61),
      [1, 5, 6, 2],
    );
    expectSlopes((at) => make().forward(at), x, { atol: 2e-2 });
  });
});

test('wrong sizes are refused when it is made', () => {
  expect(messageOf(() => new AdaptiveAvgPool2d(0))).toMatchInlineSnapshot(
    `"adaptiveAvgPool2d: outputSize must be an integer of at least 1, not 0"`,
  );
  expect(messageOf(() => new AdaptiveAvgPool2d([2, Number.NaN]))).toMatchInlineSnapshot(
    `"adaptiveAvgPool2d: outputSize[1] must be an integer of at least 1, not NaN"`,
  );
  expect(messageOf(() => new AdaptiveAvgPool2d(undefined as never))).toMatchInlineSnapshot(
    `"adaptiveAvgPool2d: outputSize must be an integer of at least 1, not undefined"`,
  );
});
