import type { Pixels } from '@featuremap/images';
import { AppliedAtRandom } from './applied-at-random.ts';
import { invert } from './core/tone.ts';

/**
 * Makes the negative of an image, 255 - byte, with probability `p` (default 0.5). Bytes `[H, W, C] -> [H, W, C]` with 1
 * or 3 channels, exact.
 *
 * @throws {ArgumentError} when p is not a number from 0 to 1.
 *
 * @example
 * ```js
 * import { RandomInvert } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(0, 55, 255), width: 3, height: 1, channels: 1 };
 * console.log(new RandomInvert().apply(image, { applied: true }).data); // Uint8Array(3) [ 255, 200, 0 ]
 * ```
 *
 * @see torchvision.transforms.RandomInvert
 */
export class RandomInvert extends AppliedAtRandom {
  constructor(p = 0.5) {
    super('RandomInvert', p, [1, 3]);
  }

  protected override act(pixels: Pixels): Pixels {
    return invert(pixels);
  }
}
