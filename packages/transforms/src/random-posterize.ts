import { requireInteger, requireKnownOptions } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { AppliedAtRandom } from './applied-at-random.ts';
import { posterize } from './core/tone.ts';

/**
 * Keeps the upper `bits` bits of each byte, 0 to 8, with probability `p` (default 0.5): 2^bits levels are left. Bytes
 * `[H, W, C] -> [H, W, C]` with 1 or 3 channels, exact.
 *
 * @throws {ArgumentError} when bits or p is out of its range.
 *
 * @example
 * ```js
 * import { RandomPosterize } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(63, 64, 255), width: 3, height: 1, channels: 1 };
 * console.log(new RandomPosterize(2).apply(image, { applied: true }).data); // Uint8Array(3) [ 0, 64, 192 ]
 * ```
 *
 * @see torchvision.transforms.RandomPosterize
 */
export class RandomPosterize extends AppliedAtRandom {
  readonly bits: number;

  constructor(bits: number, options: { readonly p?: number } = {}) {
    requireKnownOptions('RandomPosterize', options, ['p']);
    super('RandomPosterize', options.p ?? 0.5, [1, 3]);
    this.bits = requireInteger(this.name, 'bits', bits, { min: 0, max: 8 });
  }

  protected override act(pixels: Pixels): Pixels {
    return posterize(pixels, this.bits);
  }

  protected override args(): readonly unknown[] {
    return [this.bits, { p: this.p }];
  }
}
