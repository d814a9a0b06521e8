import type { Pixels } from '@featuremap/images';
import { AppliedAtRandom } from './applied-at-random.ts';
import { autocontrast } from './core/tone.ts';

/**
 * Stretches each channel to the full range with probability `p` (default 0.5): its least byte becomes 0, its greatest
 * 255. Bytes `[H, W, C] -> [H, W, C]` with 1 or 3 channels, exact.
 *
 * @throws {ArgumentError} when p is not a number from 0 to 1.
 *
 * @example
 * ```js
 * import { RandomAutocontrast } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(100, 110, 120), width: 3, height: 1, channels: 1 };
 * console.log(new RandomAutocontrast().apply(image, { applied: true }).data); // Uint8Array(3) [ 0, 127, 255 ]
 * ```
 *
 * @see torchvision.transforms.RandomAutocontrast
 */
export class RandomAutocontrast extends AppliedAtRandom {
  constructor(p = 0.5) {
    super('RandomAutocontrast', p, [1, 3]);
  }

  protected override act(pixels: Pixels): Pixels {
    return autocontrast(pixels);
  }
}
