import { each, pair } from './per-axis.ts';
import type { Pair, Sides } from './shape.ts';

/**
 * Padding from its total: the rows (and columns) that a convolution adds in all, as some textbooks count it. The odd one
 * goes to the top and to the left. With a total of `kernelSize - 1` a convolution of stride 1 keeps the size.
 *
 * The result is a `padding` option, whose numbers are always those of one side.
 *
 * @param total One integer for both axes, or `[height, width]`.
 * @throws {ArgumentError} when it is not made of integers of at least 0.
 *
 * @example
 * ```js
 * import { convOutputSize } from '@featuremap/shapes';
 * import { totalPadding } from '@featuremap/shapes/solve';
 *
 * console.log(totalPadding(3)); // [ [ 2, 1 ], [ 2, 1 ] ]
 * console.log(convOutputSize(8, { kernelSize: 4, padding: totalPadding(3) })); // [ 8, 8 ]
 * ```
 */
export function totalPadding(total: Pair): readonly [Sides, Sides] {
  const rows = pair('totalPadding', 'total', total, 0);
  return each((axis) => [Math.ceil(rows[axis] / 2), Math.floor(rows[axis] / 2)]);
}
