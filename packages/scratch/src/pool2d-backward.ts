import { ShapeError } from '@featuremap/errors';
import { build, type Matrix, requireMatrix, sizeOf } from './matrix.ts';
import { type Pool2dOptions, pooling } from './pool2d.ts';

/**
 * Pooling's backward pass: where the gradient of each output goes. A maximum hands all of it to the first pixel that
 * was the largest, a mean hands an equal share to every pixel it counted; a pixel under several windows adds up.
 *
 * `[H, W], [outH, outW] -> [H, W]`
 *
 * @param gradient the gradient of the loss with respect to each output of `pool2d(x, options)`.
 * @param options those of the `pool2d` call, and `x` beside `gradient` because a maximum has to be found again.
 * @throws {ArgumentError} as `pool2d`.
 * @throws {ShapeError} as `pool2d`, and when `gradient` has not the size of the output.
 *
 * @example
 * ```js
 * import { pool2dBackward } from '@featuremap/scratch';
 *
 * const x = [[1, 5], [5, 2]];
 * console.log(JSON.stringify(pool2dBackward({ x, gradient: [[8]] }, { kernelSize: 2 }))); // [[0,8],[0,0]]
 * console.log(JSON.stringify(pool2dBackward({ x, gradient: [[8]] }, { kernelSize: 2, mode: 'avg' }))); // [[2,2],[2,2]]
 * ```
 *
 * @see torch.autograd of max_pool2d and avg_pool2d
 */
export function pool2dBackward(
  { x, gradient }: { readonly x: Matrix; readonly gradient: Matrix },
  options: Pool2dOptions,
): number[][] {
  const steps = [...pooling('pool2dBackward', x, options)];
  const [outH, outW] = [steps.at(-1)!.row + 1, steps.at(-1)!.column + 1];
  const [height, width] = requireMatrix('pool2dBackward', 'gradient', gradient);
  if (height !== outH || width !== outW) {
    throw new ShapeError(`pool2dBackward: gradient is ${height}×${width} but the output is ${outH}×${outW}`);
  }
  const toInput = build(sizeOf(x), () => 0);
  for (const { row, column, from, share } of steps) {
    for (const [i, j] of from) toInput[i]![j]! += gradient[row]![column]! * share;
  }
  return toInput;
}
