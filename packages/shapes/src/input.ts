import { ArgumentError, requireInteger, requireKnownOptions, requireOneOf, ShapeError, show } from '@featuremap/errors';
import type { LayerDescription, ShapeContext } from './layer-description.ts';
import { learnsNothing } from './learns-nothing.ts';
import { type DataFormat, type Shape, showShape } from './shape.ts';
import type { InputFn } from './types/layer-fns.ts';

/** The first entry of a network: the shape of one sample, and where its channels are. */
export interface InputDescription<D extends Shape = Shape, Format extends DataFormat = DataFormat>
  extends LayerDescription<InputFn<D, Format>> {
  readonly name: 'input';
  readonly shape: D;
  readonly dataFormat: Format;
}

/**
 * Declares the shape of one sample, without the batch: `input(28, 28, 1)`. Every layer behind it can then be checked
 * where it stands.
 *
 * The last argument may be `{ dataFormat: 'NCHW' }` for channels first, `input(1, 28, 28, { dataFormat: 'NCHW' })`; the
 * default is `'NHWC'`, channels last. The format holds for the whole network.
 *
 * @throws {ArgumentError} when a size is not a positive integer, or there is none.
 *
 * @example
 * ```js
 * import { input } from '@featuremap/shapes';
 *
 * console.log(input(28, 28, 1).shape); // [ 28, 28, 1 ]
 * console.log(input(1, 28, 28, { dataFormat: 'NCHW' }).dataFormat); // NCHW
 * ```
 */
export function input<const D extends Shape>(...shape: D): InputDescription<D, 'NHWC'>;
export function input<const D extends Shape, const Format extends DataFormat = 'NHWC'>(
  ...args: [...shape: D, options: { readonly dataFormat?: Format }]
): InputDescription<D, Format>;
export function input(...args: readonly unknown[]): object {
  const name = 'input' as const;
  const last = args.at(-1);
  const options = typeof last === 'object' && last !== null ? last : {};
  const sizes = options === last ? args.slice(0, -1) : args;
  requireKnownOptions(name, options, ['dataFormat']);
  if (sizes.length === 0) throw new ArgumentError(`${name}: at least one size is needed, not ${show(args)}`);
  const shape = sizes.map((size, axis) => requireInteger(name, `size ${axis}`, size, { min: 1 }));
  const { dataFormat = 'NHWC' } = options as { readonly dataFormat?: unknown };
  const format = requireOneOf(name, 'dataFormat', dataFormat, ['NHWC', 'NCHW']);
  return {
    name,
    shape,
    dataFormat: format,
    infer(received: Shape, context: ShapeContext) {
      if (context.dataFormat !== format) {
        throw new ShapeError(`${name} expects ${format} but the network around it is ${context.dataFormat}`, {
          remedy: `input(…, { dataFormat: '${format}' }) as the first entry of that network`,
        });
      }
      if (received.length !== shape.length || received.some((size, axis) => size !== shape[axis])) {
        throw new ShapeError(`${name} expects ${showShape(shape)} but gets ${showShape(received)}`);
      }
      return { shape, via: '' };
    },
    ...learnsNothing,
  };
}

/** The `input` that a list of layers begins with, if it does. */
export function inputOf(layers: readonly LayerDescription[]): InputDescription | undefined {
  const first = layers[0];
  return first?.name === 'input' ? (first as InputDescription) : undefined;
}
