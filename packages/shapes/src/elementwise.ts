import type { LayerDescription } from './layer-description.ts';
import { learnsNothing } from './learns-nothing.ts';
import type { SameFn } from './types/shape-fn.ts';

/**
 * Describes a layer that changes no shape and learns nothing, such as an activation or dropout.
 *
 * @example
 * ```js
 * import { elementwise } from '@featuremap/shapes';
 *
 * console.log(elementwise('relu').params()); // 0
 * ```
 */
export function elementwise<const Name extends string>(name: Name): LayerDescription<SameFn<Name>> {
  return {
    name,
    infer: (shape, { via }) => ({ shape, via }),
    ...learnsNothing,
  };
}
