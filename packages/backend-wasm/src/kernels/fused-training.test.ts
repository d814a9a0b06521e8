import { FeaturemapError } from '@featuremap/errors';
import { expectClose } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { crossEntropyTwin, linearTwin, slopeTwin, transposed } from '../../test/twins.ts';
import { describeVariants, numbers, run } from '../../test/variants.ts';
import type { Activation } from '../conv-geometry.ts';

const size = fc.oneof(fc.constantFrom(5, 6, 7, 8, 9, 11, 12, 13, 48, 49), fc.integer({ min: 1, max: 70 }));
const activation = fc.constantFrom<Activation>('linear', 'relu', 'sigmoid', 'tanh');

/** `density`: the share of numbers in x and dy that are not zero. */
function checkLinear(
  m: number,
  k: number,
  n: number,
  act: Activation,
  hasBias: boolean,
  seed: number,
  density: number,
): void {
  const draw = numbers(seed);
  const sparse = (count: number) => {
    const dice = draw(count);
    return draw(count).map((value, i) => (Math.abs(dice[i]!) < density ? value : 0));
  };
  const [x, weight, bias, dy] = [sparse(m * k), draw(k * n), hasBias ? draw(n) : undefined, sparse(m * n)];
  const expected = linearTwin(x, weight, bias, [m, k, n], act);
  const y = Float32Array.from(expected);
  const dz = slopeTwin(y, dy, act);
  const tolerance = (terms: number) => ({ atol: 2e-6 * (terms + 4), rtol: 1e-5 });
  tf.tidy(() => {
    const t = { x: tf.tensor(x, [m, k]), weight: tf.tensor(weight, [k, n]), bias: bias && tf.tensor(bias) };
    const saved = { y: tf.tensor(y, [m, n]), dy: tf.tensor(dy, [m, n]) };
    expectClose(run('FeaturemapLinear', t, { activation: act })[0]!, expected, tolerance(k));
    const [dWeight, dBias] = run('FeaturemapLinearGradWeight', { x: t.x, ...saved }, { activation: act, hasBias });
    expectClose(dWeight!, linearTwin(transposed(x, m, k), dz, undefined, [k, m, n], 'linear'), tolerance(m));
    if (hasBias) {
      const ones = new Float32Array(m).fill(1);
      expectClose(dBias!, linearTwin(ones, dz, undefined, [1, m, n], 'linear'), tolerance(m));
    }
    const [dx] = run('FeaturemapLinearGradInput', { weight: t.weight, ...saved }, { activation: act });
    expectClose(dx!, linearTwin(dz, transposed(weight, k, n), undefined, [m, n, k], 'linear'), tolerance(n));
  });
}

