import { build, type Matrix, requireMatrix } from './matrix.ts';

/**
 * Rows become columns: `[H, W] -> [W, H]`.
 *
 * @throws {ArgumentError} when an element is not a finite number.
 * @throws {ShapeError} when the rows differ in length or there is none.
 *
 * @example
 * ```js
 * import { transpose } from '@featuremap/scratch';
 *
 * console.log(JSON.stringify(transpose([[1, 2, 3]]))); // [[1],[2],[3]]
 * ```
 *
 * @see torch.t
 */
export function transpose(x: Matrix): number[][] {
  const [H, W] = requireMatrix('transpose', 'x', x);
  return build([W, H], (i, j) => x[j]![i]!);
}
