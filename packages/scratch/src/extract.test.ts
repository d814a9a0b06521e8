import { expect, test } from 'vitest';
import { relu, tanh } from './activations.ts';
import { circle } from './circle.ts';
import { corr2d } from './corr2d.ts';
import { extract } from './extract.ts';
import { kernels } from './kernels.ts';
import type { Matrix } from './matrix.ts';
import { pool2d } from './pool2d.ts';

const image = circle([64, 64], { value: 1, shrink: 3 });

function facts(x: Matrix) {
  const values = x.flat();
  return {
    size: [x.length, x[0]!.length],
    range: [Math.min(...values), Math.max(...values)],
    sum: values.reduce((a, b) => a + b),
    nonZeros: values.filter((value) => value !== 0).length,
  };
}

test('the circle under the bottom Sobel kernel', () => {
  const { filter, detect, condense } = extract(image, kernels.bottomSobel);
  expect(facts(filter)).toMatchObject({ size: [64, 64], range: [-4, 4] });
  expect(facts(detect)).toMatchObject({ size: [64, 64], sum: 432, nonZeros: 248 });
  expect(facts(condense)).toMatchObject({ size: [32, 32], sum: 224, nonZeros: 104 });
});

test('with a stride of 3 the filter misses most of a line that is one pixel wide', () => {
  const { filter, detect, condense } = extract(image, kernels.bottomSobel, { convStride: 3, poolStride: 2 });
  expect(facts(filter)).toMatchObject({ size: [22, 22] });
  expect(facts(detect)).toMatchObject({ sum: 40, nonZeros: 24 });
  expect(facts(condense)).toMatchObject({ size: [11, 11], sum: 38, nonZeros: 22 });
});

test('each option reaches its step', () => {
  const options = { convStride: 2, activation: 'tanh', poolSize: 3, poolStride: 1, padding: 'valid' } as const;
  const filter = corr2d(image, kernels.edge, { stride: 2 });
  expect(extract(image, kernels.edge, options)).toEqual({
    filter,
    detect: tanh(filter),
    condense: pool2d(tanh(filter), { kernelSize: 3, stride: 1 }),
  });
});

test('400×400 without padding: 398, then 199', () => {
  const strip = Array.from({ length: 4 }, (_, i) => Array.from({ length: 400 }, (_, j) => (i * j) % 3));
  const { filter, condense } = extract(strip, kernels.edge, { padding: 'valid' });
  expect(facts(filter).size).toEqual([2, 398]);
  expect(condense).toEqual(pool2d(relu(filter), { kernelSize: 2, padding: 'same' }));
  expect(facts(condense).size).toEqual([1, 199]);
});

test('errors', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what JavaScript callers may pass
  const call = (options: any) => extract([[1]], [[1]], options);
  expect(() => call({ activation: 'softmax' })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: extract: activation must be one of 'relu', 'sigmoid', 'tanh', not 'softmax']`,
  );
  expect(() => call({ stride: 3 })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: extract: unknown option 'stride'
      Received  { stride: 3 }
      Rule      the options are convStride, activation, poolSize, poolStride, padding]
  `);
  expect(() => call({ poolSize: 2, padding: 'valid' })).toThrowErrorMatchingInlineSnapshot(`
    [ShapeError: extract: window 2 is larger than the padded input 1 along the height
      Received  input 1×1, kernelSize 2×2, padding 'valid'
      Rule      k <= in + padding: 2 <= 1 is false (height)
      Try       a kernelSize of at most 1, or 1 more padding in all]
  `);
});
