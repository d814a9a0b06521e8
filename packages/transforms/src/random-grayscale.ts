import type { Pixels } from '@featuremap/images';
import { AppliedAtRandom } from './applied-at-random.ts';
import { grayscale } from './core/grayscale.ts';

/**
 * Takes the colour away with probability `p` (default 0.1), keeping the number of channels. Bytes
 * `[H, W, C] -> [H, W, C]` with 1 or 3 channels.
 *
 * @throws {ArgumentError} when p is not a number from 0 to 1.
 *
 * @example
 * ```js
 * import { RandomGrayscale } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(255, 0, 0), width: 1, height: 1, channels: 3 };
 * console.log(new RandomGrayscale().apply(image, { applied: true }).data); // Uint8Array(3) [ 76, 76, 76 ]
 * ```
 *
 * @see torchvision.transforms.RandomGrayscale
 */
export class RandomGrayscale extends AppliedAtRandom {
  constructor(p = 0.1) {
    super('RandomGrayscale', p, [1, 3]);
  }

  protected override act(pixels: Pixels): Pixels {
    return grayscale(pixels, pixels.channels === 1 ? 1 : 3);
  }
}
