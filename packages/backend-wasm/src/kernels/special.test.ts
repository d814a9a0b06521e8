// Functions that lose their digits near 0 when they are written down plainly, beside float64.
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, expect, test } from 'vitest';
import { describeVariants } from '../../test/variants.ts';

/** erf x by its series, which float64 carries as far as the function is not yet 1. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = 0;
  for (let n = 0; Math.abs(term) > 1e-18; n++) {
    sum += term / (2 * n + 1);
    term *= -(x * x) / (n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const SCALE = 1.0507009873554805;
const selu = (x: number) => SCALE * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
const elu = (x: number) => (x > 0 ? x : Math.expm1(x));

/** Powers of ten from 1e-8 up, both signs, and a fine grid around the seams of the formulas. */
const everywhere = [
  ...Array.from({ length: 41 }, (_, i) => 10 ** (-8 + i / 4)).flatMap((x) => [x, -x]),
  ...Array.from({ length: 401 }, (_, i) => (i - 200) / 64),
];

describeVariants((use) => {
  beforeEach(use);

  test.each([
    ['erf', tf.erf, erf, () => true],
    ['expm1', tf.expm1, Math.expm1, (x: number) => x < 88],
    ['log1p', tf.log1p, Math.log1p, (x: number) => x > -1],
    ['softplus', tf.softplus, softplus, (x: number) => x > -87],
    ['selu', tf.selu, selu, () => true],
    ['elu', tf.elu, elu, () => true],
  ] as const)('%s: relative error below 1e-6', (_name, op, reference, isInRange) => {
    const x = Float32Array.from(everywhere.filter(isInRange));
    const y = tf.tidy(() => op(tf.tensor1d(x)).dataSync());
    const errors = Array.from(x, (value, i) => Math.abs(y[i]! / reference(value) - 1) || 0);
    expect(Math.max(...errors)).toBeLessThan(1e-6);
  });

  test('ends of the ranges', () => {
    const ends = [0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const results = (op: (x: tf.Tensor) => tf.Tensor) => tf.tidy(() => [...op(tf.tensor1d(ends)).dataSync()]);
    expect(results(tf.erf)).toEqual([0, Number.NaN, 1, -1]);
    expect(results(tf.expm1)).toEqual([0, Number.NaN, Number.POSITIVE_INFINITY, -1]);
    expect(results(tf.log1p)).toEqual([0, Number.NaN, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(results(tf.softplus).slice(1)).toEqual([Number.NaN, Number.POSITIVE_INFINITY, 0]);
    expect(tf.tidy(() => tf.log1p(tf.scalar(-1)).dataSync()[0])).toBe(Number.NEGATIVE_INFINITY);
    expect(results(tf.sign).slice(1)).toEqual([0, 1, -1]);
    expect([...tf.tidy(() => tf.round(tf.tensor1d([0.5, 1.5, 2.5, -1.5])).dataSync())]).toEqual([0, 2, 2, -2]);
  });
});
