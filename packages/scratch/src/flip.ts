import { type Matrix, requireMatrix } from './matrix.ts';

/**
 * The matrix turned by 180 degrees, which is to mirror it on both axes: `[kH, kW] -> [kH, kW]`. It makes a strict
 * convolution of a cross-correlation.
 *
 * @throws {ArgumentError} when an element is not a finite number.
 * @throws {ShapeError} when the rows differ in length or there is none.
 *
 * @example
 * ```js
 * import { flip } from '@featuremap/scratch';
 *
 * console.log(JSON.stringify(flip([[1, 2], [3, 4]]))); // [[4,3],[2,1]]
 * ```
 *
 * @see torch.flip with dims (0, 1)
 */
export function flip(x: Matrix): number[][] {
  requireMatrix('flip', 'x', x);
  return x.toReversed().map((row) => row.toReversed());
}
