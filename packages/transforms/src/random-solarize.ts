import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { AppliedAtRandom } from './applied-at-random.ts';
import { solarize } from './core/tone.ts';

/**
 * Inverts the bytes from `threshold` on, 0 to 256, with probability `p` (default 0.5). Bytes `[H, W, C] -> [H, W, C]`
 * with 1 or 3 channels, exact.
 *
 * @throws {ArgumentError} when threshold or p is out of its range.
 *
 * @example
 * ```js
 * import { RandomSolarize } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(10, 128, 255), width: 3, height: 1, channels: 1 };
 * console.log(new RandomSolarize(128).apply(image, { applied: true }).data); // Uint8Array(3) [ 10, 127, 0 ]
 * ```
 *
 * @see torchvision.transforms.RandomSolarize
 */
export class RandomSolarize extends AppliedAtRandom {
  readonly threshold: number;

  constructor(threshold: number, options: { readonly p?: number } = {}) {
    requireKnownOptions('RandomSolarize', options, ['p']);
    super('RandomSolarize', options.p ?? 0.5, [1, 3]);
    this.threshold = requireNumber(this.name, 'threshold', threshold, { min: 0, max: 256 });
  }

  protected override act(pixels: Pixels): Pixels {
    return solarize(pixels, this.threshold);
  }

  protected override args(): readonly unknown[] {
    return [this.threshold, { p: this.p }];
  }
}
