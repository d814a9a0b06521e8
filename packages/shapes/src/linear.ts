import { requireInteger, requireKnownOptions, requireOneOf, ShapeError } from '@featuremap/errors';
import { imageAxes } from './image-axes.ts';
import type { LayerDescription } from './layer-description.ts';
import { elements, showShape } from './shape.ts';
import type { LinearFn } from './types/layer-fns.ts';
import { convWindow, placeWindow } from './window.ts';

/** What a fully connected layer sees of an image whose channels are last. */
const pixel = convWindow('linear', { kernelSize: 1 });

/** The description of a fully connected layer. */
export interface LinearDescription<I extends number = number, O extends number = number>
  extends LayerDescription<LinearFn<I, O>> {
  readonly inFeatures: I;
  readonly outFeatures: O;
  readonly bias: boolean;
}

/**
 * Describes a fully connected layer of `[…, inFeatures] -> […, outFeatures]`.
 *
 * @param options.bias Whether each output adds a learnt number. Default true.
 * @throws {ArgumentError} when a count is not a positive integer or an option is unknown.
 *
 * @example
 * ```js
 * import { linear } from '@featuremap/shapes';
 *
 * console.log(linear(400, 120).params()); // 48120
 * ```
 *
 * @see torch.nn.Linear
 */
export function linear<const I extends number, const O extends number>(
  inFeatures: I,
  outFeatures: O,
  options: { readonly bias?: boolean } = {},
): LinearDescription<I, O> {
  const name = 'linear';
  requireInteger(name, 'inFeatures', inFeatures, { min: 1 });
  requireInteger(name, 'outFeatures', outFeatures, { min: 1 });
  requireKnownOptions(name, options, ['bias']);
  const bias = requireOneOf(name, 'bias', options.bias ?? true, [true, false]);
  return {
    name,
    inFeatures,
    outFeatures,
    bias,
    infer(input, { via }) {
      const features = input.at(-1);
      if (features === inFeatures) return { shape: [...input.slice(0, -1), outFeatures], via: '' };
      if (features === undefined) {
        throw new ShapeError(`${name} expects at least one axis but the previous layer gives []`);
      }
      throw new ShapeError(
        `${name} expects ${inFeatures} input feature${inFeatures === 1 ? '' : 's'} but the previous layer gives ${features}${via}`,
        { received: `input ${showShape(input)}`, remedy: `inFeatures ${features}` },
      );
    },
    params: () => outFeatures * (inFeatures + Number(bias)),
    macs: (input) => elements(input) * outFeatures,
    window(input, { dataFormat }) {
      if (dataFormat === 'NCHW' || input.length !== 3) return undefined;
      return placeWindow(name, pixel, imageAxes(name, input, dataFormat).size);
    },
  };
}
