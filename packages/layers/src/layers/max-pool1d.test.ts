import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { Conv1d, input, type Layer, sequential } from '../index.ts';
import { MaxPool1d } from './max-pool1d.ts';

tidyEachTest();

const configurations: Record<string, () => Layer> = {
  plain: () => new MaxPool1d(2),
  'overlapping, padded': () => new MaxPool1d(3, { stride: 2, padding: 1, ceilMode: true }),
  dilated: () => new MaxPool1d(2, { dilation: 3, stride: 1 }),
};

describe.each(Object.entries(configurations))('%s', (_name, make) => {
  testLayer({ make, sample: [9, 2] });

  test('the gradient is that of the values', () => {
    // Far apart, so that no maximum changes its place.
    const x = tf.tensor3d(
      Float32Array.from({ length: 18 }, (_, i) => (i * 7) % 19),
      [1, 9, 2],
    );
    expectSlopes((at) => make().forward(at), x, { atol: 2e-2 });
  });
});

test('the sizes are in the types, in both formats', () => {
  const last = sequential(input(100, 2), new MaxPool1d(4));
  expectTypeOf(last.outputShape([1, 100, 2])).toEqualTypeOf<readonly [1, 25, 2]>();
  const first = sequential(input(2, 100, { dataFormat: 'NCHW' }), new MaxPool1d(3, { stride: 2 }));
  expectTypeOf(first.outputShape([1, 2, 100])).toEqualTypeOf<readonly [1, 2, 49]>();
  // @ts-expect-error the pooling leaves 2 elements
  const wrong = () => sequential(input(9, 2), new MaxPool1d(4), new Conv1d(2, 1, { kernelSize: 3 }));
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "conv1d: window 3 is larger than the padded input 2 along the width
      Received  layer 2 (conv1d): input 1×2, kernelSize 1×3, padding [[0,0],[0,0]], dilation 1×1
      Rule      dilation·(k - 1) + 1 <= in + padding: 3 <= 2 is false (width)
      Try       a kernelSize of at most 2, or 1 more padding in all"
  `);
});

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new MaxPool1d(Number.NaN))).toMatchInlineSnapshot(
    `"maxPool1d: kernelSize must be an integer of at least 1, not NaN"`,
  );
  expect(messageOf(() => new MaxPool1d(2, { padding: 2 }))).toMatchInlineSnapshot(`
    "maxPool1d: padding 2 is more than half of the kernel 2 along the width
      Rule      padding <= floor(kernelSize / 2), so that no window lies wholly in the padding
      Try       padding: 1, or a kernelSize of at least 4"
  `);
  expect(messageOf(() => new MaxPool1d(2, { strides: 2 } as object))).toMatchInlineSnapshot(`
    "maxPool1d: unknown option 'strides'
      Received  { strides: 2 }
      Rule      the options are stride, padding, dilation, ceilMode
      Try       'stride'"
  `);
});
