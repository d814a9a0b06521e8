import { ArgumentError, requireKnownOptions, requireNumber, ShapeError, show } from '@featuremap/errors';
import type { Generator, GeneratorState } from '@featuremap/random';
import { requireProbability, requireRange } from './check-arguments.ts';
import { generatorOf, requireBox, requireParams } from './check-params.ts';
import type { Box } from './core/crop.ts';
import { drawSides } from './core/random-area.ts';
import { roundHalfEven } from './core/round-half-even.ts';
import { drawInteger } from './draw.ts';
import { type FloatImage, type ImageShape, requireFloatImage } from './image.ts';
import { Transform } from './transform.ts';

/** Options of {@link RandomErasing}. */
export interface RandomErasingOptions {
  /** The probability to act. Default 0.5. */
  readonly p?: number;
  /** The range of the rectangle's share of the area, 0 to 1. Default [0.02, 0.33]. */
  readonly scale?: readonly [min: number, max: number];
  /** The range of its height / width. Default [0.3, 3.3]. */
  readonly ratio?: readonly [min: number, max: number];
  /** What it is filled with: one number (default 0), one for each channel, or `'random'`: normal numbers. */
  readonly value?: number | readonly number[] | 'random';
}

/** The rectangle, and for a random fill its generator as it stood; null leaves the image. */
export type ErasingParams = (Box & { readonly noise: GeneratorState | null }) | null;

/** How often a rectangle is drawn before the image is left as it is. */
const TRIES = 10;

/**
 * Overwrites a random rectangle. Floats `[H, W, C] -> [H, W, C]`; put it behind `ToTensor`, or behind `Normalize` for 0
 * to be the mean colour.
 *
 * @throws {ArgumentError} when an option is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandomErasing } from '@featuremap/transforms';
 *
 * const image = { data: new Float32Array(100).fill(1), width: 10, height: 10, channels: 1 };
 * const erased = new RandomErasing({ p: 1 }).run(image, new Generator(0));
 * console.log(erased.data.filter((x) => x === 0).length); // 24
 * ```
 *
 * @see torchvision.transforms.RandomErasing
 */
export class RandomErasing extends Transform<FloatImage, FloatImage, ErasingParams> {
  readonly p: number;
  readonly scale: readonly [min: number, max: number];
  readonly ratio: readonly [min: number, max: number];
  readonly value: number | readonly number[] | 'random';

  constructor(options: RandomErasingOptions = {}) {
    super('RandomErasing');
    requireKnownOptions(this.name, options, ['p', 'scale', 'ratio', 'value']);
    const { p = 0.5, scale = [0.02, 0.33], ratio = [0.3, 3.3], value = 0 } = options;
    this.p = requireProbability(this.name, p);
    this.scale = requireRange(this.name, 'scale', scale, { min: 0, max: 1 });
    this.ratio = requireRange(this.name, 'ratio', ratio, { min: 1e-6, max: 1e6 });
    this.value = requireValue(value);
  }

  override params({ height, width, channels }: ImageShape, generator: Generator): ErasingParams {
    if (generator.random() >= this.p) return null;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const [h, w] = drawSides(generator, height * width, this.scale, this.ratio).map(roundHalfEven) as [
        number,
        number,
      ];
      if (h >= height || w >= width) continue;
      const noise = this.value === 'random' ? generator.state() : null;
      if (noise !== null) generator.randn(channels * h * w);
      const top = drawInteger(generator, 0, height - h + 1);
      const left = drawInteger(generator, 0, width - w + 1);
      return { top, left, height: h, width: w, noise };
    }
    return null;
  }

  override apply(image: FloatImage, params: ErasingParams): FloatImage {
    const { data, height, width, channels } = requireFloatImage(this.name, image);
    if (params === null) return image;
    const { top, left, height: h, width: w } = requireBox(this.name, params, image);
    const valueAt = this.#filler(channels, h * w, params);
    const out = data.slice();
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const at = ((top + y) * width + left + x) * channels;
        for (let k = 0; k < channels; k++) out[at + k] = valueAt(k, y * w + x);
      }
    }
    return { data: out, height, width, channels };
  }

  /** What channel k of the i-th pixel becomes. Random numbers come channel after channel. */
  #filler(channels: number, area: number, params: ErasingParams): (k: number, i: number) => number {
    const { value } = this;
    if (requireParams(this.name, params, ['noise']).noise !== null) {
      const normal = generatorOf(this.name, params, 'noise').randn(channels * area);
      return (k, i) => normal[k * area + i]!;
    }
    if (typeof value === 'number') return () => value;
    if (typeof value === 'string' || (value.length !== 1 && value.length !== channels)) {
      throw new ShapeError(`RandomErasing: value ${show(value)} does not fit an image of ${channels} channels`);
    }
    return (k) => value[value.length === 1 ? 0 : k]!;
  }

  protected override args(): readonly unknown[] {
    const { p, scale, ratio, value } = this;
    return [{ p, scale, ratio, value }];
  }
}

function requireValue(value: unknown): number | readonly number[] | 'random' {
  if (value === 'random') return value;
  if (!Array.isArray(value)) return requireNumber('RandomErasing', 'value', value);
  if (value.length === 0) {
    throw new ArgumentError("RandomErasing: value must be a number, one for each channel, or 'random', not []");
  }
  return value.map((number) => requireNumber('RandomErasing', 'value', number));
}
