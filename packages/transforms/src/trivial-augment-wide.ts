import { requireInteger } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { bitLevels, linspace, type Magnitudes, plain, signed, unsigned } from './core/magnitudes.ts';
import type { Operation } from './core/operations.ts';
import { drawInteger } from './draw.ts';
import type { ImageShape } from './image.ts';
import { drawOperation, Policy, type PolicyOptions } from './policy.ts';

/** Options of {@link TrivialAugmentWide}. */
export interface TrivialAugmentWideOptions extends PolicyOptions {
  /** The number of strengths. Default 31. */
  readonly numMagnitudeBins?: number;
}

/**
 * Does one operation drawn from 14, with a strength drawn too. Bytes `[H, W, C] -> [H, W, C]` with 1 or 3 channels.
 * `interpolation` is `'nearest'` by default.
 *
 * @throws {ArgumentError} when an option is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { TrivialAugmentWide } from '@featuremap/transforms';
 *
 * const [drawn] = new TrivialAugmentWide().params({ height: 32, width: 32, channels: 3 }, new Generator(0));
 * console.log(drawn); // { operation: 'TranslateY', magnitude: -32 }
 * ```
 *
 * @see torchvision.transforms.TrivialAugmentWide; Müller and Hutter, TrivialAugment (2021)
 */
export class TrivialAugmentWide extends Policy {
  readonly numMagnitudeBins: number;

  constructor(options: TrivialAugmentWideOptions = {}) {
    super('TrivialAugmentWide', options, ['numMagnitudeBins']);
    const { numMagnitudeBins = 31 } = options;
    this.numMagnitudeBins = requireInteger(this.name, 'numMagnitudeBins', numMagnitudeBins, { min: 2 });
  }

  override params(_shape: ImageShape, generator: Generator): readonly Operation[] {
    const space = spaceOf(this.numMagnitudeBins);
    return [drawOperation(generator, space, (levels) => drawInteger(generator, 0, levels.length))];
  }

  protected override args(): readonly unknown[] {
    const { numMagnitudeBins, interpolation, fill } = this;
    return [{ numMagnitudeBins, interpolation, fill }];
  }
}

function spaceOf(levels: number): readonly Magnitudes[] {
  return [
    plain('Identity'),
    signed('ShearX', 0.99, levels),
    signed('ShearY', 0.99, levels),
    signed('TranslateX', 32, levels),
    signed('TranslateY', 32, levels),
    signed('Rotate', 135, levels),
    signed('Brightness', 0.99, levels),
    signed('Color', 0.99, levels),
    signed('Contrast', 0.99, levels),
    signed('Sharpness', 0.99, levels),
    unsigned('Posterize', bitLevels(8, 6, levels)),
    unsigned('Solarize', linspace(255, 0, levels)),
    plain('AutoContrast'),
    plain('Equalize'),
  ];
}
