import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { AppliedAtRandom } from './applied-at-random.ts';
import { adjustSharpness } from './core/sharpen.ts';

/**
 * Sharpens or blurs an image with probability `p` (default 0.5): `sharpnessFactor` 0 blurs, 1 changes nothing, 2
 * sharpens. Bytes `[H, W, C] -> [H, W, C]` with 1 or 3 channels; the outermost pixels stay.
 *
 * @throws {ArgumentError} when sharpnessFactor is negative, or p is not from 0 to 1.
 *
 * @example
 * ```js
 * import { RandomAdjustSharpness } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(0, 0, 0, 0, 130, 0, 0, 0, 0), width: 3, height: 3, channels: 1 };
 * const blurred = new RandomAdjustSharpness(0).apply(image, { applied: true });
 * console.log(blurred.data[4]); // 50
 * ```
 *
 * @see torchvision.transforms.RandomAdjustSharpness
 */
export class RandomAdjustSharpness extends AppliedAtRandom {
  readonly sharpnessFactor: number;

  constructor(sharpnessFactor: number, options: { readonly p?: number } = {}) {
    requireKnownOptions('RandomAdjustSharpness', options, ['p']);
    super('RandomAdjustSharpness', options.p ?? 0.5, [1, 3]);
    this.sharpnessFactor = requireNumber(this.name, 'sharpnessFactor', sharpnessFactor, { min: 0 });
  }

  protected override act(pixels: Pixels): Pixels {
    return adjustSharpness(pixels, this.sharpnessFactor);
  }

  protected override args(): readonly unknown[] {
    return [this.sharpnessFactor, { p: this.p }];
  }
}
