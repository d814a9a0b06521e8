import type { GoldenArray } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { Conv2d, input, type Layer, sequential } from '../src/index.ts';
import { expectSlopes } from './finite-differences.ts';
import { expectTensor, golden, tensorOf, withGradients } from './torch.ts';

type Case<Options> = { readonly options: Options } & Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>;

/** Tests an activation as an op: against PyTorch and finite differences, and at the ends of the numbers. */
export function testActivation<Options>(name: string, op: (x: tf.Tensor, options?: Options) => tf.Tensor): void {
  const cases = golden<Record<string, Case<Options>[]>>('activations')[name]!;
  test.each(cases.map((c) => [`x=[${c.x.shape}] ${JSON.stringify(c.options)}`, c] as const))(
    'agrees with PyTorch, in value and slope: %s',
    (_name, c) => {
      const x = tensorOf(c.x);
      const { y, grads } = withGradients([x], () => op(x, c.options), c.dy);
      expectTensor(y, c.y);
      expectTensor(grads[0]!, c.dx);
    },
  );

  test('the slope is that of the values', () => {
    const x = tf.tensor1d([-3.5, -2.5, -1, -0.25, 0.25, 1, 2.5, 3.5]);
    for (const { options } of cases) expectSlopes((at) => op(at, options), x);
  });

  test('what is not a number stays so, and nothing stays nothing', () => {
    expect(op(tf.tensor1d([Number.NaN])).dataSync()[0]).toBeNaN();
    expect(op(tf.zeros([0, 3])).shape).toEqual([0, 3]);
  });
}

/** Tests a layer that applies `op`: alone and in networks of both data formats, its description, its memory. */
export function testActivationLayer(make: () => Layer, op: (x: tf.Tensor) => tf.Tensor): void {
  const x = () => tf.randomNormal<tf.Rank.R4>([2, 3, 4, 5], 0, 2, 'float32', 1);

  test('gives what the op gives, as a tensor of its own', () => {
    const input = x();
    const before = tf.memory().numTensors;
    const y = make().forward(input);
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(y.arraySync()).toEqual(op(input).arraySync());
    input.dispose();
    expect(y.isDisposed).toBe(false);
  });

  test('keeps the shape in both data formats, learns nothing', () => {
    const [layer, batch] = [make(), x()];
    expect(layer.params()).toBe(0);
    expect(sequential(input(3, 4, 5), layer).outputShape([2, 3, 4, 5])).toEqual([2, 3, 4, 5]);
    const first = sequential(input(3, 4, 5, { dataFormat: 'NCHW' }), layer);
    expect(first.forward(batch).arraySync()).toEqual(op(batch).arraySync());
  });

  test('is differentiated inside a network', () => {
    const net = sequential(input(3, 4, 5), new Conv2d(5, 2, { kernelSize: 2 }), make()).init(0);
    const [kernel] = net.parameters();
    const { grads } = tf.engine().gradients(() => net.forward(x()), [kernel!], tf.ones([2, 2, 3, 2]));
    expect(grads[0]!.shape).toEqual(kernel!.shape);
    expect(tf.max(tf.abs(grads[0]!)).dataSync()[0]).toBeGreaterThan(0);
  });
}
