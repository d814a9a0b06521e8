import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { type AvgPool1dOptions, avgPool1d } from './avg-pool1d.ts';
import { maxPool1d } from './max-pool1d.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

type Case = { kernelSize: number; options: AvgPool1dOptions } & Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>;
const cases = golden<Record<'maxPool1d' | 'avgPool1d', Case[]>>('shaping');
const pools = { maxPool1d, avgPool1d };

tidyEachTest();

for (const name of ['maxPool1d', 'avgPool1d'] as const) {
  test.each(cases[name].map((c) => [`x=[${c.x.shape}] k=${c.kernelSize} ${JSON.stringify(c.options)}`, c] as const))(
    `${name} agrees with PyTorch: %s`,
    (_name, { kernelSize, options, ...c }) => {
      const x = tensorOf<tf.Tensor3D>(c.x);
      const run = () => pools[name](x, kernelSize, { ...options, dataFormat: 'NCHW' });
      const { y, grads } = withGradients([x], run, c.dy);
      expectTensor(y, c.y);
      expectTensor(grads[0]!, c.dx);
      expectTensor(channelsFirst(pools[name](channelsLast(x), kernelSize, options)), c.y);
    },
  );

  test(`${name} keeps an empty batch empty`, () => {
    expect(pools[name](tf.zeros([0, 6, 3]), 2).shape).toEqual([0, 3, 3]);
  });
}

test('what does not fit is refused', () => {
  const x = tf.zeros<tf.Rank.R3>([1, 3, 1]);
  expect(messageOf(() => maxPool1d(x, 0))).toMatchInlineSnapshot(
    `"maxPool1d: kernelSize must be an integer of at least 1, not 0"`,
  );
  expect(messageOf(() => maxPool1d(x, 5))).toMatchInlineSnapshot(`
    "maxPool1d: window 5 is larger than the padded input 3 along the width
      Received  input 1×3, kernelSize 1×5, padding [[0,0],[0,0]], dilation 1×1
      Rule      dilation·(k - 1) + 1 <= in + padding: 5 <= 3 is false (width)
      Try       a kernelSize of at most 3, or 2 more padding in all"
  `);
  expect(messageOf(() => maxPool1d(x, 2, { countIncludePad: true } as object))).toMatchInlineSnapshot(`
    "maxPool1d: unknown option 'countIncludePad'
      Received  { countIncludePad: true }
      Rule      the options are stride, padding, dilation, ceilMode, dataFormat"
  `);
  expect(messageOf(() => avgPool1d(x, 2, { countIncludePad: 1 as never }))).toMatchInlineSnapshot(
    `"avgPool1d: countIncludePad must be true or false, not 1"`,
  );
  expect(messageOf(() => avgPool1d(x, 2, { dataFormat: 'NCL' as never }))).toMatchInlineSnapshot(`
    "avgPool1d: dataFormat must be one of 'NHWC', 'NCHW', not 'NCL'
      Try       'NCHW'"
  `);
  expect(messageOf(() => avgPool1d(tf.zeros([3, 1]) as never, 2))).toMatchInlineSnapshot(
    `"avgPool1d expects x to be a 3D tensor, not one of shape [3, 1]"`,
  );
});
