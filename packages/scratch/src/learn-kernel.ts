import { ArgumentError, requireInteger, requireKnownOptions, requireNumber, ShapeError } from '@featuremap/errors';
import { corr2d } from './corr2d.ts';
import { build, type Matrix, requireMatrix, type Size2, sum } from './matrix.ts';

/** Options of {@link learnKernel}. */
export interface LearnKernelOptions {
  /** How far each step goes down the gradient; default 0.03. */
  readonly lr?: number;
  /** Number of steps; default 10. */
  readonly steps?: number;
  /** The kernel to begin with, [kH, kW]; default zeros. */
  readonly initial?: Matrix;
}

/** One step of gradient descent. */
export interface LearnKernelStep {
  /** Sum of the squared differences before the step. */
  readonly loss: number;
  /** Its gradient with respect to each weight: [kH, kW]. */
  readonly gradient: Matrix;
  /** The kernel after the step: [kH, kW]. */
  readonly kernel: number[][];
}

/**
 * Finds the kernel that made `target` out of `x`, from these two alone, by gradient descent on the sum of the squared
 * differences between `corr2d(x, kernel)` and `target`. The kernel's size follows from the two sizes, for a stride of 1
 * and no padding.
 *
 * `x: [H, W], target: [outH, outW] -> kernel: [H - outH + 1, W - outW + 1]`
 *
 * @param options `lr` (default 0.03): too large a value overshoots further with every step; `steps` (default 10);
 *   `initial` kernel (default zeros).
 * @returns the kernel after the last step, and the loss before each step.
 * @throws {ArgumentError} when an option is not allowed, or the loss grows beyond all numbers because `lr` is too large.
 * @throws {ShapeError} when the target is larger than `x`, or `initial` has not the kernel's size.
 *
 * @example
 * ```js
 * import { corr2d, learnKernel } from '@featuremap/scratch';
 *
 * const x = Array(6).fill([1, 1, 0, 0, 0, 0, 1, 1]);
 * const { kernel, losses } = learnKernel({ x, target: corr2d(x, [[1, -1]]) });
 * console.log(kernel[0].map((weight) => weight.toFixed(5)).join(' ')); // 0.98847 -0.98847
 * console.log(losses[9].toFixed(3)); // 0.004
 * ```
 */
export function learnKernel(
  data: { readonly x: Matrix; readonly target: Matrix },
  options: LearnKernelOptions = {},
): { kernel: number[][]; losses: number[] } {
  const steps = [...descent('learnKernel', data, options)];
  return { kernel: steps.at(-1)!.kernel, losses: steps.map((step) => step.loss) };
}

/**
 * The steps of {@link learnKernel}, made as they are asked for.
 *
 * @param options as for `learnKernel`.
 * @throws {ArgumentError} and {ShapeError} as `learnKernel`.
 *
 * @example
 * ```js
 * import { learnKernelSteps } from '@featuremap/scratch';
 *
 * const data = { x: [[1, 2]], target: [[3, 6]] }; // target = 3·x
 * const steps = learnKernelSteps(data, { lr: 0.05, steps: 2 });
 * console.log([...steps].map(({ kernel }) => kernel[0][0]).join(' ')); // 1.5 2.25
 * ```
 */
export function learnKernelSteps(
  data: { readonly x: Matrix; readonly target: Matrix },
  options: LearnKernelOptions = {},
): Generator<LearnKernelStep> {
  return descent('learnKernelSteps', data, options);
}

function descent(
  caller: string,
  { x, target }: { readonly x: Matrix; readonly target: Matrix },
  options: LearnKernelOptions,
): Generator<LearnKernelStep> {
  requireKnownOptions(caller, options, ['lr', 'steps', 'initial'] satisfies (keyof LearnKernelOptions)[]);
  const lr = requireNumber(caller, 'lr', options.lr ?? 0.03);
  if (lr <= 0) throw new ArgumentError(`${caller}: lr must be above 0, not ${lr}`);
  const steps = requireInteger(caller, 'steps', options.steps ?? 10, { min: 1 });
  const size = requireMatrix(caller, 'x', x);
  const outputSize = requireMatrix(caller, 'target', target);
  const kernelSize: Size2 = [size[0] - outputSize[0] + 1, size[1] - outputSize[1] + 1];
  if (Math.min(...kernelSize) < 1) {
    throw new ShapeError(`${caller}: target ${outputSize.join('×')} is larger than x ${size.join('×')}`, {
      rule: 'the kernel has the size x - target + 1, which must be at least 1×1',
    });
  }
  const { initial = build(kernelSize, () => 0) } = options;
  const [kH, kW] = requireMatrix(caller, 'initial', initial);
  if (kH !== kernelSize[0] || kW !== kernelSize[1]) {
    throw new ShapeError(
      `${caller}: initial is ${kH}×${kW} but the kernel from x to target is ${kernelSize.join('×')}`,
    );
  }
  return descend(caller, x, target, initial, { lr, steps });
}

function* descend(
  caller: string,
  x: Matrix,
  target: Matrix,
  initial: Matrix,
  { lr, steps }: { lr: number; steps: number },
): Generator<LearnKernelStep> {
  let kernel = initial;
  for (let step = 1; step <= steps; step++) {
    const error = corr2d(x, kernel).map((row, i) => row.map((value, j) => value - target[i]![j]!));
    const loss = sum(error.map((row) => row.map((e) => e ** 2)));
    // A weight meets, over all windows, the pixels that lie under it: the gradient is x seen through the error.
    const gradient = corr2d(x, error).map((row) => row.map((g) => 2 * g));
    const next = kernel.map((row, a) => row.map((weight, b) => weight - lr * gradient[a]![b]!));
    if (!Number.isFinite(loss) || !next.flat().every(Number.isFinite)) {
      throw new ArgumentError(`${caller}: lr ${lr} is too large: the loss is beyond all numbers after ${step} steps`, {
        rule: 'lr must be below 2 / λ, λ the largest curvature of the loss',
        remedy: `lr: ${Number((lr / 10).toPrecision(1))}`,
      });
    }
    yield { loss, gradient, kernel: next };
    kernel = next;
  }
}
