import { ArgumentError, requireInteger, requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { requireSize, type Size } from './check-arguments.ts';
import { boxStep, type WarpStep } from './core/one-warp.ts';
import { resize } from './core/resize.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { type Interpolation, interpolations } from './interpolation.ts';
import type { Canvas } from './kernels/canvas.ts';
import { WithoutParams } from './without-params.ts';

/** Options of {@link Resize}. */
export interface ResizeOptions {
  /** `'bilinear'` (default) or `'bicubic'`, both antialiased, or `'nearest'`. */
  readonly interpolation?: Interpolation;
  /** With a size of one number: the most pixels that the longer side may get. Default null: no limit. */
  readonly maxSize?: number | null;
}

/**
 * Resizes an image. `size` [height, width] is the new size; one number is that of the shorter side, and the longer one
 * follows, rounded down. Bytes `[H, W, C] -> [height, width, C]`.
 *
 * @throws {ArgumentError} when an argument is not allowed.
 *
 * @example
 * ```js
 * import { Resize } from '@featuremap/transforms';
 *
 * const resize = new Resize(256);
 * console.log(resize.outputShape({ height: 375, width: 500, channels: 3 })); // { height: 256, width: 341, channels: 3 }
 * ```
 *
 * @see torchvision.transforms.Resize
 */
export class Resize extends WithoutParams<Pixels, Pixels> {
  readonly size: number | readonly [height: number, width: number];
  readonly interpolation: Interpolation;
  readonly maxSize: number | null;

  constructor(size: Size, options: ResizeOptions = {}) {
    super('Resize');
    requireKnownOptions(this.name, options, ['interpolation', 'maxSize']);
    const { interpolation = 'bilinear', maxSize = null } = options;
    const [height, width] = requireSize(this.name, 'size', size);
    this.size = typeof size === 'number' ? size : [height, width];
    this.interpolation = requireOneOf(this.name, 'interpolation', interpolation, interpolations);
    this.maxSize = maxSize === null ? null : requireInteger(this.name, 'maxSize', maxSize, { min: 1 });
    if (maxSize !== null && (typeof size !== 'number' || maxSize <= size)) {
      throw new ArgumentError('Resize: maxSize goes with a size of one number that is less', {
        received: `size ${JSON.stringify(size)}, maxSize ${maxSize}`,
      });
    }
  }

  override apply(image: Pixels): Pixels {
    const pixels = requirePixels(this.name, image, this.interpolation === 'nearest' ? [1, 3, 4] : [1, 3]);
    const { height, width } = this.outputShape(pixels);
    return resize(pixels, height, width, this.interpolation);
  }

  override applyToCanvas(canvas: Canvas): boolean {
    if (this.interpolation === 'nearest') return false;
    const { height, width } = this.outputShape({ height: canvas.height, width: canvas.width, channels: 3 });
    canvas.resize(height, width, this.interpolation);
    return true;
  }

  override outputShape(shape: ImageShape): ImageShape {
    const { channels } = shape;
    if (typeof this.size !== 'number') return { height: this.size[0], width: this.size[1], channels };
    const shorter = Math.min(shape.height, shape.width);
    const longer = Math.max(shape.height, shape.width);
    const { maxSize, size } = this;
    const followed = Math.max(1, Math.trunc((size * longer) / shorter));
    const isTooLong = maxSize !== null && followed > maxSize;
    const newShorter = isTooLong ? Math.max(1, Math.trunc((maxSize * size) / followed)) : size;
    const newLonger = isTooLong ? maxSize : followed;
    return shape.width <= shape.height
      ? { height: newLonger, width: newShorter, channels }
      : { height: newShorter, width: newLonger, channels };
  }

  override warpStep(shape: ImageShape): WarpStep | undefined {
    const { height, width } = this.outputShape(shape);
    return boxStep({ top: 0, left: 0, height: shape.height, width: shape.width }, height, width, this.interpolation);
  }

  protected override args(): readonly unknown[] {
    return [this.size, { interpolation: this.interpolation, maxSize: this.maxSize }];
  }
}
