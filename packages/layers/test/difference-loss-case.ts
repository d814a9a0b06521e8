import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Reduction } from '../src/losses/reduction.ts';
import { expectSlopes } from './finite-differences.ts';
import { expectTensor, golden, tensorOf, withGradients } from './torch.ts';

type Case<Options> = { readonly options: Options } & Record<
  'x' | 'target' | 'y' | 'dy' | 'dx' | 'dtarget',
  GoldenArray
>;

/** Tests a loss of the difference between x and a target of the same shape. */
export function testDifferenceLoss<Options extends { readonly reduction?: Reduction }>(
  name: string,
  loss: (x: tf.Tensor, target: tf.Tensor, options?: Options) => tf.Tensor,
): void {
  const cases = golden<Record<string, Case<Options>[]>>('losses')[name]!;
  test.each(cases.map((c) => [`x=[${c.x.shape}] ${JSON.stringify(c.options)}`, c] as const))(
    'agrees with PyTorch, in value and gradients: %s',
    (_name, c) => {
      const [x, target] = [tensorOf(c.x), tensorOf(c.target)];
      const { y, grads } = withGradients([x, target], () => loss(x, target, c.options), c.dy);
      expectTensor(y, c.y);
      expectTensor(grads[0]!, c.dx);
      expectTensor(grads[1]!, c.dtarget);
    },
  );

  test('the slope is that of the values, also for the target', () => {
    const x = tf.tensor2d([-4.1, -1.7, -0.6, -0.1, 0.15, 0.7, 1.6, 3.7], [4, 2]);
    const zero = tf.zerosLike(x);
    for (const { options } of cases) {
      expectSlopes((at) => loss(at, zero, options), x);
      expectSlopes((at) => loss(zero, at, options), x);
    }
  });

  test('by default it is the mean over all elements', () => {
    const [x, target] = [tf.tensor2d([1, 2, 5, 0], [2, 2]), tf.tensor2d([1, 4, 2, 0], [2, 2])];
    const all = loss(x, target, { reduction: 'none' } as Options);
    expect(all.shape).toEqual([2, 2]);
    expect(loss(x, target).dataSync()[0]).toBeCloseTo(tf.mean(all).dataSync()[0]!, 6);
    expect(loss(tf.zeros([0]), tf.zeros([0])).dataSync()[0]).toBeNaN();
    expect(loss(tf.zeros([0]), tf.zeros([0]), { reduction: 'sum' } as Options).dataSync()[0]).toBe(0);
  });

  test('nothing is left behind but the result', () => {
    const x = tf.ones([3]);
    const before = tf.memory().numTensors;
    loss(x, x).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('tensors of different shapes are refused', () => {
    const message = messageOf(() => loss(tf.zeros([2, 1]), tf.zeros([2])));
    expect(message.replaceAll(name, 'loss')).toMatchInlineSnapshot(`
      "loss expects a target of the shape of x, [2, 1]
        Received  target [2]
        Rule      a loss compares element by element; it does not broadcast"
    `);
  });
}
