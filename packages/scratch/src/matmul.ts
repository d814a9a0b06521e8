import { ShapeError } from '@featuremap/errors';
import { build, type Matrix, requireMatrix } from './matrix.ts';

/**
 * The matrix product: `[n, m] · [m, p] -> [n, p]`, each element a row of `a` times a column of `b`.
 *
 * @throws {ArgumentError} when an element is not a finite number.
 * @throws {ShapeError} when `a` has not as many columns as `b` has rows, or either is not rows of one length.
 *
 * @example
 * ```js
 * import { matmul } from '@featuremap/scratch';
 *
 * console.log(JSON.stringify(matmul([[1, 2], [3, 4]], [[1], [10]]))); // [[21],[43]]
 * ```
 *
 * @see torch.matmul
 */
export function matmul(a: Matrix, b: Matrix): number[][] {
  const [n, m] = requireMatrix('matmul', 'a', a);
  const [rows, p] = requireMatrix('matmul', 'b', b);
  if (rows !== m) {
    throw new ShapeError(`matmul: a has ${m} columns but b has ${rows} rows`, {
      received: `${n}×${m} and ${rows}×${p}`,
    });
  }
  return build([n, p], (i, j) => a[i]!.reduce((total, value, k) => total + value * b[k]![j]!, 0));
}
