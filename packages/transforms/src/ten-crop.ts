import { requireKnownOptions } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { requireBoolean, requireSize, type Size } from './check-arguments.ts';
import { fiveCrops } from './core/five-crops.ts';
import { flipHorizontal, flipVertical } from './core/flip.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { WithoutParams } from './without-params.ts';

/**
 * The five crops of {@link FiveCrop}, then those of the flipped image. `size` is one number, or [height, width], in
 * pixels. Bytes `[H, W, C] -> 10 × [height, width, C]`, exact.
 *
 * `verticalFlip` (default false) flips top to bottom instead of left to right.
 *
 * @throws {ArgumentError} when an argument is not allowed.
 * @throws {ShapeError} when the image is smaller than size.
 *
 * @example
 * ```js
 * import { TenCrop } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), width: 3, height: 3, channels: 1 };
 * console.log(new TenCrop(1).apply(image).map((crop) => crop.data[0]).join(' ')); // 1 3 7 9 5 3 1 9 7 5
 * ```
 *
 * @see torchvision.transforms.TenCrop
 */
export class TenCrop extends WithoutParams<Pixels, Pixels[]> {
  readonly size: readonly [height: number, width: number];
  readonly verticalFlip: boolean;

  constructor(size: Size, options: { readonly verticalFlip?: boolean } = {}) {
    super('TenCrop');
    requireKnownOptions(this.name, options, ['verticalFlip']);
    this.size = requireSize(this.name, 'size', size);
    this.verticalFlip = requireBoolean(this.name, 'verticalFlip', options.verticalFlip ?? false);
  }

  override apply(image: Pixels): Pixels[] {
    const pixels = requirePixels(this.name, image);
    const flipped = this.verticalFlip ? flipVertical(pixels) : flipHorizontal(pixels);
    return [pixels, flipped].flatMap((side) => fiveCrops(this.name, side, ...this.size));
  }

  /** The shape of each crop. */
  override outputShape({ channels }: ImageShape): ImageShape {
    const [height, width] = this.size;
    return { height, width, channels };
  }

  protected override args(): readonly unknown[] {
    return [this.size, { verticalFlip: this.verticalFlip }];
  }
}
