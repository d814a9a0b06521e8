import type { Pixels } from '@featuremap/images';
import { AppliedAtRandom } from './applied-at-random.ts';
import { equalize } from './core/tone.ts';

/**
 * Spreads the bytes of each channel so that all levels occur about equally often, with probability `p` (default 0.5).
 * Bytes `[H, W, C] -> [H, W, C]` with 1 or 3 channels, exact. An image of fewer than 256 pixels may stay as it is.
 *
 * @throws {ArgumentError} when p is not a number from 0 to 1.
 *
 * @example
 * ```js
 * import { RandomEqualize } from '@featuremap/transforms';
 *
 * const data = Uint8Array.from({ length: 1024 }, (_, i) => 100 + (i >> 6)); // 16 levels, close together
 * const equalized = new RandomEqualize().apply({ data, width: 32, height: 32, channels: 1 }, { applied: true });
 * console.log(equalized.data[0], equalized.data[512], equalized.data[1023]); // 0 171 255
 * ```
 *
 * @see torchvision.transforms.RandomEqualize
 */
export class RandomEqualize extends AppliedAtRandom {
  constructor(p = 0.5) {
    super('RandomEqualize', p, [1, 3]);
  }

  protected override act(pixels: Pixels): Pixels {
    return equalize(pixels);
  }
}
