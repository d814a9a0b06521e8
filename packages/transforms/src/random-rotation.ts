import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireAngles, requireBoolean, requireCenter } from './check-arguments.ts';
import { requireParam } from './check-params.ts';
import type { WarpStep } from './core/one-warp.ts';
import { rotate, rotationOf } from './core/rotate.ts';
import { drawUniform } from './draw.ts';
import { type Fill, fillBytes, requireFill } from './fill.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { type Interpolation, interpolations } from './interpolation.ts';
import type { Canvas } from './kernels/canvas.ts';
import { Transform } from './transform.ts';

/** Options of {@link RandomRotation}. */
export interface RandomRotationOptions {
  /** `'nearest'` (default), `'bilinear'` or `'bicubic'`; not for images with alpha but nearest. */
  readonly interpolation?: Interpolation;
  /** Whether the canvas grows to hold the whole turned image. Default false: the size stays and corners are cut. */
  readonly expand?: boolean;
  /** The point to turn around, [x, y] in pixels from the top left corner. Default null: the middle. */
  readonly center?: readonly [x: number, y: number] | null;
  /** The colour of what the image does not cover, 0 to 255. Default 0. */
  readonly fill?: Fill;
}

/**
 * Turns an image by a random angle. Bytes `[H, W, C] -> [H, W, C]`, another size with `expand`.
 *
 * `degrees` is a range [min, max] counter-clockwise, or one number d for [-d, d]. Turns by multiples of 90° around the
 * middle move pixels without making up any.
 *
 * @throws {ArgumentError} when an argument is out of its range.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandomRotation } from '@featuremap/transforms';
 *
 * const rotation = new RandomRotation(10);
 * const params = rotation.params({ height: 28, width: 28, channels: 1 }, new Generator(0));
 * console.log(params); // { angle: -0.07486820220947266 }
 * ```
 *
 * @see torchvision.transforms.RandomRotation
 */
export class RandomRotation extends Transform<Pixels, Pixels, { readonly angle: number }> {
  readonly degrees: readonly [min: number, max: number];
  readonly interpolation: Interpolation;
  readonly expand: boolean;
  readonly center: readonly [x: number, y: number] | null;
  readonly fill: Fill;

  constructor(degrees: number | readonly [min: number, max: number], options: RandomRotationOptions = {}) {
    super('RandomRotation');
    requireKnownOptions(this.name, options, ['interpolation', 'expand', 'center', 'fill']);
    const { interpolation = 'nearest', expand = false, center = null, fill = 0 } = options;
    this.degrees = requireAngles(this.name, 'degrees', degrees);
    this.interpolation = requireOneOf(this.name, 'interpolation', interpolation, interpolations);
    this.expand = requireBoolean(this.name, 'expand', expand);
    this.center = requireCenter(this.name, center);
    this.fill = requireFill(this.name, fill);
  }

  override params(_shape: ImageShape, generator: Generator): { readonly angle: number } {
    return { angle: drawUniform(generator, ...this.degrees) };
  }

  override apply(image: Pixels, params: { readonly angle: number }): Pixels {
    const angle = requireParam(this.name, params, 'angle');
    const pixels = requirePixels(this.name, image, this.interpolation === 'nearest' ? [1, 3, 4] : [1, 3]);
    const { interpolation, expand, center } = this;
    return rotate(pixels, angle, {
      interpolation,
      expand,
      center,
      fill: fillBytes(this.name, this.fill, pixels.channels),
    });
  }

  override applyToCanvas(canvas: Canvas, params: { readonly angle: number }): boolean {
    const angle = requireParam(this.name, params, 'angle');
    if (this.interpolation !== 'nearest' || this.expand || angle % 90 === 0) return false;
    const { matrix } = rotationOf(canvas.height, canvas.width, angle, false, this.center);
    return canvas.warpNearest(matrix, fillBytes(this.name, this.fill, 3));
  }

  override outputShape(shape: ImageShape, params: { readonly angle: number }): ImageShape {
    if (!this.expand) return shape;
    const angle = requireParam(this.name, params, 'angle');
    const { height, width } = rotationOf(shape.height, shape.width, angle, true, this.center);
    return { height, width, channels: shape.channels };
  }

  override warpStep(shape: ImageShape, params: { readonly angle: number }): WarpStep | undefined {
    const { interpolation, expand, center } = this;
    if (interpolation === 'bicubic') return undefined;
    const angle = requireParam(this.name, params, 'angle');
    const rotation = rotationOf(shape.height, shape.width, angle, expand, center);
    return { ...rotation, interpolation, fill: fillBytes(this.name, this.fill, shape.channels) };
  }

  protected override args(): readonly unknown[] {
    const { degrees, interpolation, expand, center, fill } = this;
    return [degrees, { interpolation, expand, center, fill }];
  }
}
