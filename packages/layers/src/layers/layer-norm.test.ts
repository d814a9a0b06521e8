import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { expectSlopes } from '../../test/finite-differences.ts';
import { forwardImages } from '../../test/in-format.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { Flatten, input, Linear, sequential } from '../index.ts';
import { channelsLast } from '../ops/transpose.ts';
import { LayerNorm, type LayerNormOptions } from './layer-norm.ts';

type State = Record<string, GoldenArray>;
interface Case extends Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>, Partial<Record<'dweight' | 'dbias', GoldenArray>> {
  readonly normalizedShape: readonly number[];
  readonly options: LayerNormOptions;
  readonly default: State;
  readonly state: State;
}
const { layerNorm: cases, flattened } = golden<{
  layerNorm: readonly Case[];
  flattened: { readonly state: State } & Record<'x' | 'y', GoldenArray>;
}>('normalization');
const tolerance = { atol: 1e-5, rtol: 1e-5 };

tidyEachTest();

describe('agrees with PyTorch, with channels first for images', () => {
  test.each(cases.map((c) => [`[${c.x.shape}]: [${c.normalizedShape}] ${JSON.stringify(c.options)}`, c] as const))(
    '%s',
    (_name, c) => {
      const norm = new LayerNorm(c.normalizedShape, c.options);
      const x = tensorOf<tf.Tensor4D>(c.x);
      const sample: readonly number[] = x.shape.slice(1);
      const net = sequential(input(...sample, { dataFormat: 'NCHW' }), norm).init(0);
      expect(Object.values(net.stateDict({ layout: 'torch' }))).toEqual(Object.values(c.default));
      const state = Object.fromEntries(Object.entries(c.state).map(([name, array]) => [`0.${name}`, array]));
      net.loadStateDict(state, { layout: 'torch' });
      const { y, grads } = withGradients([x, ...net.parameters()], () => net.forward(x), c.dy);
      expectTensor(y, c.y, tolerance);
      const expected = [c.dx, c.dweight, c.dbias].filter((array) => array !== undefined);
      expect(grads).toHaveLength(expected.length);
      for (const [i, array] of expected.entries()) expectTensor(grads[i]!, array, tolerance);
    },
  );
});

test('a whole image with channels last has the numbers of PyTorch, and its state', () => {
  const c = cases.find(({ x, normalizedShape }) => x.shape.length === 4 && normalizedShape.length === 3)!;
  const [channels, height, width] = c.normalizedShape;
  const norm = new LayerNorm([height!, width!, channels!], c.options).loadStateDict(c.state, { layout: 'torch' });
  const x = tensorOf<tf.Tensor4D>(c.x);
  expect(norm.stateDict({ layout: 'torch' })).toEqual(c.state);
  expect(norm.stateDict().weight!.shape).toEqual([height, width, channels]);
  const { y, grads } = withGradients([x], () => forwardImages(norm, x, 'NHWC') as tf.Tensor4D, c.dy);
  expectTensor(y, c.y, tolerance);
  expectTensor(grads[0]!, c.dx, tolerance);
});

test.each(['NHWC', 'NCHW'] as const)('%s: flattened images are normalized in the order of PyTorch', (format) => {
  const layers = [new Flatten(), new LayerNorm(12), new Linear(12, 3)] as const;
  const x = tensorOf<tf.Tensor4D>(flattened.x);
  const net = {
    NHWC: () => sequential(input(2, 2, 3), ...layers),
    NCHW: () => sequential(input(3, 2, 2, { dataFormat: 'NCHW' }), ...layers),
  }
    [format]()
    .loadStateDict(flattened.state, { layout: 'torch' });
  expectTensor(net.forward(format === 'NCHW' ? x : channelsLast(x)), flattened.y, tolerance);
  expect(net.stateDict({ layout: 'torch' })).toEqual(flattened.state);
});

test('behind a Flatten of unknown size, the order of the features is refused', () => {
  expect(messageOf(() => sequential(new Flatten(), new LayerNorm(4)).init(0))).toMatchInlineSnapshot(`
    "the rows of 1.weight depend on the size of the image that is flattened before it
      Rule      with channels last, PyTorch orders flattened features otherwise (C, H, W)
      Try       begin the network with input(height, width, channels)"
  `);
});

testLayer({ make: () => new LayerNorm([3, 2, 4]), sample: [3, 2, 4] });
testLayer({ make: () => new LayerNorm(4, { elementwiseAffine: false }), sample: [3, 4] });

test('the gradients are those of the values', () => {
  const norm = new LayerNorm(5).init(0);
  const weigh = new Linear(5, 2).init(1); // the plain sum of what is normalized never changes
  const x = tf.randomNormal([3, 5], 1, 2, 'float32', 3);
  expectSlopes((at) => weigh.forward(norm.forward(at)), x, { atol: 2e-3, rtol: 2e-3 });
});

test('the compiler knows its sizes', () => {
  const net = sequential(input(8, 8, 4), new LayerNorm(4), new LayerNorm([8, 4]));
  expectTypeOf(net.outputShape([2, 8, 8, 4])).toEqualTypeOf<readonly [2, 8, 8, 4]>();
  // @ts-expect-error layerNorm expects a shape that ends in [8, 3] but the previous layer gives [8, 8, 4]
  expect(messageOf(() => sequential(input(8, 8, 4), new LayerNorm([8, 3])))).toMatchInlineSnapshot(`
    "layerNorm expects a shape that ends in [8, 3] but the previous layer gives [8, 8, 4]
      Received  layer 1 (layerNorm)
      Rule      normalizedShape is the sizes of the last axes, in the data format of the network
      Try       normalizedShape [8, 4]"
  `);
  // @ts-expect-error layerNorm expects a shape that ends in [2, 4] but the previous layer gives [4]
  expect(messageOf(() => sequential(input(4), new LayerNorm([2, 4])))).toMatchInlineSnapshot(`
    "layerNorm expects a shape that ends in [2, 4] but the previous layer gives [4]
      Received  layer 1 (layerNorm)
      Rule      normalizedShape is the sizes of the last axes, in the data format of the network
      Try       normalizedShape [4]"
  `);
});

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new LayerNorm([]))).toMatchInlineSnapshot(
    `"layerNorm: normalizedShape must have at least one size, not []"`,
  );
  expect(messageOf(() => new LayerNorm([3, 0]))).toMatchInlineSnapshot(
    `"layerNorm: normalizedShape must be an integer of at least 1, not 0"`,
  );
  expect(messageOf(() => new LayerNorm('4' as never))).toMatchInlineSnapshot(
    `"layerNorm: normalizedShape must be an integer of at least 1, not '4'"`,
  );
  expect(messageOf(() => new LayerNorm(4, { eps: -1 }))).toMatchInlineSnapshot(
    `"layerNorm: eps must be a number of at least 0, not -1"`,
  );
  expect(messageOf(() => new LayerNorm(4, { elementwiseAffine: 0 } as object))).toMatchInlineSnapshot(
    `"layerNorm: elementwiseAffine must be one of true, false, not 0"`,
  );
  expect(messageOf(() => new LayerNorm(4, { affine: true } as object))).toMatchInlineSnapshot(`
    "layerNorm: unknown option 'affine'
      Received  { affine: true }
      Rule      the options are eps, elementwiseAffine"
  `);
});
