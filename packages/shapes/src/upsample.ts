import { ArgumentError, requireKnownOptions, ShapeError, show } from '@featuremap/errors';
import { imageAxes, imageShape } from './image-axes.ts';
import type { LayerDescription } from './layer-description.ts';
import { learnsNothing } from './learns-nothing.ts';
import { axisNames, each, pair } from './per-axis.ts';
import type { Pair, Size2 } from './shape.ts';
import type { UpsampleFn } from './types/upsample-fn.ts';

export type { UpsampleFn } from './types/upsample-fn.ts';

/** The options of `upsample`, of which one must be given. */
export interface UpsampleOptions<Size extends Pair | undefined, Scale extends Pair | undefined> {
  /** The rows and columns of the output: one number or `[h, w]`. */
  readonly size?: Size;
  /** What the rows and columns are multiplied by, rounded down: one number or `[h, w]`, also fractions. */
  readonly scaleFactor?: Scale;
}

/** The description of a layer that gives images another size. */
export interface UpsampleDescription<
  Size extends Pair | undefined = Pair | undefined,
  Scale extends Pair | undefined = Pair | undefined,
> extends LayerDescription<UpsampleFn<Size, Scale>> {
  /** The factors along height and width, undefined when a size was given. */
  readonly scaleFactor: Size2 | undefined;
  /** The rows and columns behind an image of `[height, width]`. @throws {ShapeError} when nothing is left. */
  outputSize(size: Size2): Size2;
}

/**
 * Describes a change of size by interpolation: `[H, W, C] -> [outH, outW, C]`.
 *
 * @throws {ArgumentError} when not exactly one option is given, an option is unknown, or a number is not positive.
 *
 * @example
 * ```js
 * import { upsample } from '@featuremap/shapes/upsample';
 *
 * const twice = upsample({ scaleFactor: 2 });
 * console.log(twice.infer([7, 9, 16], { dataFormat: 'NHWC', via: '' }).shape); // [ 14, 18, 16 ]
 * ```
 *
 * @see torch.nn.Upsample
 */
export function upsample<
  const Size extends Pair | undefined = undefined,
  const Scale extends Pair | undefined = undefined,
>(options: UpsampleOptions<Size, Scale>): UpsampleDescription<Size, Scale> {
  const name = 'upsample';
  requireKnownOptions(name, options, ['size', 'scaleFactor']);
  const { size: chosen, scaleFactor } = options;
  if ((chosen === undefined) === (scaleFactor === undefined)) {
    throw new ArgumentError(`${name}: one of size and scaleFactor must be given, not ${show(options)}`);
  }
  const size = chosen === undefined ? undefined : pair(name, 'size', chosen);
  const factors = scaleFactor === undefined ? undefined : scales(name, scaleFactor);
  function outputSize(before: Size2): Size2 {
    if (size !== undefined) return size;
    return each((axis) => {
      const output = Math.floor(before[axis] * factors![axis]);
      if (output >= 1) return output;
      throw new ShapeError(
        `${name}: scaleFactor ${factors![axis]} leaves nothing of ${before[axis]} along the ${axisNames[axis]}`,
      );
    });
  }
  return {
    name,
    scaleFactor: factors,
    outputSize,
    infer(input, { dataFormat }) {
      const image = imageAxes(name, input, dataFormat);
      return { shape: imageShape({ ...image, size: outputSize(image.size) }, dataFormat), via: '' };
    },
    ...learnsNothing,
    // Which pixels an output position sees depends on where it is.
    window: () => undefined,
  };
}

function scales(caller: string, value: unknown): Size2 {
  if (Array.isArray(value) && value.length !== 2) {
    throw new ArgumentError(`${caller}: scaleFactor must be one number or [height, width], not ${show(value)}`);
  }
  return each((axis) => {
    const [label, factor] = Array.isArray(value) ? [`scaleFactor[${axis}]`, value[axis]] : ['scaleFactor', value];
    if (Number.isFinite(factor) && factor > 0) return factor;
    throw new ArgumentError(`${caller}: ${label} must be a number above 0, not ${show(factor)}`);
  });
}
