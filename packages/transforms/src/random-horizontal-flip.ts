import type { Pixels } from '@featuremap/images';
import { type Applied, AppliedAtRandom, requireApplied } from './applied-at-random.ts';
import { flipHorizontal } from './core/flip.ts';
import type { WarpStep } from './core/one-warp.ts';
import type { ImageShape } from './image.ts';
import type { Canvas } from './kernels/canvas.ts';

/**
 * Flips an image left to right with probability `p` (default 0.5). Bytes `[H, W, C] -> [H, W, C]`, exact.
 *
 * @throws {ArgumentError} when p is not a number from 0 to 1.
 *
 * @example
 * ```js
 * import { RandomHorizontalFlip } from '@featuremap/transforms';
 *
 * const flip = new RandomHorizontalFlip(0.5);
 * const image = { data: Uint8Array.of(1, 2, 3), width: 3, height: 1, channels: 1 };
 * console.log(flip.apply(image, { applied: true }).data); // Uint8Array(3) [ 3, 2, 1 ]
 * ```
 *
 * @see torchvision.transforms.RandomHorizontalFlip
 */
export class RandomHorizontalFlip extends AppliedAtRandom {
  constructor(p = 0.5) {
    super('RandomHorizontalFlip', p, [1, 3, 4]);
  }

  protected override act(pixels: Pixels): Pixels {
    return flipHorizontal(pixels);
  }

  override applyToCanvas(canvas: Canvas, params: Applied): boolean {
    if (requireApplied(this.name, params)) canvas.flipHorizontal();
    return true;
  }
  override warpStep({ height, width }: ImageShape, params: Applied): WarpStep {
    const matrix = requireApplied(this.name, params)
      ? ([-1, 0, width, 0, 1, 0] as const)
      : ([1, 0, 0, 0, 1, 0] as const);
    return { matrix, height, width, interpolation: null, fill: null };
  }
}
