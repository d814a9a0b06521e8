import { ArgumentError, requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { type Padding, requireBorder } from './border.ts';
import { requireBoolean, requireSize, type Size } from './check-arguments.ts';
import { requireBox } from './check-params.ts';
import { type Box, crop } from './core/crop.ts';
import { requireRoom } from './core/five-crops.ts';
import { boxStep, type WarpStep } from './core/one-warp.ts';
import { type Border, type PaddingMode, pad, paddingModes } from './core/pad.ts';
import { drawInteger } from './draw.ts';
import { type Fill, fillBytes, requireFill } from './fill.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { Transform } from './transform.ts';

/** Options of {@link RandomCrop}. */
export interface RandomCropOptions {
  /** A border that is put around the image first, as in `Pad`. Default null: none. */
  readonly padding?: Padding | null;
  /** Whether an image that is too small gets a border as wide as what is missing, on both sides. Default false: an error. */
  readonly padIfNeeded?: boolean;
  /** The colour of a constant border, 0 to 255. Default 0. */
  readonly fill?: Fill;
  /** What a border shows, as in `Pad`: `'constant'` (default), `'edge'`, `'reflect'` or `'symmetric'`. */
  readonly paddingMode?: PaddingMode;
}

/**
 * Cuts out a part of an image at random. `size` is one number, or [height, width], in pixels. Bytes
 * `[H, W, C] -> [height, width, C]`, exact. The params count from the corner of the image with its border.
 *
 * @throws {ArgumentError} when an argument is not allowed.
 * @throws {ShapeError} when the image is smaller than size.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandomCrop } from '@featuremap/transforms';
 *
 * const cut = new RandomCrop(32, { padding: 4 });
 * console.log(cut.params({ height: 32, width: 32, channels: 3 }, new Generator(0))); // { top: 8, left: 0, height: 32, width: 32 }
 * ```
 *
 * @see torchvision.transforms.RandomCrop
 */
export class RandomCrop extends Transform<Pixels, Pixels, Box> {
  readonly size: readonly [height: number, width: number];
  readonly padding: Border | null;
  readonly padIfNeeded: boolean;
  readonly fill: Fill;
  readonly paddingMode: PaddingMode;

  constructor(size: Size, options: RandomCropOptions = {}) {
    super('RandomCrop');
    requireKnownOptions(this.name, options, ['padding', 'padIfNeeded', 'fill', 'paddingMode']);
    const { padding = null, padIfNeeded = false, fill = 0, paddingMode = 'constant' } = options;
    this.size = requireSize(this.name, 'size', size);
    this.padding = padding === null ? null : requireBorder(this.name, padding);
    this.padIfNeeded = requireBoolean(this.name, 'padIfNeeded', padIfNeeded);
    this.fill = requireFill(this.name, fill);
    this.paddingMode = requireOneOf(this.name, 'paddingMode', paddingMode, paddingModes);
  }

  /** The borders that are put around an image one after the other. */
  #borders({ height, width }: ImageShape): Border[] {
    const borders: Border[] = this.padding === null ? [] : [this.padding];
    const { left, right, top, bottom } = this.padding ?? { left: 0, right: 0, top: 0, bottom: 0 };
    const missingWidth = this.size[1] - (left + width + right);
    const missingHeight = this.size[0] - (top + height + bottom);
    if (this.padIfNeeded && missingWidth > 0) {
      borders.push({ left: missingWidth, right: missingWidth, top: 0, bottom: 0 });
    }
    if (this.padIfNeeded && missingHeight > 0) {
      borders.push({ left: 0, right: 0, top: missingHeight, bottom: missingHeight });
    }
    return borders;
  }

  override params(shape: ImageShape, generator: Generator): Box {
    const [height, width] = this.size;
    const borders = this.#borders(shape);
    const padded = {
      height: borders.reduce((sum, { top, bottom }) => sum + top + bottom, shape.height),
      width: borders.reduce((sum, { left, right }) => sum + left + right, shape.width),
    };
    requireRoom(this.name, padded, height, width);
    if (padded.height === height && padded.width === width) return { top: 0, left: 0, height, width };
    const top = drawInteger(generator, 0, padded.height - height + 1);
    const left = drawInteger(generator, 0, padded.width - width + 1);
    return { top, left, height, width };
  }

  override apply(image: Pixels, params: Box): Pixels {
    const pixels = requirePixels(this.name, image);
    const fill = fillBytes(this.name, this.fill, pixels.channels);
    const padded = this.#borders(pixels).reduce(
      (current, border) => pad(this.name, current, border, this.paddingMode, fill),
      pixels,
    );
    return crop(padded, this.#requireBox(params, padded));
  }

  #requireBox(params: Box, padded: Pick<ImageShape, 'height' | 'width'>): Box {
    const box = requireBox(this.name, params, padded);
    const [height, width] = this.size;
    if (box.height === height && box.width === width) return box;
    throw new ArgumentError(`RandomCrop: a box of ${box.height}×${box.width} is not of size ${height}×${width}`);
  }

  override outputShape({ channels }: ImageShape): ImageShape {
    const [height, width] = this.size;
    return { height, width, channels };
  }

  override warpStep(shape: ImageShape, params: Box): WarpStep | undefined {
    if (this.#borders(shape).length > 0) return undefined;
    return boxStep(this.#requireBox(params, shape), ...this.size, 'nearest');
  }

  protected override args(): readonly unknown[] {
    const { size, padding, padIfNeeded, fill, paddingMode } = this;
    const widths = padding && [padding.left, padding.top, padding.right, padding.bottom];
    return [size, { padding: widths, padIfNeeded, fill, paddingMode }];
  }
}
