import type { LayerDescription } from './layer-description.ts';
import { learnsNothing } from './learns-nothing.ts';
import { elements } from './shape.ts';
import type { FlattenFn } from './types/layer-fns.ts';

/**
 * Describes the flattening of each sample, `[H, W, C] -> [H·W·C]`, in the order of the network's data format.
 *
 * @example
 * ```js
 * import { flatten } from '@featuremap/shapes';
 *
 * console.log(flatten().infer([16, 5, 5], { dataFormat: 'NCHW', via: '' })); // { shape: [ 400 ], via: ' = 16×5×5' }
 * ```
 *
 * @see torch.nn.Flatten
 */
export function flatten(): LayerDescription<FlattenFn> {
  return {
    name: 'flatten',
    infer: (input, { via }) => ({
      shape: [elements(input)],
      via: input.length === 1 ? via : ` = ${input.join('×')}`,
    }),
    ...learnsNothing,
    window: () => undefined,
  };
}
