import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireRange, requireSize, type Size } from './check-arguments.ts';
import { requireBox } from './check-params.ts';
import { type Box, crop } from './core/crop.ts';
import { boxStep, type WarpStep } from './core/one-warp.ts';
import { drawSides } from './core/random-area.ts';
import { resize } from './core/resize.ts';
import { roundHalfEven } from './core/round-half-even.ts';
import { drawInteger } from './draw.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { type Interpolation, interpolations } from './interpolation.ts';
import type { Canvas } from './kernels/canvas.ts';
import { Transform } from './transform.ts';

/** Options of {@link RandomResizedCrop}. */
export interface RandomResizedCropOptions {
  /** The range of the crop's share of the area. Default [0.08, 1]; narrower keeps more of the image in view. */
  readonly scale?: readonly [min: number, max: number];
  /** The range of the crop's width / height. Default [3/4, 4/3]. */
  readonly ratio?: readonly [min: number, max: number];
  /** `'bilinear'` (default) or `'bicubic'`, both antialiased, or `'nearest'`. */
  readonly interpolation?: Interpolation;
}

/** How often a crop is drawn before the middle of the image is taken. */
const TRIES = 10;

/**
 * Cuts out a random part and resizes it to `size`: one number, or [height, width], in pixels.
 * Bytes `[H, W, C] -> [height, width, C]`.
 *
 * Up to ten crops are drawn; when none fits, the largest crop in the middle whose ratio is allowed is taken.
 *
 * @throws {ArgumentError} when an argument is out of its range.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandomResizedCrop } from '@featuremap/transforms';
 *
 * const cut = new RandomResizedCrop(224, { scale: [0.8, 1] });
 * console.log(cut.params({ height: 375, width: 500, channels: 3 }, new Generator(1))); // { top: 3, left: 12, height: 357, width: 424 }
 * ```
 *
 * @see torchvision.transforms.RandomResizedCrop
 */
export class RandomResizedCrop extends Transform<Pixels, Pixels, Box> {
  readonly size: readonly [height: number, width: number];
  readonly scale: readonly [min: number, max: number];
  readonly ratio: readonly [min: number, max: number];
  readonly interpolation: Interpolation;

  constructor(size: Size, options: RandomResizedCropOptions = {}) {
    super('RandomResizedCrop');
    requireKnownOptions(this.name, options, ['scale', 'ratio', 'interpolation']);
    const { scale = [0.08, 1], ratio = [3 / 4, 4 / 3], interpolation = 'bilinear' } = options;
    this.size = requireSize(this.name, 'size', size);
    this.scale = requireRange(this.name, 'scale', scale, { min: 0, max: 1 });
    this.ratio = requireRange(this.name, 'ratio', ratio, { min: 1e-6, max: 1e6 });
    this.interpolation = requireOneOf(this.name, 'interpolation', interpolation, interpolations);
  }

  override params({ height, width }: ImageShape, generator: Generator): Box {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const [w, h] = drawSides(generator, height * width, this.scale, this.ratio).map(roundHalfEven) as [
        number,
        number,
      ];
      if (w < 1 || w > width || h < 1 || h > height) continue;
      const top = drawInteger(generator, 0, height - h + 1);
      const left = drawInteger(generator, 0, width - w + 1);
      return { top, left, height: h, width: w };
    }
    return this.#middle(height, width);
  }

  /** The largest crop in the middle whose ratio is allowed. */
  #middle(height: number, width: number): Box {
    const [minRatio, maxRatio] = this.ratio;
    const h = width / height < minRatio ? Math.max(1, roundHalfEven(width / minRatio)) : height;
    const w = width / height > maxRatio ? Math.max(1, roundHalfEven(height * maxRatio)) : width;
    return { top: Math.floor((height - h) / 2), left: Math.floor((width - w) / 2), height: h, width: w };
  }

  override apply(image: Pixels, box: Box): Pixels {
    const pixels = requirePixels(this.name, image, this.interpolation === 'nearest' ? [1, 3, 4] : [1, 3]);
    return resize(crop(pixels, requireBox(this.name, box, pixels)), ...this.size, this.interpolation);
  }

  override applyToCanvas(canvas: Canvas, box: Box): boolean {
    if (this.interpolation === 'nearest') return false;
    canvas.crop(requireBox(this.name, box, canvas));
    canvas.resize(...this.size, this.interpolation);
    return true;
  }

  override outputShape({ channels }: ImageShape): ImageShape {
    const [height, width] = this.size;
    return { height, width, channels };
  }

  override warpStep(shape: ImageShape, box: Box): WarpStep | undefined {
    return boxStep(requireBox(this.name, box, shape), ...this.size, this.interpolation);
  }

  protected override args(): readonly unknown[] {
    const { size, scale, ratio, interpolation } = this;
    return [size, { scale, ratio, interpolation }];
  }
}
