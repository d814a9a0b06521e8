import { expect, test } from 'vitest';
import { fromTorch, memoryShape, toTorch } from './weight-layout.ts';

const iota = (n: number) => Float32Array.from({ length: n }, (_, i) => i);

test('a matrix is transposed', () => {
  const plan = { shape: [2, 3], layout: 'linear' } as const;
  expect(memoryShape(plan)).toEqual([3, 2]);
  expect([...fromTorch(iota(6), plan)]).toEqual([0, 3, 1, 4, 2, 5]);
});

test('a filter [out, in, kH, kW] becomes [kH, kW, in, out]', () => {
  const plan = { shape: [2, 1, 1, 3], layout: 'conv2d' } as const;
  expect(memoryShape(plan)).toEqual([1, 3, 1, 2]);
  expect([...fromTorch(iota(6), plan)]).toEqual([0, 3, 1, 4, 2, 5]);
});

test('the columns C, H, W of a linear layer behind a Flatten become the rows H, W, C', () => {
  // One output, an image of 1×2 with 3 channels: the columns are (c, w) = (0,0) (0,1) (1,0) (1,1) (2,0) (2,1).
  const plan = { shape: [1, 6], layout: 'linear', flattened: [1, 2, 3] } as const;
  expect(memoryShape(plan)).toEqual([6, 1]);
  expect([...fromTorch(iota(6), plan)]).toEqual([0, 2, 4, 1, 3, 5]);
});

test('the rows C, H, W of a linear layer before an Unflatten become the columns H, W, C, and so do its biases', () => {
  // One input, an image of 1×3 with 2 channels: the rows are (c, w) = (0,0) (0,1) (0,2) (1,0) (1,1) (1,2).
  const plan = { shape: [6, 1], layout: 'linear', unflattened: [1, 3, 2] } as const;
  expect([...fromTorch(iota(6), plan)]).toEqual([0, 3, 1, 4, 2, 5]);
  expect([...fromTorch(iota(6), { ...plan, shape: [6], layout: 'vector' })]).toEqual([0, 3, 1, 4, 2, 5]);
});

test.each([
  { shape: [6, 24], layout: 'linear', flattened: [2, 3, 4], unflattened: [1, 2, 3] },
  { shape: [24], layout: 'vector', unflattened: [2, 3, 4] },
  { shape: [5], layout: 'vector' },
  { shape: [3, 4], layout: 'linear' },
  { shape: [3, 24], layout: 'linear', flattened: [2, 3, 4] },
  { shape: [2, 3, 4], layout: 'conv1d' },
  { shape: [2, 3, 4, 5], layout: 'conv2d' },
] as const)('there and back again: %j', (plan) => {
  const values = iota(plan.shape.reduce<number>((product, size) => product * size, 1));
  expect(toTorch(fromTorch(values, plan), plan)).toEqual(values);
});
