import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, expect, test } from 'vitest';
import { describeVariants, numbers, run } from '../test/variants.ts';
import type { WasmBackend } from './backend.ts';

const [m, k, n] = [7, 4200, 20];
const live = () => (tf.backend() as WasmBackend).memory().wasmLiveBytes;

describeVariants((use) => {
  beforeEach(use);

  test.each([
    ['dense', 1],
    ['with zeros that rows share', 0.5],
    ['with many zeros', 0.2],
  ])('a weight that stays the same is packed once, for the same bits: x %s', (_, density) => {
    const draw = numbers(1);
    const dice = draw(m * k);
    const x = tf.tensor(
      draw(m * k).map((value, i) => (Math.abs(dice[i]!) < density ? value : 0)),
      [m, k],
    );
    const values = draw(k * n);
    const weight = tf.tensor(values, [k, n]);
    const product = () => run('FeaturemapLinear', { x, weight }, { activation: 'linear' })[0]!;
    const first = product();
    const before = live();
    expect(product()).toEqual(first);
    const packed = live() - before;
    expect(packed).toBeGreaterThanOrEqual(4 * k * n);
    expect(product()).toEqual(first);
    expect(live() - before).toBe(packed);

    const reshaped = tf.reshape(weight, [k / 2, 2 * n]);
    const half = tf.slice(x, [0, 0], [m, k / 2]);
    const halfProduct = () => run('FeaturemapLinear', { x: half, weight: reshaped }, { activation: 'linear' })[0]!;
    expect(halfProduct()).toEqual(halfProduct());
    expect(product()).toEqual(first);
    tf.dispose([x, half, weight, reshaped]);
    expect(live()).toBeLessThan(before);
  });

  test('an optimizer that writes over the weight ends its copy', () => {
    const draw = numbers(2);
    const x = tf.tensor(draw(m * k), [m, k]);
    const initial = tf.tensor(draw(k * n), [k, n]);
    const weight = tf.variable(initial, false);
    initial.dispose();
    const gradient = tf.tensor(draw(k * n), [k, n]);
    const product = (by: tf.Tensor) => run('FeaturemapLinear', { x, weight: by }, { activation: 'linear' })[0]!;
    product(weight);
    product(weight);
    const attrs = { count: 1, lr: 0.5, momentum: 0, dampening: 0, weightDecay: 0, nesterov: false, first: true };
    run('FeaturemapSgd', { p0: weight, g0: gradient }, attrs);
    const fresh = tf.tensor(weight.dataSync(), [k, n]);
    expect(product(weight)).toEqual(product(fresh));
    tf.dispose([x, weight, gradient, fresh]);
  });
});
