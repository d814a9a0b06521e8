import { ArgumentError, requireInteger, show } from '@featuremap/errors';
import type { Sides, Size2 } from './shape.ts';

/** The words for the axes in sentences. */
export const axisNames = ['height', 'width'] as const;

/** `[value(0), value(1)]`: height, then width. */
export function each<T>(value: (axis: 0 | 1) => T): readonly [T, T] {
  return [value(0), value(1)];
}

/**
 * `[height, width]` of an option that is one integer or a pair of them.
 *
 * @throws {ArgumentError} when it is neither, or an entry is below `min` (default 1).
 *
 * @example
 * ```js
 * import { pair } from '@featuremap/shapes';
 *
 * console.log(pair('conv2d', 'stride', 2)); // [ 2, 2 ]
 * console.log(pair('conv2d', 'stride', [3, 2])); // [ 3, 2 ]
 * ```
 */
export function pair(caller: string, name: string, value: unknown, min = 1): Size2 {
  if (!Array.isArray(value)) {
    const both = requireInteger(caller, name, value, { min });
    return [both, both];
  }
  requireLength2(caller, name, value, 'one integer or [height, width]');
  return each((axis) => requireInteger(caller, `${name}[${axis}]`, value[axis], { min }));
}

/**
 * Padding as `[[top, bottom], [left, right]]`, or `'same'`, whose amounts depend on the input.
 *
 * @throws {ArgumentError} when the value has none of the forms of `Padding`.
 *
 * @example
 * ```js
 * import { sides } from '@featuremap/shapes';
 *
 * console.log(sides('conv2d', 2)); // [ [ 2, 2 ], [ 2, 2 ] ]
 * console.log(sides('conv2d', [[1, 0], [2, 3]])); // [ [ 1, 0 ], [ 2, 3 ] ]
 * console.log(sides('conv2d', 'same')); // same
 * ```
 */
export function sides(caller: string, padding: unknown): readonly [Sides, Sides] | 'same' {
  if (padding === 'same') return padding;
  if (Array.isArray(padding) && padding.some(Array.isArray)) {
    requireLength2(caller, 'padding', padding, '[[top, bottom], [left, right]]');
    return each((axis) => pair(caller, `padding[${axis}]`, padding[axis], 0));
  }
  if (typeof padding === 'string' && padding !== 'valid') {
    throw new ArgumentError(`${caller}: padding must be numbers, 'same' or 'valid', not ${show(padding)}`);
  }
  const amount = padding === 'valid' ? [0, 0] : pair(caller, 'padding', padding, 0);
  return each((axis) => [amount[axis]!, amount[axis]!]);
}

function requireLength2(caller: string, name: string, value: readonly unknown[], form: string): void {
  if (value.length !== 2) throw new ArgumentError(`${caller}: ${name} must be ${form}, not ${show(value)}`);
}
