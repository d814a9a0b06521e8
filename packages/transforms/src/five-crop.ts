import type { Pixels } from '@featuremap/images';
import { requireSize, type Size } from './check-arguments.ts';
import { fiveCrops } from './core/five-crops.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { WithoutParams } from './without-params.ts';

/**
 * Cuts out the four corners and the middle: top left, top right, bottom left, bottom right, middle. `size` is one number,
 * or [height, width], in pixels. Bytes `[H, W, C] -> 5 × [height, width, C]`, exact.
 *
 * @throws {ArgumentError} when size is no size.
 * @throws {ShapeError} when the image is smaller than size.
 *
 * @example
 * ```js
 * import { FiveCrop } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), width: 3, height: 3, channels: 1 };
 * console.log(new FiveCrop(1).apply(image).map((crop) => crop.data[0])); // [ 1, 3, 7, 9, 5 ]
 * ```
 *
 * @see torchvision.transforms.FiveCrop
 */
export class FiveCrop extends WithoutParams<Pixels, Pixels[]> {
  readonly size: readonly [height: number, width: number];

  constructor(size: Size) {
    super('FiveCrop');
    this.size = requireSize(this.name, 'size', size);
  }

  override apply(image: Pixels): Pixels[] {
    return fiveCrops(this.name, requirePixels(this.name, image), ...this.size);
  }

  /** The shape of each crop. */
  override outputShape({ channels }: ImageShape): ImageShape {
    const [height, width] = this.size;
    return { height, width, channels };
  }

  protected override args(): readonly unknown[] {
    return [this.size];
  }
}
