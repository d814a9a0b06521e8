import { expectClose } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import { corr2d } from './corr2d.ts';
import { kernels } from './kernels.ts';
import { learnKernel, learnKernelSteps } from './learn-kernel.ts';
import { build } from './matrix.ts';

const edgeImage = build([6, 8], (_, j) => (j >= 2 && j <= 5 ? 0 : 1));
const edges = { x: edgeImage, target: corr2d(edgeImage, [[1, -1]]) };

describe('the edge kernel', () => {
  test('from zeros, lr 0.03: the loss at every second step, and the weights after ten', () => {
    const { kernel, losses } = learnKernel(edges);
    expectClose(
      losses.filter((_, i) => i % 2 === 1),
      [4.915, 0.825, 0.138, 0.023, 0.004],
      { atol: 5e-4, rtol: 0 },
    );
    expectClose(kernel[0]!, [0.98847, -0.98847], { atol: 5e-6, rtol: 0 });
  });

  test('it converges below lr 1/30 and diverges above', () => {
    const lossAfter = (lr: number) => learnKernel(edges, { lr, steps: 300, initial: [[0.3, 0.1]] }).losses.at(-1)!;
    expect(lossAfter(1 / 30.5)).toBeLessThan(1e-3);
    expect(lossAfter(1 / 29.5)).toBeGreaterThan(1e3);
  });
});

test.each(['laplacian', 'gaussian', 'emboss'] as const)(
  'the %s kernel is learnt from an image and its filtered copy',
  (name) => {
    const x = build([16, 16], (i, j) => Math.sin(12.9898 * i + 78.233 * j) * Math.cos(3.7 * i * j));
    const target = corr2d(x, kernels[name]);
    const { kernel, losses } = learnKernel({ x, target }, { lr: 5e-3, steps: 200 });
    expect(losses.at(-1)!).toBeLessThan(1e-12);
    expectClose(kernel.flat(), kernels[name].flat(), { atol: 1e-6 });
  },
);

test('the gradient is the slope of the loss', () => {
  const x = build([4, 5], (i, j) => ((3 * i + 5 * j) % 7) - 3);
  const target = build([3, 3], (i, j) => i - j);
  const initial = build([2, 3], (a, b) => (a + b) / 4);
  const lossAt = (kernel: number[][]) => learnKernel({ x, target }, { initial: kernel, steps: 1 }).losses[0]!;
  const [step] = learnKernelSteps({ x, target }, { initial });
  const h = 1e-4;
  const slopes = build([2, 3], (a, b) => {
    const moved = (by: number) => initial.map((row, i) => row.map((w, j) => (i === a && j === b ? w + by : w)));
    return (lossAt(moved(h)) - lossAt(moved(-h))) / (2 * h);
  });
  expectClose(step!.gradient.flat(), slopes.flat(), { rtol: 1e-6 });
});

test('errors', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what JavaScript callers may pass
  const call = (options: any, data: any = edges) => learnKernel(data, options);
  expect(() => call({ lr: 1, steps: 1000 })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: learnKernel: lr 1 is too large: the loss is beyond all numbers after 149 steps
      Rule      lr must be below 2 / λ, λ the largest curvature of the loss
      Try       lr: 0.1]
  `);
  expect(() => call({ lr: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: learnKernel: lr must be above 0, not 0]`,
  );
  expect(() => call({ steps: 1.5 })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: learnKernel: steps must be an integer of at least 1, not 1.5]`,
  );
  expect(() => call({ initial: [[1]] })).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: learnKernel: initial is 1×1 but the kernel from x to target is 1×2]`,
  );
  expect(() => call({ learningRate: 1 })).toThrowErrorMatchingInlineSnapshot(`
    [ArgumentError: learnKernel: unknown option 'learningRate'
      Received  { learningRate: 1 }
      Rule      the options are lr, steps, initial]
  `);
  expect(() => call({}, { x: [[1]], target: [[1, 2]] })).toThrowErrorMatchingInlineSnapshot(`
    [ShapeError: learnKernel: target 1×2 is larger than x 1×1
      Rule      the kernel has the size x - target + 1, which must be at least 1×1]
  `);
  expect(() => call({}, { x: [[1]] })).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: learnKernel: target must be an array of rows of numbers, not undefined]`,
  );
  expect(() => learnKernelSteps(edges, { lr: -1 })).toThrow('learnKernelSteps: lr must be above 0');
});