describeVariants((use) => {
  beforeEach(use);

  test.each([
    [256, 400, 120],
    [1, 1025, 3],
    [64, 4099, 30],
    [50, 2048, 9],
    [7, 5000, 128],
    [49, 37, 1030],
    [13, 12, 2051],
    [49, 600, 17],
  ])('linear [%i, %i] -> %i', (m, k, n) => checkLinear(m, k, n, 'sigmoid', true, 5, 1));

  test.each([
    [64, 4099, 30, 0.3],
    [7, 2100, 128, 0.45],
    [50, 2048, 9, 0.01],
    [1, 3000, 9, 0.6],
    [2, 2100, 20, 0.45],
    [3, 2100, 5, 0.45],
    [9, 4099, 30, 0.41],
    [49, 37, 1030, 0.3],
    [13, 12, 2051, 0],
    [16, 1028, 20, 0.25],
    [20, 1100, 52, 0.4],
    [8, 1024, 16, 0],
  ])('linear [%i, %i] -> %i with a share of %d that is not zero', (m, k, n, density) =>
    checkLinear(m, k, n, 'linear', true, 6, density),
  );

  test('linear of random sizes', () => {
    fc.assert(
      fc.property(size, size, size, activation, fc.boolean(), fc.integer(), fc.constantFrom(1, 0.4), checkLinear),
      {
        numRuns: 60,
        seed: 1,
      },
    );
  });

  test('crossEntropy of random sizes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 13 }),
        fc.constantFrom(0, 0.1),
        fc.boolean(),
        fc.integer(),
        (rows, classes, labelSmoothing, isWeighted, seed) => {
          const draw = numbers(seed);
          const logits = draw(rows * classes).map((v) => 30 * v);
          const labels = Int32Array.from(draw(rows), (v) => Math.floor(((v + 1) / 2) * classes));
          const weight = isWeighted ? draw(classes).map((v) => v + 1.5) : undefined;
          const expected = crossEntropyTwin(logits, labels, classes, labelSmoothing, weight);
          tf.tidy(() => {
            const t = {
              logits: tf.tensor(logits, [rows, classes]),
              labels: tf.tensor1d(labels, 'int32'),
              weight: weight && tf.tensor(weight),
            };
            const [loss, gradient] = run('FeaturemapCrossEntropy', t, { labelSmoothing });
            expectClose(loss!, [expected.loss], { atol: 1e-5, rtol: 1e-5 });
            expectClose(gradient!, expected.gradient, { atol: 1e-6 });
          });
        },
      ),
      { numRuns: 60, seed: 2 },
    );
  });

  test.each([1, 3, 4, 5, 16, 70_001])('SGD over %i numbers', (count) => {
    const draw = numbers(count);
    const [p, g, v] = [draw(count), draw(count), draw(count)];
    const attrs = {
      count: 1,
      lr: 0.1,
      momentum: 0.9,
      dampening: 0.2,
      weightDecay: 0.01,
      nesterov: false,
      first: false,
    };
    const d = p.map((value, i) => g[i]! + 0.01 * value);
    const velocity = d.map((value, i) => 0.9 * v[i]! + 0.8 * value);
    tf.tidy(() => {
      const inputs = { p0: tf.tensor(p), g0: tf.tensor(g), v0: tf.tensor(v) };
      const [newP, newV] = run('FeaturemapSgd', inputs, attrs);
      expectClose(newV!, velocity);
      expectClose(
        newP!,
        p.map((value, i) => value - 0.1 * velocity[i]!),
      );
      const nesterov = run(
        'FeaturemapSgd',
        { p0: inputs.p0, g0: inputs.g0 },
        { ...attrs, dampening: 0, nesterov: true, first: true },
      );
      expectClose(nesterov[1]!, d);
      expectClose(
        nesterov[0]!,
        p.map((value, i) => value - 0.1 * (d[i]! + 0.9 * d[i]!)),
      );
      const [still] = run('FeaturemapSgd', { p0: inputs.p0, g0: inputs.g0 }, { ...attrs, momentum: 0, weightDecay: 0 });
      expectClose(
        still!,
        p.map((value, i) => value - 0.1 * g[i]!),
      );
    });
  });

  test('optimizers write over variables, but not over what a clone shares', () => {
    tf.tidy(() => {
      const alone = (values: number[]) => {
        const initial = tf.tensor1d(values);
        const variable = tf.variable(initial, false);
        initial.dispose();
        return variable;
      };
      const [p, m, v] = [alone([1, 2]), alone([0, 0]), alone([0, 0])];
      const grad = tf.tensor1d([1, 1]);
      const attrs = { count: 1, lr: 0.5, momentum: 0, dampening: 0, weightDecay: 0, nesterov: false, first: true };
      run('FeaturemapSgd', { p0: p, g0: grad }, attrs);
      expect([...p.dataSync()]).toEqual([0.5, 1.5]);
      const before = p.clone();
      expect(run('FeaturemapSgd', { p0: p, g0: grad }, attrs)[0]).toEqual(new Float32Array([0, 1]));
      expect([...before.dataSync(), ...p.dataSync()]).toEqual([0.5, 1.5, 0.5, 1.5]);
      const betas = { beta1: 0.5, beta2: 0.5, eps: 0, weightDecay: 0, decoupled: false, step: 1 };
      run('FeaturemapAdam', { p0: p, g0: grad, m0: m, v0: v }, { count: 1, lr: 1, ...betas });
      expect([...m.dataSync(), ...v.dataSync()]).toEqual([0.5, 0.5, 0.5, 0.5]);
      expect([...before.dataSync()]).toEqual([0.5, 1.5]);
    });
  });

  test.each([false, true])('Adam, decoupled decay %s', (decoupled) => {
    const draw = numbers(9);
    const count = 23;
    const [p, g, m, v] = [draw(count), draw(count), draw(count), draw(count).map(Math.abs)];
    const attrs = { count: 1, lr: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.1, decoupled, step: 3 };
    const expected = Array.from(p, (value, i) => {
      const d = g[i]! + (decoupled ? 0 : 0.1 * value);
      const mean = 0.9 * m[i]! + 0.1 * d;
      const square = 0.999 * v[i]! + 0.001 * d * d;
      const step = (0.01 * mean) / (1 - 0.9 ** 3) / (Math.sqrt(square / (1 - 0.999 ** 3)) + 1e-8);
      return { value: (decoupled ? value * (1 - 0.01 * 0.1) : value) - step, mean, square };
    });
    tf.tidy(() => {
      const inputs = { p0: tf.tensor(p), g0: tf.tensor(g), m0: tf.tensor(m), v0: tf.tensor(v) };
      const [newP, newM, newV] = run('FeaturemapAdam', inputs, attrs);
      expectClose(
        newP!,
        expected.map((e) => e.value),
      );
      expectClose(
        newM!,
        expected.map((e) => e.mean),
      );
      expectClose(
        newV!,
        expected.map((e) => e.square),
      );
    });
  });
});

test('an empty batch has empty results and gradients of zero', () => {
  const x = tf.zeros([0, 3]);
  const y = tf.zeros([0, 2]);
  const weight = tf.ones([3, 2]);
  const relu = { activation: 'relu' };
  expect(run('FeaturemapLinear', { x, weight }, relu)[0]).toHaveLength(0);
  const [dWeight, dBias] = run('FeaturemapLinearGradWeight', { x, y, dy: y }, { ...relu, hasBias: true });
  expect([...dWeight!, ...dBias!]).toEqual(new Array(8).fill(0));
  expect(run('FeaturemapLinearGradInput', { weight, y, dy: y }, relu)[0]).toHaveLength(0);
  tf.dispose([x, y, weight]);
});

test('a label outside the classes is refused', () => {
  const logits = tf.zeros([2, 3]);
  const labels = tf.tensor1d([0, 3], 'int32');
  let message = '';
  try {
    run('FeaturemapCrossEntropy', { logits, labels }, { labelSmoothing: 0 });
  } catch (error) {
    if (FeaturemapError.is(error)) message = error.message;
  }
  expect(message).toMatchInlineSnapshot(`"crossEntropy: label 3 is outside the 3 classes of the logits"`);
  tf.dispose([logits, labels]);
});
