import { expectClose } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { formulas } from './formulas.ts';

// A gradient that somebody else registered before.
const others: tf.GradConfig = { kernelName: tf.Sinh, gradFunc: () => ({}) };
tf.registerGradient(others);
const square: tf.GradConfig = {
  kernelName: tf.Square,
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.mul(x!, 2)) }),
};
tf.registerGradient(square);
const { kernelNames } = await import('./index.ts');

const a = () => tf.tensor2d([0.5, -1.2, 2.1, 0.3, 0.9, -0.4], [2, 3]);
const b = () => tf.tensor2d([1.5, 0.7, -2.2], [1, 3]);
const positive = () => tf.tensor2d([0.5, 1.2, 2.1, 0.3, 0.9, 0.4], [2, 3]);

type Case = readonly [name: string, f: (...xs: tf.Tensor[]) => tf.Tensor, inputs: () => tf.Tensor[]];
const cases: readonly Case[] = [
  [tf.Add, (x, y) => tf.add(x!, y!), () => [a(), b()]],
  [tf.Sub, (x, y) => tf.sub(x!, y!), () => [a(), b()]],
  [tf.Multiply, (x, y) => tf.mul(x!, y!), () => [a(), b()]],
  [tf.RealDiv, (x, y) => tf.div(x!, y!), () => [a(), b()]],
  [tf.Maximum, (x, y) => tf.maximum(x!, y!), () => [a(), b()]],
  [tf.Minimum, (x, y) => tf.minimum(x!, y!), () => [a(), b()]],
  [tf.SquaredDifference, (x, y) => tf.squaredDifference(x!, y!), () => [a(), b()]],
  [tf.Pow, (x, y) => tf.pow(x!, y!), () => [positive(), b()]],
  [tf.Neg, (x) => tf.neg(x!), () => [a()]],
  [tf.Abs, (x) => tf.abs(x!), () => [a()]],
  [tf.Exp, (x) => tf.exp(x!), () => [a()]],
  [tf.Log, (x) => tf.log(x!), () => [positive()]],
  [tf.Log1p, (x) => tf.log1p(x!), () => [positive()]],
  [tf.Sqrt, (x) => tf.sqrt(x!), () => [positive()]],
  [tf.Rsqrt, (x) => tf.rsqrt(x!), () => [positive()]],
  [tf.Reciprocal, (x) => tf.reciprocal(x!), () => [a()]],
  [tf.Square, (x) => tf.square(x!), () => [a()]],
  [tf.Sin, (x) => tf.sin(x!), () => [a()]],
  [tf.Cos, (x) => tf.cos(x!), () => [a()]],
  [tf.Sigmoid, (x) => tf.sigmoid(x!), () => [a()]],
  [tf.Tanh, (x) => tf.tanh(x!), () => [a()]],
  [tf.Relu, (x) => tf.relu(x!), () => [a()]],
  [tf.Softplus, (x) => tf.softplus(x!), () => [a()]],
  [tf.Identity, (x) => tf.clone(x!), () => [a()]],
  [tf.Cast, (x) => tf.cast(x!, 'float32'), () => [a()]],
  [tf.Reshape, (x) => tf.reshape(x!, [3, 2]), () => [a()]],
  [tf.ExpandDims, (x) => tf.expandDims(x!, 1), () => [a()]],
  [tf.Transpose, (x) => tf.transpose(x!), () => [a()]],
  [tf.Sum, (x) => tf.sum(x!, 1), () => [a()]],
  [`${tf.Sum} of all`, (x) => tf.sum(x!), () => [a()]],
  [tf.Mean, (x) => tf.mean(x!, 0), () => [a()]],
  [tf.Max, (x) => tf.max(x!, 1), () => [a()]],
  [tf.Min, (x) => tf.min(x!, [0]), () => [a()]],
  [tf.BatchMatMul, (x, y) => tf.matMul(x!, y!, false, true), () => [a(), b()]],
  [`${tf.BatchMatMul} transposed`, (x, y) => tf.matMul(x!, y!, true, false), () => [a(), tf.ones([2, 4])]],
  [tf.Slice, (x) => tf.slice(x!, [0, 1], [2, 2]), () => [a()]],
  [
    tf.PadV2,
    (x) =>
      tf.pad(x!, [
        [1, 0],
        [0, 2],
      ]),
    () => [a()],
  ],
  [tf.Select, (x, y) => tf.where(tf.greater(a(), 0), x!, y!), () => [a(), positive()]],
];

tidyEachTest();

test('every formula has a case', () => {
  const named = new Set(cases.map(([name]) => name.split(' ')[0]));
  expect(Object.keys(formulas).filter((name) => !named.has(name))).toEqual([]);
  expect(kernelNames).toEqual(Object.keys(formulas));
});

test.each(cases)('%s agrees with finite differences', (_name, f, inputs) => {
  const xs = inputs();
  const y = f(...xs);
  const weights = tf.reshape(tf.linspace(0.5, 1.5, y.size), y.shape);
  const loss = (...at: tf.Tensor[]) => tf.sum(tf.mul(f(...at), weights));
  const slopes = tf.grads(loss)(xs);
  for (const [i, x] of xs.entries()) {
    const values = x.dataSync();
    const step = 1e-2;
    for (const [j, value] of values.entries()) {
      const [up, down] = [value + step, value - step].map((moved) => {
        const changed = tf.tensor(
          values.map((v, k) => (k === j ? moved : v)),
          x.shape,
        );
        return loss(...xs.map((other, k) => (k === i ? changed : other))).dataSync()[0]!;
      });
      expectClose([slopes[i]!.dataSync()[j]!], [(up! - down!) / (2 * step)], { atol: 2e-3, rtol: 2e-3 });
    }
  }
});

test('a gradient that was registered before stays', () => {
  expect(tf.getGradient(tf.Square)).toBe(square);
  expect(tf.getGradient(tf.Sinh)).toBe(others);
});

test('a loss made of tfjs-core ops trains', () => {
  const x = tf.variable(tf.scalar(3));
  const { grads } = tf.engine().gradients(() => tf.mean(tf.square(tf.sub(x, 1))), [x]);
  expect(grads[0]!.arraySync()).toBe(4);
});
