import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireBoolean, requireProbability } from './check-arguments.ts';
import { requireParams } from './check-params.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { Transform } from './transform.ts';

/** Whether a transform that acts with probability p acts this time. */
export interface Applied {
  readonly applied: boolean;
}

/** What the transforms share that act on the bytes with probability p and otherwise return the image as it is. */
export abstract class AppliedAtRandom extends Transform<Pixels, Pixels, Applied> {
  readonly p: number;
  readonly #channels: readonly number[];

  constructor(name: string, p: number, channels: readonly number[]) {
    super(name);
    this.p = requireProbability(name, p);
    this.#channels = channels;
  }

  /** What it does when it acts. */
  protected abstract act(pixels: Pixels): Pixels;

  override params(_shape: ImageShape, generator: Generator): Applied {
    return { applied: generator.random() < this.p };
  }

  override apply(image: Pixels, params: Applied): Pixels {
    const pixels = requirePixels(this.name, image, this.#channels);
    return requireApplied(this.name, params) ? this.act(pixels) : pixels;
  }

  protected override args(): readonly unknown[] {
    return [this.p];
  }
}

/** Whether params say that the transform acts. */
export function requireApplied(caller: string, params: unknown): boolean {
  return requireBoolean(caller, 'applied', requireParams(caller, params, ['applied']).applied);
}
