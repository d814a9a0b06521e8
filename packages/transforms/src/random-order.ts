import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireParamsList } from './check-params.ts';
import { requireTransforms } from './compose.ts';
import type { ImageShape } from './image.ts';
import { requireChoice } from './random-choice.ts';
import { Transform } from './transform.ts';

/** The transforms in the order in which they are applied, each with its params. */
export type OrderParams = readonly { readonly index: number; readonly params: unknown }[];

/**
 * Applies all transforms of a list, in random order.
 *
 * The order is a permutation of the generator; torchvision takes it from Python's own random numbers, so it differs.
 *
 * @throws {ArgumentError} when `transforms` is no list of transforms.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { Grayscale, RandomInvert, RandomOrder } from '@featuremap/transforms';
 *
 * const mixed = new RandomOrder([new RandomInvert(1), new Grayscale()]);
 * const params = mixed.params({ height: 8, width: 8, channels: 3 }, new Generator(2));
 * console.log(params.map(({ index }) => index)); // [ 0, 1 ]
 * ```
 *
 * @see torchvision.transforms.RandomOrder
 */
export class RandomOrder extends Transform<Pixels, Pixels, OrderParams> {
  readonly transforms: readonly Transform<Pixels, Pixels>[];

  constructor(transforms: readonly Transform<Pixels, Pixels>[]) {
    super('RandomOrder');
    this.transforms = requireTransforms(this.name, transforms) as readonly Transform<Pixels, Pixels>[];
  }

  override params(shape: ImageShape, generator: Generator): OrderParams {
    let current = shape;
    return Array.from(generator.randperm(this.transforms.length), (index) => {
      const transform = this.transforms[index]!;
      const params = transform.params(current, generator);
      current = transform.outputShape(current, params);
      return { index, params };
    });
  }

  override apply(image: Pixels, order: OrderParams): Pixels {
    return this.#steps(order).reduce(
      (current, { index, params }) => this.transforms[index]!.apply(current, params),
      image,
    );
  }

  override outputShape(shape: ImageShape, order: OrderParams): ImageShape {
    return this.#steps(order).reduce(
      (current, { index, params }) => this.transforms[index]!.outputShape(current, params),
      shape,
    );
  }

  #steps(order: OrderParams): OrderParams {
    const { length } = this.transforms;
    return requireParamsList(this.name, order, length).map((step) => requireChoice(this.name, step, length));
  }

  protected override args(): readonly unknown[] {
    return [this.transforms.map((transform) => transform.toJSON())];
  }
}
