import type { Pixels } from '@featuremap/images';
import { requireSize, type Size } from './check-arguments.ts';
import { centerBox, centerCrop } from './core/center-crop.ts';
import { isInside } from './core/crop.ts';
import { boxStep, type WarpStep } from './core/one-warp.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { WithoutParams } from './without-params.ts';

/**
 * Cuts out the middle: `size` is one number, or [height, width], in pixels. Bytes `[H, W, C] -> [height, width, C]`,
 * exact. An image that is too small gets a black border first.
 *
 * @throws {ArgumentError} when size is no size.
 *
 * @example
 * ```js
 * import { CenterCrop } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(1, 2, 3, 4, 5), width: 5, height: 1, channels: 1 };
 * console.log(new CenterCrop([1, 3]).apply(image).data); // Uint8Array(3) [ 2, 3, 4 ]
 * ```
 *
 * @see torchvision.transforms.CenterCrop
 */
export class CenterCrop extends WithoutParams<Pixels, Pixels> {
  readonly size: readonly [height: number, width: number];

  constructor(size: Size) {
    super('CenterCrop');
    this.size = requireSize(this.name, 'size', size);
  }

  override apply(image: Pixels): Pixels {
    return centerCrop(requirePixels(this.name, image), ...this.size);
  }

  override outputShape({ channels }: ImageShape): ImageShape {
    const [height, width] = this.size;
    return { height, width, channels };
  }

  override warpStep(shape: ImageShape): WarpStep | undefined {
    const box = centerBox(shape, ...this.size);
    return isInside(box, shape) ? boxStep(box, ...this.size, 'nearest') : undefined;
  }

  protected override args(): readonly unknown[] {
    return [this.size];
  }
}
