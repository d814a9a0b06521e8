import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireOperations } from './check-params.ts';
import type { Magnitudes } from './core/magnitudes.ts';
import { applyOperations, type Operation } from './core/operations.ts';
import { drawInteger } from './draw.ts';
import { type Fill, requireFill } from './fill.ts';
import { requirePixels } from './image.ts';
import { type Interpolation, interpolations } from './interpolation.ts';
import { Transform } from './transform.ts';

/** Options that all policies share. */
export interface PolicyOptions {
  /** `'nearest'`, `'bilinear'` or `'bicubic'`, for what shears, shifts and turns. */
  readonly interpolation?: Interpolation;
  /** The colour of what the image does not cover, 0 to 255. Default 0. */
  readonly fill?: Fill;
}

/** What the transforms share that draw a list of operations and do them one after the other. */
export abstract class Policy extends Transform<Pixels, Pixels, readonly Operation[]> {
  readonly interpolation: Interpolation;
  readonly fill: Fill;

  constructor(name: string, options: PolicyOptions, ownOptions: readonly string[]) {
    super(name);
    requireKnownOptions(name, options, [...ownOptions, 'interpolation', 'fill']);
    const { interpolation = 'nearest', fill = 0 } = options;
    this.interpolation = requireOneOf(name, 'interpolation', interpolation, interpolations);
    this.fill = requireFill(name, fill);
  }

  override apply(image: Pixels, operations: readonly Operation[]): Pixels {
    return applyOperations(
      this.name,
      requirePixels(this.name, image, [1, 3]),
      requireOperations(this.name, operations),
      this,
    );
  }
}

/** Draws an operation of a list, its level where `drawLevel` gives one, and its sign. */
export function drawOperation(
  generator: Generator,
  space: readonly Magnitudes[],
  drawLevel: (levels: readonly number[]) => number,
): Operation {
  const { operation, levels, isSigned } = space[drawInteger(generator, 0, space.length)]!;
  const magnitude = levels === null ? 0 : levels[drawLevel(levels)]!;
  const isNegative = isSigned && drawInteger(generator, 0, 2) === 1 && magnitude !== 0;
  return { operation, magnitude: isNegative ? -magnitude : magnitude };
}
