import { requireKnownOptions, requireNumber, requireOneOf } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireProbability } from './check-arguments.ts';
import { requireParams, requireParamsList, requirePoint } from './check-params.ts';
import { type Point, perspectiveMatrix } from './core/perspective.ts';
import { warp } from './core/warp.ts';
import { drawInteger } from './draw.ts';
import { type Fill, fillBytes, requireFill } from './fill.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { type Interpolation, interpolations } from './interpolation.ts';
import { Transform } from './transform.ts';

/** Options of {@link RandomPerspective}. */
export interface RandomPerspectiveOptions {
  /** How far the corners may move inwards, 0 to 1: a share of half the image. Default 0.5. */
  readonly distortionScale?: number;
  /** The probability to act. Default 0.5. */
  readonly p?: number;
  /** `'bilinear'` (default), `'bicubic'` or `'nearest'`. */
  readonly interpolation?: Interpolation;
  /** The colour of what the image does not cover, 0 to 255. Default 0. */
  readonly fill?: Fill;
}

/** Where the corners are and where they go: top left, top right, bottom right, bottom left; null leaves the image. */
export type PerspectiveParams = {
  readonly startpoints: readonly Point[];
  readonly endpoints: readonly Point[];
} | null;

/**
 * Looks at an image from a random side: each corner moves inwards. Bytes `[H, W, C] -> [H, W, C]` with 1 or 3 channels.
 *
 * @throws {ArgumentError} when an option is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandomPerspective } from '@featuremap/transforms';
 *
 * const perspective = new RandomPerspective({ p: 1 });
 * const params = perspective.params({ height: 100, width: 100, channels: 3 }, new Generator(0));
 * console.log(JSON.stringify(params.endpoints)); // [[15,1],[90,25],[91,77],[25,91]]
 * ```
 *
 * @see torchvision.transforms.RandomPerspective
 */
export class RandomPerspective extends Transform<Pixels, Pixels, PerspectiveParams> {
  readonly distortionScale: number;
  readonly p: number;
  readonly interpolation: Interpolation;
  readonly fill: Fill;

  constructor(options: RandomPerspectiveOptions = {}) {
    super('RandomPerspective');
    requireKnownOptions(this.name, options, ['distortionScale', 'p', 'interpolation', 'fill']);
    const { distortionScale = 0.5, p = 0.5, interpolation = 'bilinear', fill = 0 } = options;
    this.distortionScale = requireNumber(this.name, 'distortionScale', distortionScale, { min: 0, max: 1 });
    this.p = requireProbability(this.name, p);
    this.interpolation = requireOneOf(this.name, 'interpolation', interpolation, interpolations);
    this.fill = requireFill(this.name, fill);
  }

  override params({ height, width }: ImageShape, generator: Generator): PerspectiveParams {
    if (generator.random() >= this.p) return null;
    const reach = (size: number) => Math.trunc(this.distortionScale * Math.floor(size / 2));
    const [reachX, reachY] = [reach(width), reach(height)];
    const left = () => drawInteger(generator, 0, reachX + 1);
    const right = () => drawInteger(generator, width - reachX - 1, width);
    const top = () => drawInteger(generator, 0, reachY + 1);
    const bottom = () => drawInteger(generator, height - reachY - 1, height);
    return {
      startpoints: [
        [0, 0],
        [width - 1, 0],
        [width - 1, height - 1],
        [0, height - 1],
      ],
      endpoints: [
        [left(), top()],
        [right(), top()],
        [right(), bottom()],
        [left(), bottom()],
      ],
    };
  }

  override apply(image: Pixels, params: PerspectiveParams): Pixels {
    const pixels = requirePixels(this.name, image, [1, 3]);
    const { height, width, channels } = pixels;
    if (params === null) return pixels;
    requireCorners('startpoints', params);
    requireCorners('endpoints', params);
    const matrix = perspectiveMatrix(params.startpoints, params.endpoints);
    return warp(pixels, matrix, height, width, this.interpolation, fillBytes(this.name, this.fill, channels));
  }

  protected override args(): readonly unknown[] {
    const { distortionScale, p, interpolation, fill } = this;
    return [{ distortionScale, p, interpolation, fill }];
  }
}

function requireCorners(key: 'startpoints' | 'endpoints', params: unknown): void {
  const { [key]: corners } = requireParams('RandomPerspective', params, ['startpoints', 'endpoints']);
  for (const corner of requireParamsList('RandomPerspective', corners, 4, key))
    requirePoint('RandomPerspective', key, corner);
}
