import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { type AvgPool2dOptions, avgPool2d } from './avg-pool2d.ts';
import { maxPool2d } from './max-pool2d.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

type Case = { kernelSize: number | [number, number]; options: AvgPool2dOptions } & Record<
  'x' | 'y' | 'dy' | 'dx',
  GoldenArray
>;
const cases = golden<Record<'maxPool2d' | 'avgPool2d', Case[]>>('ops');
const pools = { maxPool2d, avgPool2d };

tidyEachTest();

describeBothWays('pooling', () => {
  for (const name of ['maxPool2d', 'avgPool2d'] as const) {
    test.each(cases[name].map((c) => [`x=[${c.x.shape}] k=${c.kernelSize} ${JSON.stringify(c.options)}`, c] as const))(
      `${name} agrees with PyTorch: %s`,
      (_name, { kernelSize, options, ...c }) => {
        const x = tensorOf<tf.Tensor4D>(c.x);
        const run = () => pools[name](x, kernelSize, { ...options, dataFormat: 'NCHW' });
        const { y, grads } = withGradients([x], run, c.dy);
        expectTensor(y, c.y);
        expectTensor(grads[0]!, c.dx);
        expectTensor(channelsFirst(pools[name](channelsLast(x), kernelSize, options)), c.y);
      },
    );

    test(`${name} keeps an empty batch empty`, () => {
      expect(pools[name](tf.zeros([0, 4, 4, 3]), 2).shape).toEqual([0, 2, 2, 3]);
    });
  }

  test('the gradient of equal maxima goes to the first', () => {
    const x = tf.ones<tf.Rank.R4>([1, 2, 2, 1]);
    const { grads } = withGradients([x], () => maxPool2d(x, 2), { shape: [1, 1, 1, 1], data: Float32Array.of(1) });
    expect([...grads[0]!.dataSync()]).toEqual([1, 0, 0, 0]);
  });
});

test("padding 'same' is left out of the mean unless it is asked for", () => {
  const x = tf.ones<tf.Rank.R4>([1, 3, 3, 1]);
  expect([...avgPool2d(x, 2, { stride: 2, padding: 'same' }).dataSync()]).toEqual([1, 1, 1, 1]);
  const counted = avgPool2d(x, 2, { stride: 2, padding: 'same', countIncludePad: true });
  expect([...counted.dataSync()]).toEqual([1, 0.5, 0.5, 0.25]);
});

describe('pooling refuses', () => {
  const x = () => tf.zeros<tf.Rank.R4>([1, 3, 3, 1]);
  test('options that are unknown or out of range', () => {
    expect(messageOf(() => maxPool2d(x(), 2, { countIncludePad: true } as object))).toMatchInlineSnapshot(`
      "maxPool2d: unknown option 'countIncludePad'
        Received  { countIncludePad: true }
        Rule      the options are stride, padding, dilation, ceilMode, dataFormat"
    `);
    expect(messageOf(() => avgPool2d(x(), 2, { dilation: 2 } as object))).toMatchInlineSnapshot(`
      "avgPool2d: unknown option 'dilation'
        Received  { dilation: 2 }
        Rule      the options are stride, padding, ceilMode, countIncludePad, dataFormat"
    `);
    expect(messageOf(() => avgPool2d(x(), 2, { countIncludePad: 1 as unknown as boolean }))).toMatchInlineSnapshot(
      `"avgPool2d: countIncludePad must be true or false, not 1"`,
    );
    expect(messageOf(() => maxPool2d(x(), 0))).toMatchInlineSnapshot(
      `"maxPool2d: kernelSize must be an integer of at least 1, not 0"`,
    );
    expect(messageOf(() => maxPool2d(x(), 2, { padding: 2 }))).toMatchInlineSnapshot(`
      "maxPool2d: padding 2 is more than half of the kernel 2 along the height
        Rule      padding <= floor(kernelSize / 2), so that no window lies wholly in the padding
        Try       padding: 1, or a kernelSize of at least 4"
    `);
  });
  test('a window that is larger than the image', () => {
    expect(messageOf(() => maxPool2d(x(), 5))).toMatchInlineSnapshot(`
      "maxPool2d: window 5 is larger than the padded input 3 along the height
        Received  input 3×3, kernelSize 5×5, padding [[0,0],[0,0]], dilation 1×1
        Rule      dilation·(k - 1) + 1 <= in + padding: 5 <= 3 is false (height)
        Try       a kernelSize of at most 3, or 2 more padding in all"
    `);
  });
});
