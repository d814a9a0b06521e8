import { requireNumber } from '@featuremap/errors';
import { elements } from '@featuremap/shapes';
import type { Initializer } from './initializer.ts';

/**
 * An initializer that sets every number to `value`; it draws nothing.
 *
 * @throws {ArgumentError} when the value is not a finite number.
 *
 * @example
 * ```js
 * import { constant } from '@featuremap/layers';
 * import { Generator } from '@featuremap/random';
 *
 * console.log(constant(0.5)([2], new Generator(0))); // Float32Array(2) [ 0.5, 0.5 ]
 * ```
 *
 * @see torch.nn.init.constant_
 */
export function constant(value: number): Initializer {
  requireNumber('constant', 'value', value);
  return (shape) => new Float32Array(elements(shape)).fill(value);
}
