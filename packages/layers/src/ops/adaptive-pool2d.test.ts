import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { adaptiveAvgPool2d } from './adaptive-avg-pool2d.ts';
import { adaptiveMaxPool2d } from './adaptive-max-pool2d.ts';
import { globalAvgPool2d } from './global-avg-pool2d.ts';
import { globalMaxPool2d } from './global-max-pool2d.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

type Case = { outputSize: [number | null, number | null] } & Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>;
const pools = { adaptiveAvgPool2d, adaptiveMaxPool2d };
const cases = golden<Record<keyof typeof pools, Case[]>>('shaping');

tidyEachTest();

for (const name of ['adaptiveAvgPool2d', 'adaptiveMaxPool2d'] as const) {
  test.each(cases[name].map((c) => [`x=[${c.x.shape}] out=${JSON.stringify(c.outputSize)}`, c] as const))(
    `${name} agrees with PyTorch: %s`,
    (_name, { outputSize, ...c }) => {
      const x = tensorOf<tf.Tensor4D>(c.x);
      const { y, grads } = withGradients([x], () => pools[name](x, outputSize, { dataFormat: 'NCHW' }), c.dy);
      expectTensor(y, c.y);
      expectTensor(grads[0]!, c.dx);
      expectTensor(channelsFirst(pools[name](channelsLast(x), outputSize)), c.y);
    },
  );

  test(`${name} keeps an empty batch empty`, () => {
    expect(pools[name](tf.zeros([0, 4, 4, 3]), 3).shape).toEqual([0, 3, 3, 3]);
  });
}

test('the gradient of equal maxima goes to the first in reading order, not down the columns', () => {
  const x = tf.tensor4d([0, 0, 1, 1, 1, 0], [1, 2, 3, 1]);
  const dy = { shape: [1, 1], data: Float32Array.of(1) };
  const { grads } = withGradients([x], () => globalMaxPool2d(x), dy);
  expect([...grads[0]!.dataSync()]).toEqual([0, 0, 1, 0, 0, 0]);
});

test('global pooling is adaptive pooling to one pixel, in both formats', () => {
  const x = tf.randomNormal<tf.Rank.R4>([2, 5, 4, 3], 0, 1, 'float32', 1);
  for (const [whole, adaptive] of [
    [globalAvgPool2d, adaptiveAvgPool2d],
    [globalMaxPool2d, adaptiveMaxPool2d],
  ] as const) {
    const expected = tf.reshape(adaptive(x, 1), [2, 3]).arraySync();
    expect(whole(x).arraySync()).toEqual(expected);
    expect(whole(channelsFirst(x), { dataFormat: 'NCHW' }).arraySync()).toEqual(expected);
  }
});

test('what does not fit is refused', () => {
  const x = tf.zeros<tf.Rank.R4>([1, 3, 3, 1]);
  expect(messageOf(() => adaptiveAvgPool2d(x, 0))).toMatchInlineSnapshot(
    `"adaptiveAvgPool2d: outputSize must be an integer of at least 1, not 0"`,
  );
  expect(messageOf(() => adaptiveMaxPool2d(x, [1, 2.5]))).toMatchInlineSnapshot(
    `"adaptiveMaxPool2d: outputSize[1] must be an integer of at least 1, not 2.5"`,
  );
  expect(messageOf(() => adaptiveAvgPool2d(x, 2, { dataFormat: 'CHW' as never }))).toMatchInlineSnapshot(`
    "adaptiveAvgPool2d: dataFormat must be one of 'NHWC', 'NCHW', not 'CHW'
      Try       'NCHW'"
  `);
  expect(messageOf(() => adaptiveMaxPool2d(x, 2, { stride: 2 } as object))).toMatchInlineSnapshot(`
    "adaptiveMaxPool2d: unknown option 'stride'
      Received  { stride: 2 }
      Rule      the options are dataFormat"
  `);
  expect(messageOf(() => globalAvgPool2d(x, { keepdim: true } as object))).toMatchInlineSnapshot(`
    "globalAvgPool2d: unknown option 'keepdim'
      Received  { keepdim: true }
      Rule      the options are dataFormat"
  `);
  expect(messageOf(() => globalMaxPool2d(tf.zeros([3, 3, 1]) as never))).toMatchInlineSnapshot(`
    "globalMaxPool2d expects x to be a 4D tensor, not one of shape [3, 3, 1]
      Rule      [N, H, W, C], or [N, C, H, W] with dataFormat NCHW
      Try       tf.expandDims(x) for a batch of one"
  `);
});
