import { requireKnownOptions } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireProbability } from './check-arguments.ts';
import { Compose } from './compose.ts';
import type { ImageShape } from './image.ts';
import { Transform } from './transform.ts';

/**
 * Applies a list of transforms with probability `p` (default 0.5), all or none. The params are those of a `Compose`, or
 * null.
 *
 * @throws {ArgumentError} when an argument is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandomApply, RandomInvert } from '@featuremap/transforms';
 *
 * const sometimes = new RandomApply([new RandomInvert(1)], { p: 0.3 });
 * const generator = new Generator(0);
 * console.log(sometimes.params({ height: 1, width: 1, channels: 1 }, generator)); // null
 * ```
 *
 * @see torchvision.transforms.RandomApply
 */
export class RandomApply extends Transform<Pixels, Pixels, readonly unknown[] | null> {
  readonly p: number;
  readonly #compose: Compose<readonly Transform<Pixels, Pixels>[]>;

  constructor(transforms: readonly Transform<Pixels, Pixels>[], options: { readonly p?: number } = {}) {
    super('RandomApply');
    requireKnownOptions(this.name, options, ['p']);
    this.p = requireProbability(this.name, options.p ?? 0.5);
    this.#compose = new Compose(transforms);
  }

  get transforms(): readonly Transform<Pixels, Pixels>[] {
    return this.#compose.transforms;
  }

  override params(shape: ImageShape, generator: Generator): readonly unknown[] | null {
    return this.p < generator.random() ? null : this.#compose.params(shape, generator);
  }

  override apply(image: Pixels, params: readonly unknown[] | null): Pixels {
    return params === null ? image : this.#compose.apply(image, params);
  }

  override outputShape(shape: ImageShape, params: readonly unknown[] | null): ImageShape {
    return params === null ? shape : this.#compose.outputShape(shape, params);
  }

  protected override args(): readonly unknown[] {
    return [this.transforms.map((transform) => transform.toJSON()), { p: this.p }];
  }
}
