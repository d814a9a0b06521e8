import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import type { Generator, GeneratorState } from '@featuremap/random';
import { requireBoolean } from './check-arguments.ts';
import { generatorOf } from './check-params.ts';
import { type FloatImage, type ImageShape, requireFloatImage } from './image.ts';
import { Transform } from './transform.ts';

/** Options of {@link GaussianNoise}. */
export interface GaussianNoiseOptions {
  /** The mean of the noise. Default 0. */
  readonly mean?: number;
  /** Its standard deviation. Default 0.1. */
  readonly sigma?: number;
  /** Whether the result is cut to 0..1. Default true. */
  readonly clip?: boolean;
}

/** The generator of the noise, as it stood: about 7 kB of JSON instead of a number for each element. */
export interface NoiseParams {
  readonly noise: GeneratorState;
}

/**
 * Adds normal noise to every number: x + mean + sigma·n. Floats `[H, W, C] -> [H, W, C]`; put it behind `ToTensor`.
 *
 * @throws {ArgumentError} when an option is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { GaussianNoise } from '@featuremap/transforms';
 *
 * const image = { data: new Float32Array(3).fill(0.5), width: 3, height: 1, channels: 1 };
 * const noisy = new GaussianNoise({ sigma: 0.1 }).run(image, new Generator(0));
 * console.log([...noisy.data].map((x) => x.toFixed(3)).join(' ')); // 0.654 0.471 0.282
 * ```
 *
 * @see torchvision.transforms.v2.GaussianNoise, which draws channel after channel
 */
export class GaussianNoise extends Transform<FloatImage, FloatImage, NoiseParams> {
  readonly mean: number;
  readonly sigma: number;
  readonly clip: boolean;

  constructor(options: GaussianNoiseOptions = {}) {
    super('GaussianNoise');
    requireKnownOptions(this.name, options, ['mean', 'sigma', 'clip']);
    const { mean = 0, sigma = 0.1, clip = true } = options;
    this.mean = requireNumber(this.name, 'mean', mean);
    this.sigma = requireNumber(this.name, 'sigma', sigma, { min: 0 });
    this.clip = requireBoolean(this.name, 'clip', clip);
  }

  override params({ height, width, channels }: ImageShape, generator: Generator): NoiseParams {
    const noise = generator.state();
    generator.randn(height * width * channels);
    return { noise };
  }

  override apply(image: FloatImage, params: NoiseParams): FloatImage {
    const { data, height, width, channels } = requireFloatImage(this.name, image);
    const normal = generatorOf(this.name, params, 'noise').randn(data.length);
    const { mean, sigma, clip } = this;
    const noisy = data.map((x, i) => x + mean + sigma * normal[i]!);
    return { data: clip ? noisy.map((x) => Math.min(1, Math.max(0, x))) : noisy, height, width, channels };
  }

  protected override args(): readonly unknown[] {
    const { mean, sigma, clip } = this;
    return [{ mean, sigma, clip }];
  }
}
