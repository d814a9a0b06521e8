import type { Pixels } from '@featuremap/images';
import { type Applied, AppliedAtRandom, requireApplied } from './applied-at-random.ts';
import { flipVertical } from './core/flip.ts';
import type { WarpStep } from './core/one-warp.ts';
import type { ImageShape } from './image.ts';
import type { Canvas } from './kernels/canvas.ts';

/**
 * Flips an image top to bottom with probability `p` (default 0.5). Bytes `[H, W, C] -> [H, W, C]`, exact.
 *
 * @throws {ArgumentError} when p is not a number from 0 to 1.
 *
 * @example
 * ```js
 * import { RandomVerticalFlip } from '@featuremap/transforms';
 *
 * const flip = new RandomVerticalFlip(0.5);
 * const image = { data: Uint8Array.of(1, 2, 3), width: 1, height: 3, channels: 1 };
 * console.log(flip.apply(image, { applied: true }).data); // Uint8Array(3) [ 3, 2, 1 ]
 * ```
 *
 * @see torchvision.transforms.RandomVerticalFlip
 */
export class RandomVerticalFlip extends AppliedAtRandom {
  constructor(p = 0.5) {
    super('RandomVerticalFlip', p, [1, 3, 4]);
  }

  protected override act(pixels: Pixels): Pixels {
    return flipVertical(pixels);
  }

  override applyToCanvas(canvas: Canvas, params: Applied): boolean {
    if (requireApplied(this.name, params)) canvas.flipVertical();
    return true;
  }
  override warpStep({ height, width }: ImageShape, params: Applied): WarpStep {
    const matrix = requireApplied(this.name, params)
      ? ([1, 0, 0, 0, -1, height] as const)
      : ([1, 0, 0, 0, 1, 0] as const);
    return { matrix, height, width, interpolation: null, fill: null };
  }
}
