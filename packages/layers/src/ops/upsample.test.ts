import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { channelsFirst, channelsLast } from './transpose.ts';
import { type UpsampleOptions, upsample } from './upsample.ts';

type Case = { options: UpsampleOptions } & Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>;
const cases = golden<{ upsample: Case[] }>('shaping').upsample;

tidyEachTest();

test.each(cases.map((c) => [`x=[${c.x.shape}] ${JSON.stringify(c.options)}`, c] as const))(
  'agrees with PyTorch: %s',
  (_name, { options, ...c }) => {
    const x = tensorOf<tf.Tensor4D>(c.x);
    const { y, grads } = withGradients([x], () => upsample(x, { ...options, dataFormat: 'NCHW' }), c.dy);
    expectTensor(y, c.y);
    expectTensor(grads[0]!, c.dx);
    expectTensor(channelsFirst(upsample(channelsLast(x), options)), c.y);
  },
);

test('an empty batch stays empty', () => {
  expect(upsample(tf.zeros([0, 2, 3, 1]), { scaleFactor: 2 }).shape).toEqual([0, 4, 6, 1]);
});

test('what does not fit is refused', () => {
  const x = tf.zeros<tf.Rank.R4>([1, 2, 2, 1]);
  expect(messageOf(() => upsample(x, {}))).toMatchInlineSnapshot(
    `"upsample: one of size and scaleFactor must be given, not {}"`,
  );
  expect(messageOf(() => upsample(x, { size: 4, scaleFactor: 2 }))).toMatchInlineSnapshot(
    `"upsample: one of size and scaleFactor must be given, not { size: 4, scaleFactor: 2 }"`,
  );
  expect(messageOf(() => upsample(x, { size: 4, mode: 'bicubic' as never }))).toMatchInlineSnapshot(
    `"upsample: mode must be one of 'nearest', 'bilinear', not 'bicubic'"`,
  );
  expect(messageOf(() => upsample(x, { size: 4, alignCorners: true }))).toMatchInlineSnapshot(`
    "upsample: alignCorners has no meaning with mode 'nearest'
      Try       mode: 'bilinear', or no alignCorners"
  `);
  expect(messageOf(() => upsample(x, { size: 4, mode: 'bilinear', alignCorners: 1 as never }))).toMatchInlineSnapshot(
    `"upsample: alignCorners must be one of true, false, not 1"`,
  );
  expect(messageOf(() => upsample(x, { scaleFactor: 0.4 }))).toMatchInlineSnapshot(
    `"upsample: scaleFactor 0.4 leaves nothing of 2 along the height"`,
  );
  expect(messageOf(() => upsample(x, { scale: 2 } as object))).toMatchInlineSnapshot(`
    "upsample: unknown option 'scale'
      Received  { scale: 2 }
      Rule      the options are size, scaleFactor, mode, alignCorners, dataFormat"
  `);
});
