import { requireOneOf } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { bitLevels, linspace, type Magnitudes, plain, signed, unsigned } from './core/magnitudes.ts';
import type { Operation } from './core/operations.ts';
import { type AutoAugmentPolicy, policies } from './core/policies.ts';
import { drawInteger } from './draw.ts';
import type { ImageShape } from './image.ts';
import { Policy, type PolicyOptions } from './policy.ts';

/** Options of {@link AutoAugment}. */
export interface AutoAugmentOptions extends PolicyOptions {
  /** The data set that the policy was learnt on: `'imagenet'` (default), `'cifar10'` or `'svhn'`. */
  readonly policy?: AutoAugmentPolicy;
}

const LEVELS = 10;

/**
 * Does one of the 25 pairs of operations that were learnt on a data set, each with its probability and strength. Bytes
 * `[H, W, C] -> [H, W, C]` with 1 or 3 channels. `interpolation` is `'nearest'` by default.
 *
 * @throws {ArgumentError} when an option is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { AutoAugment } from '@featuremap/transforms';
 *
 * const augment = new AutoAugment({ policy: 'cifar10' });
 * const operations = augment.params({ height: 32, width: 32, channels: 3 }, new Generator(3));
 * console.log(operations.map(({ operation }) => operation).join(' ')); // Equalize AutoContrast
 * ```
 *
 * @see torchvision.transforms.AutoAugment; Cubuk et al., AutoAugment: learning augmentation strategies from data (2019)
 */
export class AutoAugment extends Policy {
  readonly policy: AutoAugmentPolicy;

  constructor(options: AutoAugmentOptions = {}) {
    super('AutoAugment', options, ['policy']);
    this.policy = requireOneOf(this.name, 'policy', options.policy ?? 'imagenet', ['imagenet', 'cifar10', 'svhn']);
  }

  override params(shape: ImageShape, generator: Generator): readonly Operation[] {
    const pairs = policies[this.policy];
    const pair = pairs[drawInteger(generator, 0, pairs.length)]!;
    const draws = generator.rand(2);
    const signs = generator.randint(0, 2, 2);
    const space = spaceFor(shape);
    return pair.flatMap(([operation, probability, level], i) => {
      if (draws[i]! > probability) return [];
      const { levels, isSigned } = space.find((magnitudes) => magnitudes.operation === operation)!;
      const magnitude = level === null || levels === null ? 0 : levels[level]!;
      return [{ operation, magnitude: isSigned && signs[i] === 0 && magnitude !== 0 ? -magnitude : magnitude }];
    });
  }

  protected override args(): readonly unknown[] {
    const { policy, interpolation, fill } = this;
    return [{ policy, interpolation, fill }];
  }
}

function spaceFor({ height, width }: ImageShape): readonly Magnitudes[] {
  return [
    signed('ShearX', 0.3, LEVELS),
    signed('ShearY', 0.3, LEVELS),
    signed('TranslateX', (150 / 331) * width, LEVELS),
    signed('TranslateY', (150 / 331) * height, LEVELS),
    signed('Rotate', 30, LEVELS),
    signed('Brightness', 0.9, LEVELS),
    signed('Color', 0.9, LEVELS),
    signed('Contrast', 0.9, LEVELS),
    signed('Sharpness', 0.9, LEVELS),
    unsigned('Posterize', bitLevels(8, 4, LEVELS)),
    unsigned('Solarize', linspace(255, 0, LEVELS)),
    plain('AutoContrast'),
    plain('Equalize'),
    plain('Invert'),
  ];
}
