import { messageOf } from '@featuremap/testing';
import { expect, test } from 'vitest';
import { lenet } from '../test/lenet.ts';
import {
  avgPool2d,
  chain,
  conv2d,
  elementwise,
  flatten,
  inferThrough,
  input,
  linear,
  maxPool2d,
  sequential,
} from './index.ts';

test('LeNet: shapes, parameters and multiply-adds', () => {
  const shapes: (readonly number[])[] = [];
  inferThrough(lenet.layers, [28, 28, 1], { dataFormat: 'NHWC', via: '' }, undefined, (_layer, _x, _c, { shape }) => {
    shapes.push(shape);
  });
  expect(shapes.map((shape) => shape.join())).toEqual([
    '28,28,1',
    '28,28,6',
    '28,28,6',
    '14,14,6',
    '10,10,16',
    '10,10,16',
    '5,5,16',
    '400',
    '120',
    '120',
    '84',
    '84',
    '10',
  ]);
  expect(lenet.params()).toBe(61_706);
  expect(lenet.macs([28, 28, 1], { dataFormat: 'NHWC', via: '' })).toBe(416_520);
  const out: readonly [32, 10] = lenet.outputShape([32, 28, 28, 1]);
  expect(out).toEqual([32, 10]);
});

test('channels first: the same sizes, in that order', () => {
  const net = sequential(
    input(1, 28, 28, { dataFormat: 'NCHW' }),
    conv2d(1, 6, { kernelSize: 5, padding: 2 }),
    avgPool2d(2),
  );
  const out: readonly [2, 6, 14, 14] = net.outputShape([2, 1, 28, 28]);
  expect(out).toEqual([2, 6, 14, 14]);
});

test('a layer that does not fit is named when the network is made', () => {
  expect(
    messageOf(() =>
      sequential(
        input(16, 5, 5, { dataFormat: 'NCHW' }),
        flatten(),
        // @ts-expect-error 401
        linear(401, 120),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "linear expects 401 input features but the previous layer gives 400 = 16×5×5
      Received  layer 2 (linear): input [400]
      Try       inFeatures 400"
  `);
  expect(
    messageOf(() =>
      sequential(
        input(28, 28, 1),
        conv2d(1, 6, { kernelSize: 5 }),
        elementwise('relu'),
        // @ts-expect-error 5 channels
        conv2d(5, 16, { kernelSize: 5 }),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "conv2d expects 5 input channels but the previous layer gives 6, in [24, 24, 6]
      Received  layer 3 (conv2d)
      Rule      NHWC: the channels are axis 2 of a sample
      Try       inChannels 6"
  `);
  expect(
    messageOf(() =>
      sequential(
        input(8, 3, 1),
        // @ts-expect-error a window of 5 in 3 columns
        maxPool2d(5),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "maxPool2d: window 5 is larger than the padded input 3 along the width
      Received  layer 1 (maxPool2d): input 8×3, kernelSize 5×5, padding [[0,0],[0,0]], dilation 1×1
      Rule      dilation·(k - 1) + 1 <= in + padding: 5 <= 3 is false (width)
      Try       a kernelSize of at most 3, or 2 more padding in all"
  `);
  expect(
    messageOf(() =>
      sequential(
        input(8, 8, 3),
        // @ts-expect-error channels in a nested network
        chain(elementwise('relu'), conv2d(4, 4, { kernelSize: 3 })),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "conv2d expects 4 input channels but the previous layer gives 3, in [8, 8, 3] (layer 1 of a nested sequential)
      Received  layer 1 (sequential): layer 1 (conv2d)
      Rule      NHWC: the channels are axis 2 of a sample
      Try       inChannels 3"
  `);
  expect(
    messageOf(() =>
      sequential(
        input(8, 8, 3),
        flatten(),
        // @ts-expect-error no image
        conv2d(3, 4, { kernelSize: 3 }),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "conv2d expects [height, width, channels] but the previous layer gives [192]
      Received  layer 2 (conv2d)
      Rule      an image of one sample has three axes, not 1"
  `);
});

test('outputShape names the layer', () => {
  const net = sequential(conv2d(3, 4, { kernelSize: 3 }), flatten(), linear(16, 2));
  expect(net.outputShape([7, 4, 4, 3])).toEqual([7, 2]);
  // @ts-expect-error 36 features
  expect(messageOf(() => net.outputShape([1, 5, 5, 3]))).toMatchInlineSnapshot(`
    "layer 2: linear expects 16 input features but the previous layer gives 36 = 3×3×4
      Received  layer 2 (linear): input [36]
      Try       inFeatures 36"
  `);
  expect(messageOf(() => net.outputShape([]))).toMatchInlineSnapshot(
    `"outputShape expects a batch, [N, …], but gets []"`,
  );
  expect(messageOf(() => net.outputShape([1.5, 4, 4, 3]))).toMatchInlineSnapshot(
    `"outputShape: size 0 of the batch must be an integer of at least 0, not 1.5"`,
  );
});

test('formats of nested inputs must agree', () => {
  expect(
    messageOf(() =>
      sequential(
        input(8, 8, 3),
        // @ts-expect-error another format
        chain(input(3, 8, 8, { dataFormat: 'NCHW' })),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "input expects NCHW but the network around it is NHWC (layer 0 of a nested sequential)
      Received  layer 1 (sequential): layer 0 (input)
      Try       input(…, { dataFormat: 'NCHW' }) as the first entry of that network"
  `);
  expect(
    messageOf(() =>
      sequential(
        input(8, 8, 3),
        // @ts-expect-error another size
        chain(input(8, 9, 3)),
      ),
    ),
  ).toMatchInlineSnapshot(`
    "input expects [8, 9, 3] but gets [8, 8, 3] (layer 0 of a nested sequential)
      Received  layer 1 (sequential): layer 0 (input)"
  `);
});
