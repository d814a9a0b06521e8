import { ArgumentError, requireInteger, ShapeError, show } from '@featuremap/errors';
import type { LayerDescription } from './layer-description.ts';
import { learnsNothing } from './learns-nothing.ts';
import { elements, type Shape, showShape } from './shape.ts';
import type { UnflattenFn } from './types/unflatten-fn.ts';

export type { UnflattenFn } from './types/unflatten-fn.ts';

/**
 * Describes the opposite of `flatten`: `[H·W·C] -> [H, W, C]`, in the order of the network's data format.
 *
 * @param shape The sizes of one sample, in that order.
 * @throws {ArgumentError} when there are none, or one is not a positive integer.
 *
 * @example
 * ```js
 * import { unflatten } from '@featuremap/shapes/unflatten';
 *
 * console.log(unflatten([7, 7, 16]).infer([784], { dataFormat: 'NHWC', via: '' }).shape); // [ 7, 7, 16 ]
 * ```
 *
 * @see torch.nn.Unflatten with dim 1
 */
export function unflatten<const S extends Shape>(shape: S): LayerDescription<UnflattenFn<S>> & { readonly shape: S } {
  const name = 'unflatten';
  if (!Array.isArray(shape) || shape.length === 0) {
    throw new ArgumentError(`${name}: shape must be a list of sizes, not ${show(shape)}`);
  }
  for (const [axis, size] of shape.entries()) requireInteger(name, `shape[${axis}]`, size, { min: 1 });
  const features = elements(shape);
  return {
    name,
    shape,
    infer(input, { via }) {
      if (input.length === 1 && input[0] === features) return { shape, via: '' };
      const product = shape.length > 1 ? ` = ${shape.join('×')}` : '';
      const given = input.length === 1 ? `${input[0]}${via}` : showShape(input);
      throw new ShapeError(
        `${name} expects ${features} feature${features === 1 ? '' : 's'}${product} but the previous layer gives ${given}`,
        { ...(input.length !== 1 && { remedy: 'flatten() before it' }) },
      );
    },
    ...learnsNothing,
    window: () => undefined,
  };
}
