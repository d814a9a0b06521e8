import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { AvgPool2d } from './avg-pool2d.ts';

tidyEachTest();

const configurations = {
  plain: () => new AvgPool2d(2),
  'overlapping, padded': () => new AvgPool2d([3, 2], { stride: [1, 2], padding: [1, 0], ceilMode: true }),
  'countIncludePad: false': () => new AvgPool2d(2, { padding: 1, countIncludePad: false }),
  same: () => new AvgPool2d(3, { padding: 'same', stride: 2 }),
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

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new AvgPool2d(2, { strides: 2 } as object))).toMatchInlineSnapshot(`
    "avgPool2d: unknown option 'strides'
      Received  { strides: 2 }
      Rule      the options are stride, padding, ceilMode, countIncludePad
      Try       'stride'"
  `);
  expect(messageOf(() => new AvgPool2d(2, { padding: 2 }))).toMatchInlineSnapshot(`
    "avgPool2d: padding 2 is more than half of the kernel 2 along the height
      Rule      padding <= floor(kernelSize / 2), so that no window lies wholly in the padding
      Try       padding: 1, or a kernelSize of at least 4"
  `);
  expect(messageOf(() => new AvgPool2d(Number.NaN))).toMatchInlineSnapshot(
    `"avgPool2d: kernelSize must be an integer of at least 1, not NaN"`,
  );
});
