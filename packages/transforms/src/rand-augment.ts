import { ArgumentError, requireInteger } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { bitLevels, linspace, type Magnitudes, plain, signed, unsigned } from './core/magnitudes.ts';
import type { Operation } from './core/operations.ts';
import type { ImageShape } from './image.ts';
import { drawOperation, Policy, type PolicyOptions } from './policy.ts';

/** Options of {@link RandAugment}. */
export interface RandAugmentOptions extends PolicyOptions {
  /** How many operations are done one after the other. Default 2. */
  readonly numOps?: number;
  /** The strength of all of them, 0 to numMagnitudeBins - 1. Default 9. */
  readonly magnitude?: number;
  /** The number of strengths. Default 31. */
  readonly numMagnitudeBins?: number;
}

/**
 * Does `numOps` operations drawn from 14, all with one strength. Bytes `[H, W, C] -> [H, W, C]` with 1 or 3 channels.
 * `interpolation` is `'nearest'` by default.
 *
 * @throws {ArgumentError} when an option is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandAugment } from '@featuremap/transforms';
 *
 * const operations = new RandAugment().params({ height: 32, width: 32, channels: 3 }, new Generator(0));
 * console.log(operations.map(({ operation }) => operation).join(' ')); // TranslateY Color
 * ```
 *
 * @see torchvision.transforms.RandAugment; Cubuk et al., RandAugment (2020)
 */
export class RandAugment extends Policy {
  readonly numOps: number;
  readonly magnitude: number;
  readonly numMagnitudeBins: number;

  constructor(options: RandAugmentOptions = {}) {
    super('RandAugment', options, ['numOps', 'magnitude', 'numMagnitudeBins']);
    const { numOps = 2, magnitude = 9, numMagnitudeBins = 31 } = options;
    this.numOps = requireInteger(this.name, 'numOps', numOps, { min: 0 });
    this.numMagnitudeBins = requireInteger(this.name, 'numMagnitudeBins', numMagnitudeBins, { min: 2 });
    this.magnitude = requireInteger(this.name, 'magnitude', magnitude, { min: 0 });
    if (magnitude >= numMagnitudeBins) {
      throw new ArgumentError(
        `RandAugment: magnitude ${magnitude} must be less than numMagnitudeBins ${numMagnitudeBins}`,
      );
    }
  }

  override params(shape: ImageShape, generator: Generator): readonly Operation[] {
    const space = spaceFor(shape, this.numMagnitudeBins);
    return Array.from({ length: this.numOps }, () => drawOperation(generator, space, () => this.magnitude));
  }

  protected override args(): readonly unknown[] {
    const { numOps, magnitude, numMagnitudeBins, interpolation, fill } = this;
    return [{ numOps, magnitude, numMagnitudeBins, interpolation, fill }];
  }
}

function spaceFor({ height, width }: ImageShape, levels: number): readonly Magnitudes[] {
  return [
    plain('Identity'),
    signed('ShearX', 0.3, levels),
    signed('ShearY', 0.3, levels),
    signed('TranslateX', (150 / 331) * width, levels),
    signed('TranslateY', (150 / 331) * height, levels),
    signed('Rotate', 30, levels),
    signed('Brightness', 0.9, levels),
    signed('Color', 0.9, levels),
    signed('Contrast', 0.9, levels),
    signed('Sharpness', 0.9, levels),
    unsigned('Posterize', bitLevels(8, 4, levels)),
    unsigned('Solarize', linspace(255, 0, levels)),
    plain('AutoContrast'),
    plain('Equalize'),
  ];
}
