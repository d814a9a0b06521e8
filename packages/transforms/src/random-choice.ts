import { ArgumentError, requireInteger, requireKnownOptions, requireNumber, show } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireParams } from './check-params.ts';
import { requireTransforms } from './compose.ts';
import type { ImageShape } from './image.ts';
import { Transform } from './transform.ts';

/** Which transform was chosen, and its params. */
export interface ChoiceParams {
  readonly index: number;
  readonly params: unknown;
}

/**
 * Applies one transform of a list, chosen at random. `p` holds a weight for each; default null: all alike.
 *
 * The choice is one draw of the generator; torchvision takes it from Python's own random numbers, so it differs.
 *
 * @throws {ArgumentError} when an argument is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandomChoice, RandomHorizontalFlip, RandomVerticalFlip } from '@featuremap/transforms';
 *
 * const either = new RandomChoice([new RandomHorizontalFlip(1), new RandomVerticalFlip(1)], { p: [0, 1] });
 * console.log(either.params({ height: 8, width: 8, channels: 1 }, new Generator(0)).index); // 1
 * ```
 *
 * @see torchvision.transforms.RandomChoice
 */
export class RandomChoice extends Transform<Pixels, Pixels, ChoiceParams> {
  readonly transforms: readonly Transform<Pixels, Pixels>[];
  readonly p: readonly number[] | null;

  constructor(
    transforms: readonly Transform<Pixels, Pixels>[],
    options: { readonly p?: readonly number[] | null } = {},
  ) {
    super('RandomChoice');
    requireKnownOptions(this.name, options, ['p']);
    this.transforms = requireTransforms(this.name, transforms) as readonly Transform<Pixels, Pixels>[];
    if (transforms.length === 0) throw new ArgumentError('RandomChoice: there is no transform to choose from');
    this.p = options.p == null ? null : requireWeights(options.p, transforms.length);
  }

  override params(shape: ImageShape, generator: Generator): ChoiceParams {
    const weights = this.p ?? this.transforms.map(() => 1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let rest = generator.random() * total;
    const found = weights.findIndex((weight) => {
      rest -= weight;
      return rest < 0;
    });
    const index = found < 0 ? weights.findLastIndex((weight) => weight > 0) : found;
    return { index, params: this.transforms[index]!.params(shape, generator) };
  }

  override apply(image: Pixels, choice: ChoiceParams): Pixels {
    const { index, params } = requireChoice(this.name, choice, this.transforms.length);
    return this.transforms[index]!.apply(image, params);
  }

  override outputShape(shape: ImageShape, choice: ChoiceParams): ImageShape {
    const { index, params } = requireChoice(this.name, choice, this.transforms.length);
    return this.transforms[index]!.outputShape(shape, params);
  }

  protected override args(): readonly unknown[] {
    return [this.transforms.map((transform) => transform.toJSON()), { p: this.p }];
  }
}

/** Checks that params choose one of `count` transforms. */
export function requireChoice(caller: string, choice: unknown, count: number): ChoiceParams {
  const { index, params } = requireParams(caller, choice, ['index', 'params']);
  return { index: requireInteger(caller, 'index', index, { min: 0, max: count - 1 }), params };
}

function requireWeights(p: unknown, count: number): readonly number[] {
  if (!Array.isArray(p) || p.length !== count) {
    throw new ArgumentError(`RandomChoice: p must hold ${count} weights, one for each transform, not ${show(p)}`);
  }
  const weights = p.map((weight) => requireNumber('RandomChoice', 'p', weight, { min: 0 }));
  if (weights.every((weight) => weight === 0)) throw new ArgumentError('RandomChoice: one weight of p must be above 0');
  return weights;
}
