import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { MaxPool2d } from './max-pool2d.ts';

tidyEachTest();

const configurations = {
  plain: () => new MaxPool2d(2),
  'overlapping, padded': () => new MaxPool2d([3, 2], { stride: [1, 2], padding: [1, 0], ceilMode: true }),
  'dilation: 2': () => new MaxPool2d(2, { padding: 1, dilation: 2 }),
  same: () => new MaxPool2d(3, { padding: 'same', stride: 2 }),
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
  expect(messageOf(() => new MaxPool2d(2, { strides: 2 } as object))).toMatchInlineSnapshot(`
    "maxPool2d: unknown option 'strides'
      Received  { strides: 2 }
      Rule      the options are stride, padding, dilation, ceilMode
      Try       'stride'"
  `);
  expect(messageOf(() => new MaxPool2d(2, { padding: 2 }))).toMatchInlineSnapshot(`
    "maxPool2d: padding 2 is more than half of the kernel 2 along the height
      Rule      padding <= floor(kernelSize / 2), so that no window lies wholly in the padding
      Try       padding: 1, or a kernelSize of at least 4"
  `);
  expect(messageOf(() => new MaxPool2d(Number.NaN))).toMatchInlineSnapshot(
    `"maxPool2d: kernelSize must be an integer of at least 1, not NaN"`,
  );
});
